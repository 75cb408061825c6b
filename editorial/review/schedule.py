"""When an approved version becomes public: verbs that choose, change and cancel its time, each with its event."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision, WorkflowState

from audit.events import record_event
from audit.models import PortalEvent
from editorial.enums import ReviewEventKind
from editorial.errors import (
    ApprovalForbidden,
    BoardDecidesTime,
    EarlierThanApproved,
    EndsBeforeItBegins,
    NothingToSubmit,
    NotWaiting,
    PageHeld,
    PlanForbidden,
    PlannedInThePast,
)
from editorial.integrity.approvals import approve_as, are_files_as_approved
from editorial.integrity.guard import is_approved_as_it_is
from editorial.models import Takedown
from editorial.permissions import can_approve_revision, can_review
from editorial.review.locking import edited_page, lock_files_seen
from editorial.review.publication import publish_approved
from editorial.review.quorum import ApprovalState, approval_state
from editorial.review.reviewable import locked_item, named, portal_of
from editorial.review.submission import Submission
from editorial.withdrawal.page_groups import original_of
from members.access.actor import lock_actor
from sites.directory import CONTAINER_DEPTH, get_directory

if TYPE_CHECKING:
    from accounts.models import User

# What ends the waiting of a page whose schedule was cancelled: from then on it goes its way by a review.
_AFTER_CANCELLING = frozenset(
    {
        ReviewEventKind.ITEM_SUBMITTED,
        ReviewEventKind.ITEM_RETURNED,
        ReviewEventKind.ITEM_SCHEDULED,
        ReviewEventKind.ITEM_PUBLISHED,
        ReviewEventKind.ITEM_TAKEN_DOWN,
        ReviewEventKind.ITEM_UNPUBLISHED,
    }
)


def with_time(page: Page, publish_at: datetime | None, *, by: User, at: datetime) -> Revision:
    """Save the latest version of a page, which the verb has locked, with another time of publication; the version
    itself where it has that time.

    Args:
        publish_at: None, or a time that has passed: at once.

    Raises:
        EndsBeforeItBegins: the page expires before that time.
    """
    revision: Revision = page.latest_revision
    version = revision.as_object()
    if publish_at is not None and publish_at <= at:
        publish_at = None
    if version.expire_at is not None and version.expire_at <= (publish_at or at):
        raise EndsBeforeItBegins
    if version.go_live_at == publish_at or (publish_at is None and version.go_live_at <= at):
        return revision
    version.go_live_at = publish_at
    # Approved or in review with these words; only the time differs.
    page.latest_revision = version.save_revision(user=by, clean=False)
    return page.latest_revision


@transaction.atomic
def change_publication_time(page: Page, publish_at: datetime | None, *, by: User, at: datetime) -> None:
    """Publish an approved version at another time than it was approved for, or at once. Its approvals stand.

    Args:
        publish_at: None, or a time that has passed: at once.

    Raises:
        ApprovalForbidden: no approving seat on the board of the page, or own work.
        NotWaiting: its latest version is not approved, public already, or nothing that becomes public any more.
        EarlierThanApproved: two persons approved it for a later time.
        EndsBeforeItBegins: the page expires before that time.
        PortalArchived: nothing new becomes public on its portal.
    """
    lock_actor(by)
    page = locked_item(page)
    if (approved := page.latest_revision) is None:
        raise NotWaiting
    submission = Submission(approved, item=page)
    submission.use_locked_files(lock_files_seen(submission.files))
    if not can_approve_revision(by, page, approved, on=timezone.localdate(at), submission=submission):
        raise ApprovalForbidden
    if not waits_for_its_time(page, submission=submission):
        raise NotWaiting
    given, planned = _approvals_given(submission), submission.object.go_live_at
    if len(given.persons) > 1 and planned is not None and (publish_at or at) < planned:
        raise EarlierThanApproved(planned)
    revision, portal = with_time(page, publish_at, by=by, at=at), portal_of(page)
    if revision.pk != approved.pk:
        version = revision.as_object()
        for approval in given.approvals:
            approve_as(approval, version, portal=portal, revision=revision)
    time = {} if publish_at is None else {"go_live_at": publish_at.isoformat()}
    record_event(ReviewEventKind.ITEM_TIMED, portal=portal, at=at, by=by, revision=revision.pk, **time, **named(page))
    publish_approved(revision, by=by, at=at)


def plan_publication(page: Page, publish_at: datetime, *, by: User, at: datetime) -> None:
    """Give a draft the time for which it is meant. Nothing is approved: the board finds the time in what it is asked.

    Raises:
        PlanForbidden: the person may not edit the page.
        BoardDecidesTime: it is in review or approved for later. A version with another time would be one that the rest
            of the board was not asked about, and would end the first of two approvals.
        PageHeld: it is locked, or has no version.
        NothingToSubmit: all that it says is public.
        PlannedInThePast: the time has passed.
        EndsBeforeItBegins: the page expires before that time.
        ChangedMeanwhile, PageDeleted: somebody else went first.
        AccessEnded: the person's access was taken away meanwhile.
    """
    with edited_page(page, by=by) as page:
        if not page.permissions_for_user(by).can_edit():
            raise PlanForbidden
        if page.workflow_in_progress or page.scheduled_revision is not None:
            raise BoardDecidesTime
        lock = page.get_lock()
        if page.latest_revision is None or (lock is not None and lock.for_user(by)):
            raise PageHeld
        if not page.has_unpublished_changes:
            raise NothingToSubmit
        if publish_at <= at:
            raise PlannedInThePast
        revision = with_time(page, publish_at, by=by, at=at)
        record_event(
            ReviewEventKind.ITEM_PLANNED,
            portal=portal_of(page),
            at=at,
            by=by,
            revision=revision.pk,
            go_live_at=publish_at.isoformat(),
            **named(page),
        )


@transaction.atomic
def cancel_schedule(page: Page, *, by: User, at: datetime) -> None:
    """Take a version out of the schedule. Its approvals stand: the board gives it another time, or none.

    Raises:
        ApprovalForbidden: no approving seat on the board of the page.
        NotWaiting: it is not scheduled.
    """
    lock_actor(by)
    page = locked_item(page)
    if not can_review(by, page, on=timezone.localdate(at)):
        raise ApprovalForbidden
    if (scheduled := page.scheduled_revision) is None:
        raise NotWaiting
    Revision.objects.filter(pk=scheduled.pk).update(approved_go_live_at=None)
    # The place is part of what was approved: a page that is moved meanwhile does not wait any more.
    record_event(
        ReviewEventKind.ITEM_UNSCHEDULED,
        portal=portal_of(page),
        at=at,
        by=by,
        revision=scheduled.pk,
        parent=page.get_parent().pk,
        **named(page),
    )


def waits_for_its_time(page: Page, *, submission: Submission | None = None) -> bool:
    """Whether the latest version of a page is scheduled, or was until the board cancelled that, and may become public:
    it is approved, with the files that it shows, and what it stands in and stands for is public."""
    revision = page.latest_revision
    if revision is None or revision.pk == page.live_revision_id or page.current_workflow_state is not None:
        return False
    if revision.approved_go_live_at is None and not _is_cancelled(page, revision):
        return False
    submission = submission or Submission(revision, item=page)
    given = [row for row in submission.approvals if row.revision_id == revision.pk]
    return (
        bool(given)
        and not Takedown.objects.standing().filter(page=page.pk).exists()
        and all(are_files_as_approved(row, shown=submission.shown) for row in given)
        and is_approved_as_it_is(revision, submission=submission)
        and has_public_place(page)
        and not lacks_original(revision)
    )


def lacks_original(revision: Revision) -> bool:
    """Whether a version stands for a page that is not public any more."""
    original = original_of(revision.as_object())
    return original is not None and not Page.objects.live().filter(pk=original).exists()


def has_public_place(page: Page) -> bool:
    """Whether the portal of a page publishes still, and no page above was taken off."""
    record = get_directory().for_path(page.path)
    above = page.get_ancestors().filter(depth__gt=CONTAINER_DEPTH, live=False)
    return record is not None and not record.is_archived and not above.exists()


def _is_cancelled(page: Page, revision: Revision) -> bool:
    """Whether the board cancelled the schedule of this version, where it stands, and nothing followed."""
    record = get_directory().for_path(page.path)
    events = PortalEvent.objects.filter(portal=record.id if record else None, data__page=page.pk)
    cancelled = events.filter(kind=ReviewEventKind.ITEM_UNSCHEDULED).order_by("-pk").first()
    if cancelled is None or cancelled.data["revision"] != revision.pk:
        return False
    if cancelled.data["parent"] != page.get_parent().pk:
        return False
    return not events.filter(kind__in=_AFTER_CANCELLING, pk__gt=cancelled.pk).exists()


def _approvals_given(submission: Submission) -> ApprovalState:
    """The approvals by which a version waits: those of its last review, or what an approved proposal gave it."""
    reviews = WorkflowState.objects.filter(
        base_content_type=submission.revision.base_content_type_id,
        object_id=submission.revision.object_id,
        status=WorkflowState.STATUS_APPROVED,
    )
    last = reviews.order_by("-created_at").first()
    return approval_state(submission, since=last.created_at if last is not None else None, asked=1)

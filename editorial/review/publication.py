"""Publication of what a board approved, at once or at its appointed time: each verb is atomic, with its event."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from audit.events import record_event
from audit.models import PortalEvent
from editorial.enums import ReviewEventKind, ReviewNoticeKind
from editorial.errors import ApprovalForbidden, EndsBeforeItBegins, NotApproved, NotWaiting
from editorial.integrity.approvals import approve_as, are_files_as_approved, settle_files
from editorial.integrity.guard import is_approved_as_it_is
from editorial.models import Approval, Takedown
from editorial.notices import tell_author
from editorial.permissions import can_review
from editorial.review.locking import lock_files_seen
from editorial.review.quorum import approval_state
from editorial.review.reviewable import locked_item, named, portal_of
from editorial.review.submission import Submission
from members.access.actor import lock_actor
from sites.enums import PortalState
from sites.errors import PortalArchived
from sites.models import Portal
from sites.signals import version_published

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def publish_approved(
    revision: Revision,
    *,
    by: User | None,
    at: datetime,
    since: datetime | None = None,
    persons: int = 1,
    submission: Submission | None = None,
) -> None:
    """Publish a version, past Wagtail's permission that nobody holds, if the board approved exactly this revision.

    With `since`, only an approval of that time or later counts: what the board took down comes back by a review of
    its own, not by the approval of former days. With `persons`, so many must have approved what it says.

    Raises:
        NotApproved: it did not, or the version is not what it was when the board approved it.
        FilesElsewhere: it shows a picture or document that lies in the library of another portal now.
        PortalArchived: nothing new becomes public on its portal.
    """
    submission = submission or Submission(revision, item=Page.objects.get(pk=revision.object_id))
    page = submission.item
    given = [row for row in submission.approvals if row.revision_id == revision.pk]
    approval = max(
        (row for row in given if since is None or row.approved_at >= since),
        key=lambda row: (row.approved_at, row.pk),
        default=None,
    )
    if approval is None or not is_approved_as_it_is(revision, submission=submission):
        raise NotApproved
    if persons > 1:
        state = approval_state(submission, since=since, asked=persons, on=timezone.localdate(at))
        if not state.is_complete:
            raise NotApproved
    portal = submission.portal
    # Read again: whoever archives the portal may have been faster than the approval.
    portal.refresh_from_db(fields=["state"])
    if portal.state == PortalState.ARCHIVED:
        raise PortalArchived
    if persons > 1:
        settle_files(submission.object, by=approval, shown=submission.shown)
    # This verb records it: Wagtail's signal, which carries the version, finds nothing more to record.
    revision.is_recorded = True
    try:
        revision.publish(user=by, skip_permission_checks=True)
    finally:
        del revision.is_recorded
    if page.first_published_at is not None:
        # A revision keeps times in milliseconds; what is quoted stays to the digit (13.2.a).
        Page.objects.filter(pk=page.pk).update(first_published_at=page.first_published_at)
    page = page.specific_class._default_manager.select_related("locale").get(pk=page.pk)
    is_public = page.live and page.live_revision_id == revision.pk
    kind = ReviewEventKind.ITEM_PUBLISHED if is_public else ReviewEventKind.ITEM_SCHEDULED
    event = record_event(kind, portal=portal, at=at, by=by, revision=revision.pk, **named(page))
    tell_author(page, ReviewNoticeKind.APPROVED, event=event)
    if is_public:
        _follow_publication(page, revision, portal=portal, by=by, at=at)


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
    if publish_at is not None and version.expire_at is not None and version.expire_at <= publish_at:
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
        PermissionDenied: no approving seat on the board of the page.
        NotWaiting: its latest version is not approved, or public already.
        EndsBeforeItBegins: the page expires before that time.
        PortalArchived: nothing new becomes public on its portal.
    """
    approved, page = _waiting_version(page, by=by, at=at)
    revision = with_time(page, publish_at, by=by, at=at)
    portal = portal_of(page)
    if revision.pk != approved.pk:
        version = revision.as_object()
        approvals = Approval.objects.filter(content_type=approved.base_content_type_id, object_id=approved.object_id)
        for approval in approvals.filter(revision=approved.pk).order_by("pk"):
            approve_as(approval, version, portal=portal, revision=revision)
    time = {} if publish_at is None else {"go_live_at": publish_at.isoformat()}
    record_event(ReviewEventKind.ITEM_TIMED, portal=portal, at=at, by=by, revision=revision.pk, **time, **named(page))
    publish_approved(revision, by=by, at=at)


@transaction.atomic
def cancel_schedule(page: Page, *, by: User, at: datetime) -> None:
    """Take an approved version out of the schedule. Its approvals stand: the board gives it another time, or none.

    Raises:
        PermissionDenied: no approving seat on the board of the page.
        NotWaiting: its latest version is not approved, or public already.
    """
    revision, page = _waiting_version(page, by=by, at=at)
    revision.approved_go_live_at = None
    # Wagtail's log has it, and so has the record of the portal.
    revision.save(user=by, update_fields=["approved_go_live_at"])


def _waiting_version(page: Page, *, by: User, at: datetime) -> tuple[Revision, Page]:
    """The approved version of a page that is not public yet, with the page; both locked."""
    lock_actor(by)
    page = locked_item(page)
    if not can_review(by, page, on=timezone.localdate(at)):
        raise PermissionDenied(str(ApprovalForbidden.message))
    if page.latest_revision is not None:
        lock_files_seen(Submission(page.latest_revision, item=page).files)
    if not waits_for_its_time(page):
        raise NotWaiting
    return page.latest_revision, page


def waits_for_its_time(page: Page) -> bool:
    """Whether the latest version of a page is approved, with the files that it shows, and not public yet: it is
    scheduled, or the schedule was cancelled."""
    revision = page.latest_revision
    if revision is None or revision.pk == page.live_revision_id or page.workflow_in_progress:
        return False
    submission = Submission(revision, item=page)
    approvals = [row for row in submission.approvals if row.revision_id == revision.pk]
    if not approvals or Takedown.objects.standing().filter(page=page.pk).exists():
        return False
    as_approved = all(are_files_as_approved(row, shown=submission.shown) for row in approvals)
    return as_approved and is_approved_as_it_is(revision, submission=submission)


@transaction.atomic
def publish_by_proposal(page: Page, *, approval: Approval, by: User | None, at: datetime) -> None:
    """Publish the latest version of a page that came to be by an approved proposal, with an approval of its own."""
    revision = page.latest_revision
    approve_as(approval, revision.as_object(), portal=portal_of(page), revision=revision)
    publish_approved(revision, by=by, at=at)


@transaction.atomic
def record_scheduled_publication(page: Page, revision: Revision, *, at: datetime) -> None:
    """Record that an approved version became public at its appointed time, by nobody's hand. Once, however many publish
    at that time; not what a board publishes, which `publish_approved` records."""
    if getattr(revision, "is_recorded", False):
        return
    Page.objects.select_for_update(no_key=True).get(pk=page.pk)
    portal = portal_of(page)
    asked = (ReviewEventKind.ITEM_SCHEDULED, ReviewEventKind.ITEM_PUBLISHED)
    # The kind first: the record of a portal grows by everything that its people do.
    events = PortalEvent.objects.filter(portal=portal, kind__in=asked)
    events = events.filter(data__page=page.pk, data__revision=revision.pk)
    kinds = set(events.values_list("kind", flat=True))
    if ReviewEventKind.ITEM_SCHEDULED in kinds and ReviewEventKind.ITEM_PUBLISHED not in kinds:
        published = ReviewEventKind.ITEM_PUBLISHED
        event = record_event(published, portal=portal, at=at, by=None, revision=revision.pk, **named(page))
        tell_author(page, ReviewNoticeKind.APPROVED, event=event)
        _follow_publication(page, revision, portal=portal, by=None, at=at)


def _follow_publication(page: Page, revision: Revision, *, portal: Portal, by: User | None, at: datetime) -> None:
    """What follows when a version is public: a withdrawal ends, and the apps that keep versions are told."""
    Takedown.objects.end(page, at=at)
    version_published.send(sender=Page, page=page, revision=revision, portal=portal, by=by, at=at)

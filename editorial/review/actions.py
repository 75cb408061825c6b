"""Every change of state of items in review: one verb each, atomic, with its event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState

from audit.events import record_event
from editorial.enums import ApprovalKind, ReviewEventKind, ReviewNoticeKind
from editorial.errors import ApprovalForbidden, ApprovedAlready, ContentBlocked, VersionChanged
from editorial.integrity.approvals import approve_row
from editorial.integrity.portal_files import refuse_files_elsewhere
from editorial.models import Approval, ProposedChange
from editorial.notices import tell_author, tell_board, tell_of_check, tell_of_submission
from editorial.permissions import approving_seat, can_approve_revision, can_return
from editorial.proposals.actions.approved_change import apply_proposal
from editorial.review.checklist import Answers, check_answers
from editorial.review.findings import Finding, blocking, findings_of
from editorial.review.locking import lock_files_seen
from editorial.review.publication import publish_approved
from editorial.review.quorum import (
    approval_state,
    board_steps,
    carry_over_approvals,
    required_approvals,
    steps_taken,
    with_steps,
)
from editorial.review.reviewable import (
    approved_kind,
    item_to_decide,
    lock_portal_about,
    locked_item,
    mark_returned,
    named,
    portal_of,
    returned_kind,
)
from editorial.review.schedule import with_time
from editorial.review.submission import Submission
from members.access.actor import lock_actor
from members.access.authority import approving_authority
from sites.enums import PortalState
from sites.errors import PortalArchived

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def record_submission(item: Any, *, by: User | None, at: datetime) -> None:
    """Record that a page was submitted, and tell those whose step it is. Proposals record it themselves.

    Raises:
        FilesElsewhere: it shows a picture or document of another portal.
        PortalArchived: its portal was archived just now, and what waited there has ended.
    """
    if isinstance(item, Page):
        portal = portal_of(item)
        event = record_event(ReviewEventKind.ITEM_SUBMITTED, portal=portal, at=at, by=by, **named(item))
        # With the chain in hand: whoever archives the portal from now on finds this review, and whoever gives one of
        # its files to another portal finds this version.
        portal.refresh_from_db(fields=["state"])
        if portal.state == PortalState.ARCHIVED:
            raise PortalArchived
        submission = Submission(item.latest_revision, item=item) if item.latest_revision is not None else None
        if submission is not None:
            refuse_files_elsewhere(submission.files, portal_id=portal.pk)
        tell_of_submission(item, event=event, submission=submission)


@transaction.atomic
def record_approval(
    task_state: TaskState,
    *,
    by: User,
    at: datetime,
    checklist: Mapping[str, Any],
    remark: str = "",
    publish_at: datetime | None = None,
    changes_time: bool = False,
) -> Approval:
    """Record that the board approves the version it was given, or the approver's own save of it. Publishes nothing.

    Keeps the answers to the checklist, and what the machine checks found in exactly this version.

    Args:
        publish_at: with `changes_time`, when the page becomes public; None: at once. A version of its own has the time,
            and who approved the page for another time is asked again.

    Raises:
        DecidedAlready: somebody was faster.
        PermissionDenied: no approving seat, or the approver wrote part of it (13.1.g).
        ApprovedAlready: the person gave the first of two approvals.
        VersionChanged: somebody else saved another version since the item was submitted, or changes a picture or
            document of it at this moment.
        ChecklistIncomplete: a question of the checklist has no answer (6.6, 13.1).
        ContentBlocked: the checks found what must be corrected first.
        FilesElsewhere: it shows a picture or document of another portal.
        EndsBeforeItBegins: the page expires before the time that was chosen.
    """
    lock_portal_about(task_state)
    lock_actor(by)
    item = item_to_decide(task_state)
    revision, review = item.latest_revision, task_state.workflow_state
    today = timezone.localdate(at)
    if revision is None:
        raise PermissionDenied(str(ApprovalForbidden.message))
    submission = Submission(revision, item=item)
    if isinstance(item, Page):
        # Those of a proposal are locked with it.
        submission.use_locked_files(lock_files_seen(submission.files))
    if not can_approve_revision(by, item, revision, on=today, submission=submission):
        raise PermissionDenied(str(ApprovalForbidden.message))
    is_of_another = revision.pk != task_state.revision_id and revision.user_id != by.pk
    if changes_time and not is_of_another:
        submission = _timed(submission, publish_at, by=by, at=at)
        revision = submission.revision
    # First of all: to whoever approved what this version says, the editor offers no approval either.
    of_board = board_steps(review)
    state = approval_state(submission, since=review.created_at, asked=len(of_board), on=today)
    if by.pk in state.persons and by.pk in steps_taken(review):
        raise ApprovedAlready
    if is_of_another:
        raise VersionChanged
    answers = check_answers(item, checklist)
    findings = findings_of(submission.object)
    if blocking(findings):
        raise ContentBlocked(str(item), blocking(findings))
    is_checked_anew = carry_over_approvals(review, to=revision, on=today, standing=state.persons, of_board=of_board)
    approval = _approve(
        submission,
        by=by,
        at=at,
        checklist=answers,
        findings=findings,
        remark=remark,
        others_follow=state.asked > 1,
    )
    # Who is told and who ends the review go on with what this verb has locked and read, and with the approvals as now.
    submission.add_approval(approval)
    event = record_event(approved_kind(item), portal=approval.portal, at=at, by=by, revision=revision.pk, **named(item))
    if is_checked_anew:
        tell_of_check(item, event=event, submission=submission)
    elif state.asked > len(state.persons | {by.pk}):
        tell_board(item, event=event, submission=submission)
    review.submission, review.asked = submission, state.asked
    return approval


def _timed(submission: Submission, publish_at: datetime | None, *, by: User, at: datetime) -> Submission:
    """A page with the time of publication that its approver chose, as a version of its own if that is another one."""
    revision = with_time(submission.item, publish_at, by=by, at=at)
    if revision.pk == submission.revision.pk:
        return submission
    timed = Submission(revision, item=submission.item)
    timed.use_locked_files(submission.shown)
    return timed


@transaction.atomic
def record_return(task_state: TaskState, *, by: User, at: datetime, remark: str) -> None:
    """Record that the board sends an item back.

    Raises:
        DecidedAlready: somebody was faster.
        PermissionDenied: no approving seat on the board of the item's portal.
    """
    lock_portal_about(task_state)
    lock_actor(by)
    item = item_to_decide(task_state)
    if not can_return(by, item, on=timezone.localdate(at)):
        raise PermissionDenied(str(ApprovalForbidden.message))
    mark_returned(item, by=by, at=at, remark=remark)
    event = record_event(returned_kind(item), portal=portal_of(item), at=at, by=by, reason=remark, **named(item))
    tell_author(item, ReviewNoticeKind.RETURNED, event=event)


@transaction.atomic
def finish_review(workflow_state: WorkflowState, *, by: User | None) -> None:
    """Publish or make what the board approved: the one path to the public.

    Raises:
        NotApproved: the latest version has no approval, or fewer than the steps of this review ask for.
        TargetChanged: what a proposal would change is not what it was when it was proposed.
    """
    now = timezone.now()
    # Of the verb that gave the last approval, which holds the lock of the item.
    submission: Submission | None = workflow_state.__dict__.pop("submission", None)
    if submission is not None:
        item, reviews = submission.item, [workflow_state]
    else:
        item = locked_item(workflow_state.content_object)
        submission = Submission(item.latest_revision, item=item)
        reviews = with_steps(WorkflowState.objects.filter(pk=workflow_state.pk))
    persons = required_approvals(reviews, submission)[workflow_state.pk]
    asked = {"since": workflow_state.created_at, "persons": persons}
    if isinstance(item, ProposedChange):
        apply_proposal(item, by=by, at=now, submission=submission, **asked)
        return
    publish_approved(submission.revision, by=by, at=now, submission=submission, **asked)


def _approve(
    submission: Submission,
    *,
    by: User,
    at: datetime,
    checklist: Answers,
    findings: Iterable[Finding],
    remark: str,
    others_follow: bool,
) -> Approval:
    seat = approving_seat(by, submission.item, on=timezone.localdate(at))
    if seat is None:
        raise PermissionDenied(str(ApprovalForbidden.message))
    return approve_row(
        submission.object,
        portal=submission.portal,
        authority=approving_authority(by, submission.portal, on=timezone.localdate(at)),
        kind=ApprovalKind.REVIEW,
        revision=submission.revision,
        by=by,
        at=at,
        seat=seat.seat,
        checklist=checklist,
        findings=[finding.as_data() for finding in findings],
        remark=remark,
        others_follow=others_follow,
        content_hash=submission.content_hash,
        shown=submission.shown,
    )

"""Verbs of the step before the board: a section editor passes an item on, or returns it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision, TaskState

from audit.events import record_event
from editorial.enums import ReviewEventKind, ReviewNoticeKind
from editorial.errors import CheckForbidden, VersionChanged
from editorial.integrity.approvals import approve_as
from editorial.notices import tell_author, tell_board
from editorial.review.checkers import can_check, can_check_revision, checking_authority
from editorial.review.locking import lock_files_seen
from editorial.review.quorum import ApprovalState, approval_state, board_step_count, carry_over_approvals
from editorial.review.reviewable import (
    item_to_decide,
    lock_portal_about,
    mark_returned,
    named,
    portal_of,
    returned_kind,
)
from editorial.review.submission import Submission
from members.access.actor import lock_actor

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def record_check(task_state: TaskState, *, by: User, at: datetime) -> Revision:
    """Record that a section editor passes an item on to the board. Returns the version that was checked.

    Raises:
        DecidedAlready: somebody was faster.
        PermissionDenied: the person does not look after this place, wrote part of the version, or brought a picture or
            document of it that no board has approved.
        VersionChanged: somebody else saved another version since the item was submitted, or changes a picture or
            document of it at this moment.
        AccessEnded: the account was closed meanwhile.
    """
    # It may be the last step: what it relies on is held as for an approval.
    lock_portal_about(task_state)
    lock_actor(by)
    item = item_to_decide(task_state)
    revision, today = item.latest_revision, timezone.localdate(at)
    if revision is None:
        raise PermissionDenied(str(CheckForbidden.message))
    submission = Submission(revision, item=item)
    if isinstance(item, Page):
        submission.use_locked_files(lock_files_seen(submission.files))
    if not can_check_revision(by, item, revision, on=today, submission=submission):
        raise PermissionDenied(str(CheckForbidden.message))
    if not (authority := checking_authority(by, item, on=today)):
        raise PermissionDenied(str(CheckForbidden.message))
    if revision.pk != task_state.revision_id and revision.user_id != by.pk:
        raise VersionChanged
    review = task_state.workflow_state
    state = approval_state(submission, since=review.created_at, asked=board_step_count(review), on=today)
    carry_over_approvals(review, to=revision, on=today, standing=state.persons)
    _give_approvals(state, submission=submission)
    event = record_event(
        ReviewEventKind.ITEM_CHECKED,
        portal=submission.portal,
        at=at,
        by=by,
        revision=revision.pk,
        content_hash=submission.content_hash,
        authority=authority,
        **named(item),
    )
    submission.forget_approvals()
    tell_board(item, event=event, submission=submission)
    return revision


def _give_approvals(state: ApprovalState, *, submission: Submission) -> None:
    """Record that the board's approvals which stand cover this version, too: it says the same as the one they are of,
    saved once more by who checks. Where the check is the last step, it is the one that becomes public."""
    standing = {row.approved_by_id: row for row in state.approvals}
    # No variant asks for a check and two approvals today; in one that does, the check settles no file.
    for row in standing.values():
        if row.revision_id != submission.revision.pk:
            approve_as(
                row,
                submission.object,
                portal=submission.portal,
                revision=submission.revision,
                others_follow=state.asked > 1,
                content_hash=submission.content_hash,
                shown=submission.shown,
            )


@transaction.atomic
def return_unchecked(task_state: TaskState, *, by: User, at: datetime, remark: str) -> None:
    """Record that an item goes back to its author before the board saw it.

    Raises:
        DecidedAlready: somebody was faster.
        PermissionDenied: the person does not look after this place.
    """
    item = item_to_decide(task_state)
    if not can_check(by, item, on=timezone.localdate(at)):
        raise PermissionDenied(str(CheckForbidden.message))
    mark_returned(item, by=by, at=at, remark=remark)
    event = record_event(returned_kind(item), portal=portal_of(item), at=at, by=by, reason=remark, **named(item))
    tell_author(item, ReviewNoticeKind.RETURNED, event=event)

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
from editorial.integrity.approvals import approve_as, files_of
from editorial.integrity.content_hash import content_hash_of
from editorial.notices import tell_author, tell_board
from editorial.review.checkers import can_check, can_check_revision, checking_mark
from editorial.review.locking import lock_files_seen
from editorial.review.quorum import approvals_required, carry_over_approvals, standing_approvals
from editorial.review.reviewable import (
    item_to_decide,
    lock_portal_about,
    mark_returned,
    named,
    portal_of,
    returned_kind,
)
from members.access.actor import lock_actor

if TYPE_CHECKING:
    from accounts.models import User
    from sites.models import Portal


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
    if revision is not None and isinstance(item, Page):
        lock_files_seen(files_of(revision.as_object()))
    if revision is None or not can_check_revision(by, item, revision, on=today):
        raise PermissionDenied(str(CheckForbidden.message))
    if not (authority := checking_mark(by, item, on=today)):
        raise PermissionDenied(str(CheckForbidden.message))
    if revision.pk != task_state.revision_id and revision.user_id != by.pk:
        raise VersionChanged
    carry_over_approvals(task_state.workflow_state, to=revision, on=today)
    portal = portal_of(item)
    _give_approvals(task_state, revision, portal=portal, at=at)
    event = record_event(
        ReviewEventKind.ITEM_CHECKED,
        portal=portal,
        at=at,
        by=by,
        revision=revision.pk,
        digest=content_hash_of(revision.as_object()),
        authority=authority,
        **named(item),
    )
    tell_board(item, event=event)
    return revision


def _give_approvals(task_state: TaskState, revision: Revision, *, portal: Portal, at: datetime) -> None:
    """Record that the board's approvals which stand cover this version, too: it says the same as the one they are of,
    saved once more by who checks. Where the check is the last step, it is the one that becomes public."""
    review, today = task_state.workflow_state, timezone.localdate(at)
    standing = {row.approved_by_id: row for row in standing_approvals(revision, since=review.created_at, on=today)}
    # No variant asks for a check and two approvals today; in one that does, the check settles no file.
    others_follow = approvals_required(review) > 1
    for row in standing.values():
        if row.revision_id != revision.pk:
            approve_as(row, revision.as_object(), portal=portal, revision=revision, others_follow=others_follow)


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

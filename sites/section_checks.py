"""Verbs of the step before the board: a section editor passes an item on, or returns it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision, TaskState

from sites.digests import digest_of
from sites.enums import NoticeKind, PortalEventKind
from sites.errors import CheckForbidden, VersionChanged
from sites.events import record_event
from sites.items import item_to_decide, mark_returned, named, portal_of, returned_kind
from sites.notices import tell_author, tell_board
from sites.steps import can_check, can_check_revision, carry_steps_over, checking_mark

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def record_check(task_state: TaskState, *, by: User, at: datetime) -> Revision:
    """Record that a section editor passes an item on to the board. Returns the version that was checked.

    Raises:
        DecidedAlready: somebody was faster.
        PermissionDenied: the person does not look after this place, wrote part of the version, or brought a picture or
            document of it that no board has approved.
        VersionChanged: somebody else saved another version since the item was submitted.
    """
    item = item_to_decide(task_state)
    revision, today = item.latest_revision, timezone.localdate(at)
    if revision is None or not can_check_revision(by, item, revision, on=today):
        raise PermissionDenied(str(CheckForbidden.message))
    if revision.pk != task_state.revision_id and revision.user_id != by.pk:
        raise VersionChanged
    carry_steps_over(task_state.workflow_state, to=revision, on=today)
    portal = portal_of(item)
    event = record_event(
        PortalEventKind.ITEM_CHECKED,
        portal=portal,
        at=at,
        by=by,
        revision=revision.pk,
        digest=digest_of(revision.as_object()),
        right=checking_mark(by, item, on=today),
        **named(item),
    )
    tell_board(item, event=event)
    return revision


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
    tell_author(item, NoticeKind.RETURNED, event=event)

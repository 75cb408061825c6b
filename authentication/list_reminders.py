"""Who is reminded that a portal confirms its list of accounts: by the mail of the day, and in "My work"."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from audit.errors import PortalRefusal
from audit.events import record_event
from audit.locking import atomic_refusing_deadlocks
from audit.models import PortalEvent
from authentication.enums import AccountEventKind, AccountNoticeKind, AccountTaskList
from authentication.list_confirmations import ListDue, administrators_of, lists_due
from members.access.permissions import can_operate, supervised_portals
from members.access.roles import roles_of
from members.enums import Role
from members.models import Membership
from notifications.models import Notice
from notifications.notice_types import Recipient, operators, register_notice, with_last_day
from notifications.notices import register_daily_notes, tell
from notifications.task_lists import Entry, Worker, one_by_one, register_task_list
from sites.directory import get_directory
from sites.locking import locked_portal

logger = logging.getLogger(__name__)
CONFIRM, DETAIL = "portals_admin:confirm_accounts", "portals_admin:detail"


def note_lists(at: datetime) -> None:
    """Tell the administrators of each portal once when its list is due soon, and once when it is late; of a portal
    without any, the operators."""
    today = timezone.localdate(at)
    waiting = {key: row for key, row in lists_due(on=today).items() if today >= row.reminded_from}
    events = PortalEvent.objects.filter(kind=AccountEventKind.LIST_REMINDED, portal__in=waiting)
    told = {(key, data["due"], data["stage"]) for key, data in events.values_list("portal", "data")}
    for key, row in sorted(waiting.items()):
        stage = _stage(row, on=today)
        if (key, row.due.isoformat(), stage) in told:
            continue
        try:
            _remind(row, stage, at=at)
        except PortalRefusal as refusal:
            logger.warning("administrators of portal %s were not reminded: %s", key, refusal.code)


def _stage(row: ListDue, *, on: date) -> str:
    return "late" if row.is_late(on=on) else "soon"


def _remind(row: ListDue, stage: str, *, at: datetime) -> None:
    """Raises:
    ChangedMeanwhile, TargetGone: somebody holds the portal, or it is gone.
    """
    today = timezone.localdate(at)
    with atomic_refusing_deadlocks():
        portal = locked_portal(row.portal_id)
        people = administrators_of([portal.pk], on=today).get(portal.pk)
        if people is None:
            rows = Membership.objects.in_force(on=today).filter(role=Role.OPERATOR, user__is_active=True)
            people = set(rows.values_list("user", flat=True))
        event = record_event(
            AccountEventKind.LIST_REMINDED, portal=portal, at=at, by=None, stage=stage, due=row.due.isoformat()
        )
        tell(people, AccountNoticeKind.LIST_DUE, portal, event=event)


def _confirmers(notice: Notice, recipient: Recipient) -> bool:
    return notice.portal_id in recipient.standing.administered or operators(notice, recipient)


def _still_due(notices: Sequence[Notice], recipient: Recipient) -> set[int]:
    """Those whose day is still that on which the list is due."""
    due = lists_due(on=recipient.today, portal_ids={one.portal_id for one in notices if one.portal_id})
    return {
        one.pk
        for one in notices
        if one.event is not None
        and (row := due.get(one.portal_id or 0)) is not None
        and row.due.isoformat() == one.event.data["due"]
    }


def _text(notice: Notice, on: date) -> tuple[str, str]:
    due = date.fromisoformat(notice.event.data["due"]) if notice.event is not None else None
    return with_last_day(str(notice.item), due), reverse(CONFIRM, args=[notice.portal_id])


def _read_due(worker: Worker) -> list[ListDue]:
    """Of the portals that the person administers or supervises, those whose reminder has come."""
    keys = supervised_portals(worker.user, on=worker.today)
    if keys is not None:
        keys |= roles_of(worker.user, on=worker.today).administered
    if keys == frozenset():
        return []
    due = lists_due(on=worker.today, portal_ids=keys)
    return [row for row in due.values() if worker.today >= row.reminded_from]


def _to_confirm(worker: Worker) -> list[ListDue]:
    """Lists that the person confirms, from the day of the reminder: of administered portals; for operators of those
    that nobody administers."""
    administered = roles_of(worker.user, on=worker.today).administered
    operates = can_operate(worker.user, on=worker.today)
    rows = worker.read_once("lists of accounts", _read_due)
    waiting = [row for row in rows if operates or row.portal_id in administered]
    if operates and waiting:
        others = administrators_of([row.portal_id for row in waiting], on=worker.today)
        waiting = [row for row in waiting if row.portal_id in administered or row.portal_id not in others]
    return sorted(waiting, key=lambda row: (row.due, row.portal_id))


def _late(worker: Worker) -> list[ListDue]:
    """Lists that are late, for operators and supervisors."""
    supervised = supervised_portals(worker.user, on=worker.today)
    rows = worker.read_once("lists of accounts", _read_due) if supervised is None or supervised else []
    late = [row for row in rows if row.is_late(on=worker.today) and (supervised is None or row.portal_id in supervised)]
    return sorted(late, key=lambda row: (row.due, row.portal_id))


def _entry(worker: Worker, row: ListDue) -> Entry:
    name = get_directory().by_id[row.portal_id].name
    return Entry(title=name, url=reverse(CONFIRM, args=[row.portal_id]), until=row.due)


def _late_entry(worker: Worker, row: ListDue) -> Entry:
    name = get_directory().by_id[row.portal_id].name
    return Entry(title=name, url=reverse(DETAIL, args=[row.portal_id]), until=row.due)


register_daily_notes(note_lists)
register_notice(
    AccountNoticeKind.LIST_DUE, order=166, text=_text, holding=_still_due, audience=_confirmers, for_all=True
)
register_task_list(AccountTaskList.TO_CONFIRM, order=135, rows=_to_confirm, entries=one_by_one(_entry))
register_task_list(AccountTaskList.LATE, order=155, rows=_late, entries=one_by_one(_late_entry))

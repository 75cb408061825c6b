"""Verbs of announced maintenance, and what citizens are told of it on the pages of portals (Regulation 7.6, 21.1)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from audit.errors import ReasonMissing
from audit.events import record_on_each
from audit.on_commit import run_on_commit
from deadlines.queries import working_calendar
from deadlines.working_days import WorkingCalendar
from members.access.actor import lock_actor
from oversight.enums import OversightEventKind
from oversight.errors import AnnouncedTooLate, OperatorsAlone, WindowOver, WindowTimeWrong
from oversight.models import MaintenanceWindow
from oversight.permissions import can_handle_incidents
from sites.models import Portal

if TYPE_CHECKING:
    from accounts.models import User

_ANNOUNCED_KEY: Final = "oversight.maintenance.announced"
# Seconds for which processes hold what is told without asking the database.
HELD_FOR: Final = 60


def earliest_day(announced: date, *, working_days: int, calendar: WorkingCalendar) -> date:
    """The first day on which planned maintenance can begin that is announced on a day; the day itself is day zero.

    Source: `settings.MAINTENANCE_NOTICE_WORKING_DAYS`.
    """
    return calendar.after(announced, working_days)


@transaction.atomic
def announce_maintenance(
    portals: Collection[Portal],
    *,
    begins_at: datetime,
    ends_at: datetime,
    reason: str,
    why_urgent: str = "",
    by: User,
    at: datetime,
) -> MaintenanceWindow:
    """Announce that portals may not answer for a while. Their pages tell it from now on, until it is over.

    Args:
        portals: none: all of them.
        why_urgent: why it cannot wait; empty: it is planned.

    Raises:
        OperatorsAlone: the person is no operator.
        ReasonMissing: citizens would not be told why.
        WindowTimeWrong: it ends before it begins, or before now.
        AnnouncedTooLate: it is planned, and begins too soon.
    """
    lock_actor(by)
    today = timezone.localdate(at)
    if not can_handle_incidents(by, on=today):
        raise OperatorsAlone
    if not reason.strip():
        raise ReasonMissing
    if not begins_at < ends_at or ends_at <= at:
        raise WindowTimeWrong
    days = settings.MAINTENANCE_NOTICE_WORKING_DAYS
    first = earliest_day(today, working_days=days, calendar=working_calendar())
    if not why_urgent.strip() and timezone.localdate(begins_at) < first:
        raise AnnouncedTooLate(days=days, first=first)
    window = MaintenanceWindow.objects.create(
        begins_at=begins_at,
        ends_at=ends_at,
        reason=reason.strip(),
        is_urgent=bool(why_urgent.strip()),
        why_urgent=why_urgent.strip(),
        announced_at=at,
        announced_by=by,
    )
    window.portals.set(portals)
    _record(OversightEventKind.MAINTENANCE_ANNOUNCED, window, portals, by=by, at=at, reason=window.reason)
    return window


@transaction.atomic
def cancel_maintenance(window: MaintenanceWindow, *, reason: str, by: User, at: datetime) -> None:
    """Call maintenance off that is not over. Pages tell nothing of it any more.

    Raises:
        OperatorsAlone: the person is no operator.
        ReasonMissing: no reason given.
        WindowOver: it is over, or cancelled.
    """
    lock_actor(by)
    if not can_handle_incidents(by, on=timezone.localdate(at)):
        raise OperatorsAlone
    if not reason.strip():
        raise ReasonMissing
    locked = MaintenanceWindow.objects.select_for_update(no_key=True).ahead(at=at).filter(pk=window.pk).first()
    if locked is None:
        raise WindowOver
    locked.cancelled_at, locked.cancelled_by, locked.cancelled_reason = at, by, reason.strip()
    locked.save(update_fields=["cancelled_at", "cancelled_by", "cancelled_reason"])
    portals = locked.portals.all()
    _record(OversightEventKind.MAINTENANCE_CANCELLED, locked, portals, by=by, at=at, reason=locked.cancelled_reason)


def _record(
    kind: str, window: MaintenanceWindow, portals: Iterable[Portal], *, by: User, at: datetime, reason: str
) -> None:
    """An event on each portal that is concerned, which ends the copies of its pages; of all, one of the city."""
    facts = {
        "maintenance": window.pk,
        "begins": window.begins_at,
        "ends": window.ends_at,
        "is_urgent": window.is_urgent,
        "why_urgent": window.why_urgent,
    }
    keys: list[int | None] = [portal.pk for portal in portals] or [None]
    # Before the copies of pages end, lest one be made anew of what is held.
    run_on_commit(renew_announced, at)
    record_on_each(kind, dict.fromkeys(keys, facts), at=at, by=by, reason=reason)


class AnnouncedWindow(NamedTuple):
    """What pages tell of one announced maintenance.

    Attributes:
        portals: their keys; none: all.
    """

    begins_at: datetime
    ends_at: datetime
    reason: str
    is_urgent: bool
    portals: tuple[int, ...]

    def has_begun(self, *, at: datetime) -> bool:
        return self.begins_at <= at


def announced_windows(portal: int, *, at: datetime) -> list[AnnouncedWindow]:
    """What the pages of a portal tell at a moment, what begins first first. One statement, or none where it is held."""
    held = cache.get(_ANNOUNCED_KEY)
    if held is None:
        held = _read_announced(at=at)
        # Not over what an announcement has put there meanwhile.
        cache.add(_ANNOUNCED_KEY, held, HELD_FOR)
    return [window for window in held if window.ends_at > at and (not window.portals or portal in window.portals)]


def renew_announced(at: datetime) -> None:
    """Hold what is announced at a moment, in the place of what was announced before."""
    cache.set(_ANNOUNCED_KEY, _read_announced(at=at), HELD_FOR)


def _read_announced(*, at: datetime) -> list[AnnouncedWindow]:
    rows = MaintenanceWindow.objects.ahead(at=at).order_by("begins_at", "pk")
    found: dict[int, AnnouncedWindow] = {}
    columns = ("pk", "portals", "begins_at", "ends_at", "reason", "is_urgent")
    for key, portal, begins_at, ends_at, reason, is_urgent in rows.values_list(*columns):
        others = found[key].portals if key in found else ()
        portals = (*others, portal) if portal is not None else others
        found[key] = AnnouncedWindow(begins_at, ends_at, reason, is_urgent, portals)
    return list(found.values())

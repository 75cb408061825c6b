"""Verbs of the calendar of working days: each change moves the clocks, and an event says why (Regulation 12.1)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone

from audit.errors import ReasonMissing
from audit.events import record_event
from deadlines.enums import DayKind, DeadlineEventKind
from deadlines.errors import (
    CalendarForbidden,
    DayNotNumbered,
    DayNotSpecial,
    DecisionMissing,
    ExchangeUndocumented,
    HoursBackwards,
    KindOfDayWrong,
    NothingProvisional,
)
from deadlines.models import NumberedDay, OfficeHours, SpecialDay
from deadlines.numbering import FIRST_DAY, number_days
from deadlines.proposing import proposed_days
from deadlines.working_days import WEEKEND
from members.access.permissions import can_operate

if TYPE_CHECKING:
    from accounts.models import User

# What stands for a deciding document as long as there is none.
EXPECTED: Final = "Dự kiến; chưa có văn bản quyết định"
# Number and symbol of an act: "12/TB-BNV", "8726/VPCP-KGVX".
_NUMBERED_ACT: Final = re.compile(r"\d/\w")
# Recomputes what depends on the calendar, in the caller's transaction, and records it. Told what changed, in words
# that events keep, by whom and when; returns how many last days moved.
Recompute = Callable[[str, "User | None", datetime], int]
_clocks: dict[str, Recompute] = {}


def register_clocks(name: str, recompute: Recompute) -> None:
    """Register what follows when the calendar or a time limit changes. Registering a name again replaces it."""
    _clocks[name] = recompute


def recompute_clocks(reason: str, *, by: User | None, at: datetime) -> int:
    """Compute again whatever was registered. Returns how many last days moved."""
    return sum(recompute(reason, by, at) for recompute in _clocks.values())


@dataclass(frozen=True, slots=True)
class DayEntry:
    """What is to be said of a day."""

    date: date
    kind: DayKind
    name_vi: str
    name_en: str
    source: str
    is_provisional: bool = False


@transaction.atomic
def enter_day(entry: DayEntry, *, by: User | None, at: datetime) -> int:
    """Say that a day is off, or worked; what was said of it before is replaced. Returns how many last days moved.

    Raises:
        CalendarForbidden: the person is no operator.
        DecisionMissing: no deciding document.
        ExchangeUndocumented: a day that is exchanged for another, decided, and its document has no number.
        KindOfDayWrong: a day of the week is worked anyway.
        DayNotNumbered: before 2024, or many years ahead.
    """
    return enter_days([entry], by=by, at=at)


@transaction.atomic
def enter_days(entries: Iterable[DayEntry], *, by: User | None, at: datetime) -> int:
    """Enter several days, with one event. Raises as `enter_day` does."""
    rows = list(entries)
    _check_person(by, at)
    _hold_calendar()
    for entry in rows:
        _check(entry)
    before = {day.date: _as_data(day) for day in SpecialDay.objects.filter(date__in=[entry.date for entry in rows])}
    for entry in rows:
        facts = {name: getattr(entry, name) for name in ("name_vi", "name_en", "source", "is_provisional")}
        SpecialDay.objects.update_or_create(date=entry.date, defaults=facts | {"kind": entry.kind})
    after = SpecialDay.objects.filter(date__in=[entry.date for entry in rows])
    changes = [{"before": before.get(day.date), "after": _as_data(day)} for day in after]
    return _follow([change for change in changes if change["before"] != change["after"]], reason="", by=by, at=at)


@transaction.atomic
def enter_office_hours(
    *, valid_from: date, opens: time, closes: time, source: str, by: User | None, at: datetime
) -> OfficeHours:
    """Say from which day on agencies take what they are sent, and when: what comes later is of the next working day.

    What was said of that day before is replaced; earlier hours hold until then. What was received is not judged again.

    Raises:
        CalendarForbidden: the person is no operator.
        DecisionMissing: no deciding document.
        HoursBackwards: they close before they open.
    """
    _check_person(by, at)
    if not source.strip():
        raise DecisionMissing
    if closes <= opens:
        raise HoursBackwards
    _hold_calendar()
    before = OfficeHours.objects.filter(valid_from=valid_from).first()
    hours, _made = OfficeHours.objects.update_or_create(
        valid_from=valid_from, defaults={"opens": opens, "closes": closes, "source": source.strip()}
    )
    record_event(
        DeadlineEventKind.CALENDAR_CHANGED,
        portal=None,
        at=at,
        by=by,
        hours_before=str(before) if before else "",
        hours=str(hours),
        since=valid_from,
        source=source.strip(),
    )
    return hours


@transaction.atomic
def remove_day(day: date, *, reason: str, by: User | None, at: datetime) -> int:
    """Take back what was said of a day: it is as the week has it. Returns how many last days moved.

    Raises:
        CalendarForbidden: the person is no operator.
        ReasonMissing: no reason given.
        DayNotSpecial: nothing is entered for it.
    """
    _check_person(by, at)
    if not reason.strip():
        raise ReasonMissing
    _hold_calendar()
    row = SpecialDay.objects.filter(date=day).first()
    if row is None:
        raise DayNotSpecial
    before = _as_data(row)
    row.delete()
    return _follow([{"before": before, "after": None}], reason=reason.strip(), by=by, at=at)


@transaction.atomic
def confirm_year(year: int, *, source: str, by: User | None, at: datetime) -> int:
    """Say that what was expected of a year was decided, by a document. Returns how many days that were.

    Raises:
        CalendarForbidden: the person is no operator.
        DecisionMissing, ExchangeUndocumented: no deciding document, or one without a number where days are exchanged.
        NothingProvisional: nothing of the year waits for a decision.
    """
    _check_person(by, at)
    if not source.strip():
        raise DecisionMissing
    _hold_calendar()
    rows = list(SpecialDay.objects.of_year(year).provisional())
    if not rows:
        raise NothingProvisional
    changes = []
    for row in rows:
        _check_exchange(row.kind, source)
        before = _as_data(row)
        row.is_provisional, row.source = False, source.strip()
        row.save(update_fields=["is_provisional", "source"])
        changes.append({"before": before, "after": _as_data(row)})
    _follow(changes, reason="", by=by, at=at)
    return len(rows)


@transaction.atomic
def propose_year(year: int, *, by: User | None, at: datetime) -> int:
    """Enter what is expected of a year, as provisional. What is said of a day already stays. Returns how many days.

    Raises:
        CalendarForbidden: the person is no operator.
        DayNotNumbered: before 2024, or many years ahead.
    """
    known = set(SpecialDay.objects.of_year(year).values_list("date", flat=True))
    entries = [
        DayEntry(
            date=day.date,
            kind=day.kind,
            name_vi=day.name_vi,
            name_en=day.name_en,
            source=EXPECTED,
            is_provisional=True,
        )
        for day in proposed_days(year)
        if day.date not in known
    ]
    enter_days(entries, by=by, at=at)
    return len(entries)


def _check_person(by: User | None, at: datetime) -> None:
    """None stands for a command on the server."""
    if by is not None and not can_operate(by, on=timezone.localdate(at)):
        raise CalendarForbidden


def _check(entry: DayEntry) -> None:
    if not entry.source.strip():
        raise DecisionMissing
    if not entry.is_provisional:
        _check_exchange(entry.kind, entry.source)
    if entry.kind == DayKind.WORKED and entry.date.weekday() not in WEEKEND:
        raise KindOfDayWrong
    if entry.kind in {DayKind.COMPENSATORY, DayKind.SWAPPED_OFF} and entry.date.weekday() in WEEKEND:
        raise KindOfDayWrong
    if entry.date < FIRST_DAY or not NumberedDay.objects.filter(date=entry.date).exists():
        raise DayNotNumbered


def _check_exchange(kind: str, source: str) -> None:
    """The law knows no exchanged days: a document of its year decides them, and acts have a number and a symbol."""
    if kind in {DayKind.WORKED, DayKind.SWAPPED_OFF} and not _NUMBERED_ACT.search(source):
        raise ExchangeUndocumented


def _hold_calendar() -> None:
    """Lock the calendar: two who change it at the same moment number the days one after the other."""
    NumberedDay.objects.select_for_update(no_key=True).get(pk=FIRST_DAY)


def _follow(changes: list[dict[str, Any]], *, reason: str, by: User | None, at: datetime) -> int:
    if not changes:
        return 0
    number_days(today=timezone.localdate(at))
    moved = recompute_clocks("; ".join(_in_words(change) for change in changes), by=by, at=at)
    record_event(
        DeadlineEventKind.CALENDAR_CHANGED, portal=None, at=at, by=by, reason=reason, days=changes, moved=moved
    )
    return moved


def _in_words(change: dict[str, Any]) -> str:
    """What of the calendar changed, as the events of portals keep it: the day, its name, what decided it."""
    data = change["after"] or change["before"]
    day = date.fromisoformat(data["date"])
    return f"{day:%d/%m/%Y} {data['name_vi']} ({data['source']})"


def _as_data(day: SpecialDay) -> dict[str, Any]:
    return {
        "date": day.date.isoformat(),
        "kind": str(day.kind),
        "name_vi": day.name_vi,
        "name_en": day.name_en,
        "source": day.source,
        "is_provisional": day.is_provisional,
    }

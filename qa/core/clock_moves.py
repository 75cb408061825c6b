"""The days of questions follow the calendar and the time limits: computed again when either changes (12.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from deadlines.queries import office_hours, working_calendar
from deadlines.working_calendar import register_clocks
from deadlines.working_days import OfficeHours, WorkingCalendar
from qa.core.clocks import LastDays, last_days
from qa.core.history import Entry, locked_ledgers, record_all
from qa.core.queries import limits_on
from qa.enums import Actor, Verb
from qa.errors import ClocksUnknown, LimitsNeeded
from qa.models import Question

if TYPE_CHECKING:
    from accounts.models import User

# Questions written at once.
BATCH: Final = 500
DAYS: Final = ("day_zero", "scope_due", "classify_due", "answer_due", "again_due")


def recompute_questions(reason: str, by: User | None, at: datetime) -> int:
    """Give every question the last days of today's calendar and of the limits of its day. Returns how many moved.

    Also of questions that are closed: a day that was declared off was off for them too. Each that moves gets an event.

    Raises:
        LimitsNeeded: on the day of one of them no limits are in force any more.
    """
    known = _Known(working_calendar())
    moved = [*_moved(known)]
    # All of them before the first event: whoever holds one of the later ones waits for a ledger, never the other way.
    rows = Question.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    portals: set[int] = set()
    for start in range(0, len(moved), BATCH):
        keys = [key for key, _days in moved[start : start + BATCH]]
        portals |= set(rows.filter(pk__in=keys).values_list("received_portal", flat=True))
    # And all ledgers, in their one order, which the batches do not follow.
    locked_ledgers(portals)
    for start in range(0, len(moved), BATCH):
        _write(dict(moved[start : start + BATCH]), known, reason=reason, by=by, at=at)
    return len(moved)


def _moved(known: _Known) -> Iterator[tuple[int, dict[str, date | None]]]:
    """Keys of questions whose days are others now, in their order, with the days."""
    rows = Question.objects.order_by("pk").values_list("pk", "received_at", "reopened_at", *DAYS)
    for key, received_at, reopened_at, *days in rows.iterator():
        found: dict[str, date | None] = asdict(known.days(received_at))
        found["again_due"] = known.again_due(reopened_at)
        if [found[name] for name in DAYS] != days:
            yield key, found


class _Known:
    """The days that follow from a moment, computed once for all of a day and a half of it."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        self.calendar = calendar
        self.known: dict[tuple[date, bool], LastDays] = {}
        self.hours: dict[date, OfficeHours] = {}

    def days(self, moment: datetime) -> LastDays:
        """Last days of what is received at a moment, by the calendar and the limits of its day."""
        local = timezone.localtime(moment)
        day = local.date()
        if day not in self.hours:
            self.hours[day] = office_hours(on=day)
        hours = self.hours[day]
        place = (day, local.time() > hours.closes)
        if place not in self.known:
            try:
                limits = limits_on(day)
            except ClocksUnknown as error:
                raise LimitsNeeded from error
            self.known[place] = last_days(moment, limits=limits, hours=hours, calendar=self.calendar)
        return self.known[place]

    def again_due(self, reopened_at: datetime | None) -> date | None:
        """The last day of what was reopened at a moment; None where nothing waits."""
        return self.days(reopened_at).answer_due if reopened_at is not None else None


def _write(
    days: dict[int, dict[str, date | None]], known: _Known, *, reason: str, by: User | None, at: datetime
) -> None:
    entries = []
    for question in Question.objects.filter(pk__in=days).order_by("pk"):
        before = question.days_in_words()
        # What was answered or reopened before it was locked has another clock than the one that was computed.
        found = days[question.pk] | {"again_due": known.again_due(question.reopened_at)}
        for name in DAYS:
            setattr(question, name, found[name])
        data = {"days": question.days_in_words(), "before": before, "why": reason}
        entries.append(Entry(question, Verb.MOVE_CLOCKS, question.state, Actor.SYSTEM, data=data))
    Question.objects.bulk_update([entry.question for entry in entries], DAYS)
    record_all(entries, by=by, at=at)


register_clocks("questions", recompute_questions)

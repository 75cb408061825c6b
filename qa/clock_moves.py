"""The days of questions follow the calendar and the time limits: computed anew when either changes (12.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from deadlines.queries import office_hours, working_calendar
from deadlines.working_days import WorkingCalendar
from qa.clocks import LastDays, QuestionLimits, last_days
from qa.enums import Actor, Verb
from qa.errors import ClocksUnknown, LimitsNeeded
from qa.history import Entry, record_all
from qa.models import Question
from qa.queries import limits_on
from sites.working_calendar import register_clocks

if TYPE_CHECKING:
    from accounts.models import User

# Questions written at once.
BATCH: Final = 500
DAYS: Final = ("day_zero", "scope_due", "classify_due", "answer_due")


def recompute_questions(reason: str, by: User | None, at: datetime) -> int:
    """Give every question the last days of today's calendar and of the limits of its day. Returns how many moved.

    Also of questions that are closed: a day that was declared off was off for them too. Each that moves gets an event.
    One query for all, three for each day on which one was received, and some for each 500 that move.

    Raises:
        LimitsNeeded: on the day of one of them no limits are in force any more.
    """
    moved = [*_moved(working_calendar())]
    # All of them before the first event: whoever holds one of the later ones waits for a ledger, never the other way.
    rows = Question.objects.select_for_update(of=("self",), no_key=True).order_by("pk").values_list("pk")
    for start in range(0, len(moved), BATCH):
        list(rows.filter(pk__in=[key for key, _days in moved[start : start + BATCH]]))
    for start in range(0, len(moved), BATCH):
        _write(dict(moved[start : start + BATCH]), reason=reason, by=by, at=at)
    return len(moved)


def _moved(calendar: WorkingCalendar) -> Iterator[tuple[int, LastDays]]:
    """Keys of questions whose days are others now, in their order, with the days."""
    known: dict[tuple[date, bool], LastDays] = {}
    hours_of: dict[date, Any] = {}
    rows = Question.objects.order_by("pk").values_list("pk", "received_at", *DAYS)
    for key, received_at, *days in rows.iterator():
        local = timezone.localtime(received_at)
        day = local.date()
        if day not in hours_of:
            hours_of[day] = office_hours(on=day)
        place = (day, local.time() > hours_of[day].closes)
        if place not in known:
            known[place] = last_days(received_at, limits=_limits_on(day), hours=hours_of[day], calendar=calendar)
        if [getattr(known[place], name) for name in DAYS] != days:
            yield key, known[place]


def _limits_on(day: date) -> QuestionLimits:
    try:
        return limits_on(day)
    except ClocksUnknown as error:
        raise LimitsNeeded from error


def _write(days: dict[int, LastDays], *, reason: str, by: User | None, at: datetime) -> None:
    rows = Question.objects.filter(pk__in=days).order_by("pk")
    entries = []
    for question in rows:
        before = question.days_in_words()
        for name, day in asdict(days[question.pk]).items():
            setattr(question, name, day)
        data = {"days": question.days_in_words(), "before": before, "why": reason}
        entries.append(Entry(question, Verb.MOVE_CLOCKS, question.state, Actor.SYSTEM, data=data))
    Question.objects.bulk_update([entry.question for entry in entries], DAYS)
    record_all(entries, by=by, at=at)


register_clocks("questions", recompute_questions)

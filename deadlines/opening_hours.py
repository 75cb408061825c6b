"""Opening hours of a week: whether a counter is open at a moment, and its hours in words. Pure.

Times of the week, and the days that differ from it, are values.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from deadlines.working_days import WEEKEND, WorkingCalendar
from formats.vietnamese.dates import WEEKDAYS, vi_datetime, vi_time

# Days that are looked through for the next opening: the longest holiday with its weekends.
LOOKED_AHEAD: Final = 21
MONDAY: Final = 0
_DAYS_OF_SCHEMA: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


@dataclass(frozen=True, slots=True)
class OpeningTime:
    """A time without a break on days from `first` to `last`, counted from 0, the Monday."""

    first: int
    last: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether a counter is open at a moment.

    Attributes:
        until: when it closes; None: it is closed.
        opens_next: when it opens next; None: it is open, or not in the days that were looked through.
    """

    until: datetime | None = None
    opens_next: datetime | None = None


def times_on(day: date, times: Iterable[OpeningTime], calendar: WorkingCalendar) -> list[OpeningTime]:
    """The times of a day, in order: none on a day off, those of a Monday on a day of a weekend that is worked."""
    if day in calendar.days_off:
        return []
    weekday = MONDAY if day in calendar.worked and day.weekday() in WEEKEND else day.weekday()
    return sorted((one for one in times if one.first <= weekday <= one.last), key=lambda one: one.opens)


def opening_at(now: datetime, times: Sequence[OpeningTime], calendar: WorkingCalendar) -> Opening:
    """Whether a counter is open. The minute at which it closes counts no more."""
    local = localtime(now)
    for number in range(LOOKED_AHEAD):
        day = local.date() + timedelta(days=number)
        for one in times_on(day, times, calendar):
            opens, closes = (datetime.combine(day, clock, local.tzinfo) for clock in (one.opens, one.closes))
            if opens <= local < closes:
                return Opening(until=closes)
            if opens > local:
                return Opening(opens_next=opens)
    return Opening()


def opening_in_words(opening: Opening) -> str:
    """ "Open now, until 16:30", or "Closed now"."""
    if opening.until is None:
        return _("Closed now")
    return _("Open now, until %(time)s") % {"time": vi_time(opening.until)}


def next_opening_in_words(opening: Opening, *, today: date) -> str:
    """ "13:00", or "07:30, Monday 30 November 2026"; empty where it is open, or the next opening is not known."""
    if opening.opens_next is None:
        return ""
    day = opening.opens_next.date()
    return ", ".join([vi_time(opening.opens_next)] + ([vi_datetime(day)] if day != today else []))


def hours_in_words(times: Iterable[OpeningTime]) -> list[str]:
    """Lines as "Monday – Friday: 07:30–11:30, 13:00–17:00", one for the same days."""
    by_days: dict[tuple[int, int], list[OpeningTime]] = {}
    for one in sorted(times, key=lambda each: (each.first, each.last, each.opens)):
        by_days.setdefault((one.first, one.last), []).append(one)
    return [f"{_days(*days)}: {', '.join(map(_span, found))}" for days, found in by_days.items()]


def hours_for_machines(times: Iterable[OpeningTime]) -> list[str]:
    """Lines as "Mo-Fr 07:30-11:30", as schema.org writes `openingHours`."""
    return [
        f"{'-'.join(dict.fromkeys(_DAYS_OF_SCHEMA[day] for day in (one.first, one.last)))} "
        f"{one.opens:%H:%M}-{one.closes:%H:%M}"
        for one in sorted(times, key=lambda each: (each.first, each.last, each.opens))
    ]


def closing_days(
    days: Iterable[tuple[date, str]], times: Sequence[OpeningTime], *, today: date, ahead: int
) -> list[tuple[date, str]]:
    """Days off of the next days on which the week would have it open, with their names."""
    last = today + timedelta(days=ahead)
    return [(day, name) for day, name in days if today <= day <= last and times_on(day, times, WorkingCalendar())]


def _days(first: int, last: int) -> str:
    names = dict.fromkeys(str(WEEKDAYS[day]) for day in (first, last))
    return capfirst(" – ".join(names))


def _span(one: OpeningTime) -> str:
    return f"{vi_time(one.opens)}–{vi_time(one.closes)}"

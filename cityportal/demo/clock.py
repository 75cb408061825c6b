"""The time of the demo: dates are counted back from today, and what is done then is recorded with that time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from typing import Final

from django.utils import timezone

# Months of the periods that a year is divided into.
MONTHS: Final = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


@dataclass(frozen=True, slots=True)
class DemoClock:
    """Counts back from `now`."""

    now: datetime

    def moment(self, days_ago: int, time: str) -> datetime:
        """A time of day ("07:30", Asia/Ho_Chi_Minh) some days ago. What would be later today was yesterday."""
        hour, minute = (int(part) for part in time.split(":"))
        day = timezone.localtime(self.now) - timedelta(days=days_ago)
        moment = day.replace(hour=hour, minute=minute, second=0, microsecond=0)
        return moment if moment <= self.now else moment - timedelta(days=1)

    def day_of_week(self, week: int, day: int) -> date:
        """A day of a week counted from the one of today: -1 is the week before; day 1 is Monday."""
        return day_of_week(timezone.localdate(self.now), week=week, day=day)

    def moment_of_week(self, *, week: int, day: int, time: str) -> datetime:
        """A time of such a day, as events have it that fall on a working day whatever today is."""
        return timezone.make_aware(datetime.combine(self.day_of_week(week, day), clock_time.fromisoformat(time)))

    def not_later(self, moment: datetime) -> datetime:
        return min(moment, self.now)

    @contextmanager
    def standing_at(self, moment: datetime) -> Iterator[None]:
        """Let `timezone.now()` answer a moment of the past.

        Wagtail's and our own verbs ask it for the time of versions, review steps, publication and log entries. So the
        history of a demo page is written once, by the verbs themselves, and agrees with itself. For one process that
        does nothing else, as a command is.
        """
        real = timezone.now
        timezone.now = lambda: moment
        try:
            yield
        finally:
            timezone.now = real


@dataclass(frozen=True, slots=True)
class Covered:
    """A period: its number within the year, where it has one, and its last day."""

    year: int
    number: int | None
    last_day: date


def period_before(period: str, day: date, *, ago: int) -> Covered:
    """The period so many periods before the one of a day: 0 is that one, 1 the last that was over.

    Nine months end in September: 1 is those of the last year in which September was over.
    """
    if period == "nine_months":
        year = (day.year if day.month > 9 else day.year - 1) - (ago - 1)
        return Covered(year, None, date(year, 9, 30))
    months = MONTHS[period]
    place = (day.year * 12 + day.month - 1) // months - ago
    year, month = divmod(place * months, 12)
    next_year, next_month = divmod((place + 1) * months, 12)
    number = None if period == "year" else month // months + 1
    return Covered(year, number, date(next_year, next_month + 1, 1) - timedelta(days=1))


def day_of_week(today: date, *, week: int, day: int) -> date:
    """A day of a week, 1 its Monday; week 0 is the one of today."""
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(weeks=week, days=day - 1)

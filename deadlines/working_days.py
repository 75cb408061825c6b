"""Working days of Vietnamese state agencies. Pure: the days that differ from the week are values.

A period "kể từ ngày" does not count the day it begins with, and ends with its last day (Civil Code 2015, Articles 147
and 148). Here every period is of working days, so it never ends on a day off.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

CITY_TIME: Final = ZoneInfo("Asia/Ho_Chi_Minh")
# Agencies work from Monday to Friday.
WEEKEND: Final = frozenset({5, 6})
ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class WorkingCalendar:
    """The week, and the days on which it does not hold.

    `days_off` are holidays, days made up for them and days swapped away; `worked` are days of a weekend on which work
    is done instead. A day is in one of them at most.
    """

    days_off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if both := self.days_off & self.worked:
            raise ValueError(f"Days off that are worked: {', '.join(map(str, sorted(both)))}")

    def is_working_day(self, day: date) -> bool:
        return day in self.worked or (day.weekday() not in WEEKEND and day not in self.days_off)

    def first_from(self, day: date) -> date:
        """The day itself where it is a working day, else the next one that is."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def after(self, day: date, count: int) -> date:
        """The last day of a period of `count` working days that begins on a day, which is not counted.

        Of no days: the day itself, or the next working day. Raises ValueError for fewer than none.
        """
        if count < 0:
            raise ValueError("A period has no fewer than 0 working days.")
        if count == 0:
            return self.first_from(day)
        for _number in range(count):
            day = self.first_from(day + ONE_DAY)
        return day

    def before(self, day: date, count: int) -> date:
        """The last working day that has `count` working days between it, not counted, and a day, which is counted.

        Of no days: the last working day up to the day. Raises ValueError for fewer than none.
        """
        if count < 0:
            raise ValueError("A period has no fewer than 0 working days.")
        while count or not self.is_working_day(day):
            count -= self.is_working_day(day)
            day -= ONE_DAY
        return day

    def between(self, first: date, last: date) -> int:
        """Working days after `first`, up to and with `last`; negative where `last` comes first."""
        if last < first:
            return -self.between(last, first)
        return sum(map(self.is_working_day, days_after(first, last)))

    def days_late(self, due: date, done: date) -> int:
        """How many working days after its last day something was done; 0 in time.

        What is done on a day off counts as done on the next working day, as what is received then does: nothing is
        late by no days.
        """
        return self.between(due, self.first_from(done)) if done > due else 0


def days_after(first: date, last: date) -> Iterator[date]:
    """The days after a day, up to and with another."""
    return (first + ONE_DAY * number for number in range(1, (last - first).days + 1))


@dataclass(frozen=True)
class OfficeHours:
    """When agencies take what they are sent, by the clock of the city. The hour of closing still counts."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.closes <= self.opens:
            raise ValueError("An office closes after it opens.")


def working_day_of_receipt(at: datetime, *, hours: OfficeHours, calendar: WorkingCalendar) -> date:
    """The day whose end "within the working day" means, for what is received at a moment (Regulation 12.1.đ).

    What comes on a day off or after office hours is dealt with on the next working day; the Regulation is silent, and
    this is our reading. `at` is an aware moment.
    """
    local = at.astimezone(CITY_TIME)
    return calendar.first_from(local.date() + ONE_DAY if local.time() > hours.closes else local.date())

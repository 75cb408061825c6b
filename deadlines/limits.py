"""The last day of a time limit. Pure: a limit, the day it is counted from, and the calendar are values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from deadlines.enums import WITH_A_LAST_DAY, WITH_A_NUMBER, LimitUnit
from deadlines.working_days import WorkingCalendar

HOURS_IN_A_DAY: Final = 24


@dataclass(frozen=True)
class Limit:
    """So many of a unit. `count` is 0 for units without a number."""

    unit: LimitUnit
    count: int = 0

    def __post_init__(self) -> None:
        if self.unit not in WITH_A_NUMBER and self.count:
            raise ValueError(f"“{self.unit}” has no number.")
        if self.count < 0:
            raise ValueError("A limit is of no fewer than 0.")

    @property
    def has_last_day(self) -> bool:
        return self.unit in WITH_A_LAST_DAY


def last_day(limit: Limit, begun: date, calendar: WorkingCalendar) -> date:
    """The last day on which something is in time, counted from a day.

    "At once" (12.1.a) is the day itself, or the next working day where that is a day off. Hours are counted in whole
    days, since what they are counted from is known to the day. Of something planned, the last day lies before it.

    Raises:
        ValueError: the unit gives no last day.
    """
    match limit.unit:
        case LimitUnit.AT_ONCE | LimitUnit.WORKING_DAYS:
            return calendar.after(begun, limit.count)
        case LimitUnit.WORKING_DAYS_BEFORE:
            return calendar.before(begun, limit.count)
        case LimitUnit.HOURS:
            return begun + timedelta(days=-(-limit.count // HOURS_IN_A_DAY))
        case LimitUnit.DAYS:
            return begun + timedelta(days=limit.count)
        case _:
            raise ValueError(f"“{limit.unit}” gives no last day.")

"""What the calendar and the rules say of a day from which a limit runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from deadlines.enums import Trigger
from deadlines.limits import last_day
from deadlines.models import DeadlineRule
from deadlines.queries import rule_for, working_calendar
from deadlines.working_days import WorkingCalendar

# Working days before its last day on which an item that is not public yet is said to be due soon.
SOON: Final = 3


def soon_by(on: date, *, calendar: WorkingCalendar) -> date:
    """The last of the last days that come soon, seen from a day."""
    return calendar.after(on, SOON)


@dataclass(frozen=True, slots=True)
class Timing:
    """What a version of a page says of its time limit."""

    category: str
    trigger: Trigger
    trigger_date: date


def timing_of(page: Any) -> Timing | None:
    """What a page as it is in memory says; None where it names no day, and for versions in other languages."""
    if page.trigger_date is None or not page.has_clock:
        return None
    category, trigger = page.counted_as
    return Timing(category=category, trigger=trigger, trigger_date=page.trigger_date)


def limit_of(timing: Timing) -> tuple[DeadlineRule | None, date | None]:
    """The rule of the day from which a limit runs, and the last day; None where there is no rule, or no last day."""
    rule = rule_for(timing.category, on=timing.trigger_date, trigger=timing.trigger)
    if rule is None or not rule.limit.has_last_day:
        return rule, None
    return rule, last_day(rule.limit, timing.trigger_date, working_calendar())

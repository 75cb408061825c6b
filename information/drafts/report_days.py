"""By when it is published how comments on a draft were taken up: dated data (`deadlines/data/deadline_rules.csv`)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import Final

from deadlines.enums import Step, Trigger
from deadlines.limits import last_day
from deadlines.queries import rule_finder, working_calendar
from deadlines.working_days import WorkingCalendar

CATEGORY: Final = "du-thao"
# Days before the last one on which the board is reminded.
SOON: Final = timedelta(days=7)


class ReportDays:
    """The last days for the reports on some drafts. Rules and calendar are read once."""

    def __init__(self) -> None:
        self._rule_on = rule_finder(CATEGORY, trigger=Trigger.CLOSING, step=Step.REPORT)

    @cached_property
    def _calendar(self) -> WorkingCalendar:
        return working_calendar()

    def due(self, closes_on: date | None) -> date | None:
        """The last day, counted from the last day for comments; None: it has none, or no rule of that day gives one."""
        rule = self._rule_on(closes_on) if closes_on is not None else None
        if closes_on is None or rule is None or not rule.limit.has_last_day:
            return None
        return last_day(rule.limit, closes_on, self._calendar)

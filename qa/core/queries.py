"""What the verbs read: the limits of a day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.utils import timezone

from deadlines.enums import Step, Trigger
from deadlines.queries import office_hours, rules_on, working_calendar
from qa.core.clocks import LastDays, QuestionLimits, last_days
from qa.errors import ClocksUnknown

# Of the categories of information, the one of questions.
CATEGORY: Final = "hoi-dap"


def days_from(at: datetime) -> LastDays:
    """The last days that are counted from an aware moment.

    Raises:
        ClocksUnknown: as below.
    """
    today = timezone.localdate(at)
    return last_days(at, limits=limits_on(today), hours=office_hours(on=today), calendar=working_calendar())


def limits_on(day: date) -> QuestionLimits:
    """The limits for a question received on a day.

    Raises:
        ClocksUnknown: one of them is not in force.
    """
    rules = {rule.step: rule.limit for rule in rules_on(day, category=CATEGORY) if rule.trigger == Trigger.RECEIPT}
    try:
        return QuestionLimits(classify=rules[Step.CLASSIFY], decline=rules[Step.DECLINE], answer=rules[Step.ANSWER])
    except KeyError as error:
        raise ClocksUnknown from error

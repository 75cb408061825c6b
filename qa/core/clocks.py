"""The last days of a question (Regulation 12.1.đ). Pure: the receipt, the calendar and the limits are values.

Day zero is the working day of receipt (`deadlines.working_days.working_day_of_receipt`): what comes after office hours
or on a day off is of the next working day. All limits run from the receipt, forwarding included, and go on while the
sender is asked for clarification: the Regulation counts from receipt.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from deadlines.limits import Limit, last_day
from deadlines.working_days import OfficeHours, WorkingCalendar, working_day_of_receipt


@dataclass(frozen=True, slots=True)
class QuestionLimits:
    """How long a portal may take: to sort a question, to say that it is not competent, to answer."""

    classify: Limit
    decline: Limit
    answer: Limit


@dataclass(frozen=True, slots=True)
class LastDays:
    """The days that follow from a receipt; each is still in time.

    Attributes:
        day_zero: the working day on which the question counts as received.
        scope_due: to tell the sender that another body is competent: within the working day.
        classify_due: to sort it and forward it to the unit that answers.
        answer_due: to answer, or to tell the progress with the day of the answer.
    """

    day_zero: date
    scope_due: date
    classify_due: date
    answer_due: date


def last_days(
    received_at: datetime, *, limits: QuestionLimits, hours: OfficeHours, calendar: WorkingCalendar
) -> LastDays:
    """The last days of a question received at an aware moment."""
    zero = working_day_of_receipt(received_at, hours=hours, calendar=calendar)
    return LastDays(
        day_zero=zero,
        scope_due=last_day(limits.decline, zero, calendar),
        classify_due=last_day(limits.classify, zero, calendar),
        answer_due=last_day(limits.answer, zero, calendar),
    )

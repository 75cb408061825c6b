"""Whether a question was answered in time, in words (Regulation 12.1.đ). Pure: days and the calendar are values.

The same as the conditions of `qa.models.question_lists.QuestionQuerySet`, which ask the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from deadlines.working_days import WorkingCalendar


class Timeliness(StrEnum):
    """How a question stands to its last days."""

    WAITING = "waiting"
    OVERDUE = "overdue"
    IN_TIME = "in_time"
    LATE = "late"
    # Closed without a reply on the portal: there was nothing to be late with.
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ClockDays:
    """The days of a question that decide.

    Attributes:
        promised_for: the promise that stands; was_promised_for: the one that the first answer was judged by.
        again_due: the last day of a further question or a correction that waits.
        broken_due: the first day that was not kept after a reply; broken_until: when the answer came that was due then.
    """

    answer_due: date
    promised_for: date | None
    was_promised_for: date | None
    first_reply_on: date | None
    answered_on: date | None
    is_open: bool
    again_due: date | None = None
    broken_due: date | None = None
    broken_until: date | None = None


@dataclass(frozen=True, slots=True)
class Punctuality:
    """How a question stands on a day.

    Attributes:
        days: working days by which it is late.
        due: the last day that counts now; None: nothing is awaited.
    """

    timeliness: Timeliness
    days: int = 0
    due: date | None = None


def punctuality_of(days: ClockDays, *, today: date, calendar: WorkingCalendar) -> Punctuality:
    """How a question stands on a day. On the last day it is in time; what was promised and not kept stays late,
    whatever was promised since."""
    if days.is_open:
        due = days.promised_for or days.again_due or (None if days.first_reply_on else days.answer_due)
        if days.broken_due and days.broken_until is None:
            due = days.broken_due
        if due is not None:
            late = calendar.days_late(due, today)
            return Punctuality(Timeliness.OVERDUE if late else Timeliness.WAITING, late, due)
    if days.first_reply_on is None:
        return Punctuality(Timeliness.WAITING if days.is_open else Timeliness.NONE)
    late = calendar.days_late(days.answer_due, days.first_reply_on)
    if days.was_promised_for and days.answered_on:
        late = max(late, calendar.days_late(days.was_promised_for, days.answered_on))
    if days.broken_due and days.broken_until:
        late = max(late, calendar.days_late(days.broken_due, days.broken_until))
    return Punctuality(Timeliness.LATE if late else Timeliness.IN_TIME, late)

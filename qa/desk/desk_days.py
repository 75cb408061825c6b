"""The days of a question in words: when it came, from which day is counted, what is left of each. No query."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from deadlines.explaining import explain
from formats.vietnamese.dates import vi_date, vi_datetime
from home.timeliness.clock_labels import left_in_words, urgency
from qa.enums import QuestionState

if TYPE_CHECKING:
    from deadlines.working_days import WorkingCalendar
    from qa.models import Question


@dataclass(frozen=True, slots=True)
class DayWords:
    """One last day.

    Attributes:
        state: late, soon, calm or done, for the look.
        headline: what is left of it, or when it was kept.
        explanation: how it came about; empty for a promised day.
    """

    label: str
    day: date
    state: str
    headline: str
    explanation: str


def received_in_words(question: Question) -> str:
    """ "Received at 16:40, Friday 26/4/2026, counted from Monday 29/4/2026"."""
    text = pgettext("question", "Received at %(time)s, counted from %(day)s")
    return text % {"time": vi_datetime(question.received_at), "day": vi_datetime(question.day_zero)}


def days_of(question: Question, *, today: date, calendar: WorkingCalendar) -> list[DayWords]:
    """The last days that matter, or mattered, to who handles a question."""
    return list(_days(question, today=today, calendar=calendar))


def _days(question: Question, *, today: date, calendar: WorkingCalendar) -> Iterator[DayWords]:
    def words(label: str, due: date, done: date | None, *, counted: bool = True) -> DayWords:
        explanation = explain(_("Counted from"), question.day_zero, due, calendar) if counted else ""
        if done is None:
            left = left_in_words(due, today=today, calendar=calendar)
            return DayWords(label, due, urgency(due, today=today, calendar=calendar), left, explanation)
        if late := calendar.days_late(due, done):
            text = ngettext(
                "done on %(day)s, %(count)d working day late", "done on %(day)s, %(count)d working days late", late
            )
            return DayWords(label, due, "late", text % {"day": vi_date(done), "count": late}, explanation)
        return DayWords(label, due, "done", _("done on %(day)s") % {"day": vi_date(done)}, explanation)

    if question.state == QuestionState.RECEIVED:
        yield words(_("To say that another body is competent"), question.scope_due, None)
    if question.is_open or question.sorted_on is not None:
        yield words(_("To sort and forward to the unit that answers"), question.classify_due, question.sorted_on)
    if question.is_open or question.first_reply_on is not None:
        yield words(_("To answer, or to tell the day of the answer"), question.answer_due, question.first_reply_on)
    if question.again_due is not None and question.is_open:
        yield words(
            _("To answer the further question, or to correct the answer"), question.again_due, None, counted=False
        )
    if question.promised_for is not None and question.is_open:
        yield words(_("Promised to the sender"), question.promised_for, None, counted=False)

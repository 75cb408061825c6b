"""A question in the words of its public pages: a chip, and a line. Reads no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from deadlines.working_days import WorkingCalendar
from formats.vietnamese.dates import vi_datetime
from page_cache.declaring import shows_other_portals
from qa.core.explaining import ClockDays, Punctuality, Timeliness, punctuality_of
from qa.enums import QuestionState
from qa.models import AnsweringUnit, Question
from sites.directory import get_directory

GOOD, WAIT, BAD, PLAIN = "good", "wait", "bad", "plain"


@dataclass(frozen=True, slots=True)
class Chip:
    """How a question stands, in few words. `tone` is that of the component."""

    tone: str
    text: str
    due: date | None = None


def standing_of_question(question: Question, *, today: date, calendar: WorkingCalendar) -> Punctuality:
    """Whether a question is in time."""
    days = ClockDays(
        answer_due=question.answer_due,
        promised_for=question.promised_for,
        was_promised_for=question.was_promised_for,
        first_reply_on=question.first_reply_on,
        answered_on=question.answered_on,
        is_open=question.is_open,
        again_due=question.again_due,
        broken_due=question.broken_due,
        broken_until=question.broken_until,
    )
    return punctuality_of(days, today=today, calendar=calendar)


def chip_of(question: Question, *, today: date, calendar: WorkingCalendar) -> Chip:
    """How a question stands, for lists and heads."""
    if question.is_withheld:
        return Chip(PLAIN, _("Withheld"))
    if question.state in CLOSED_CHIPS:
        return Chip(PLAIN, closed_words(question.state))
    found = standing_of_question(question, today=today, calendar=calendar)
    match found.timeliness:
        case Timeliness.OVERDUE:
            if question.is_asked_further:
                text = ngettext(
                    "Answered, asked further: %(days)d working day late",
                    "Answered, asked further: %(days)d working days late",
                    found.days,
                )
            else:
                text = ngettext("%(days)d working day late", "%(days)d working days late", found.days)
            return Chip(BAD, text % {"days": found.days}, found.due)
        case Timeliness.IN_TIME if not question.is_open:
            return Chip(GOOD, _("Answered in time"))
        case Timeliness.LATE if not question.is_open:
            text = ngettext("Answered %(days)d working day late", "Answered %(days)d working days late", found.days)
            return Chip(BAD, text % {"days": found.days})
    if question.is_asked_further:
        return Chip(WAIT, _("Answered, asked further"), found.due)
    if question.is_corrected:
        return Chip(WAIT, _("Answered, being corrected"), found.due)
    return Chip(WAIT, pgettext("question", "In progress"), found.due)


def line_of(question: Question, *, today: date, calendar: WorkingCalendar) -> str:
    """What is to be known of a question first: when it was answered, or will be. Empty of what is closed otherwise."""
    if question.state in CLOSED_CHIPS or question.is_withheld:
        return ""
    found = standing_of_question(question, today=today, calendar=calendar)
    replied = question.answered_on or question.first_reply_on
    match found.timeliness:
        case Timeliness.OVERDUE:
            text = ngettext(
                "The answer was due on %(day)s: %(days)d working day ago.",
                "The answer was due on %(day)s: %(days)d working days ago.",
                found.days,
            )
            return text % {"day": vi_datetime(found.due), "days": found.days}
        case Timeliness.WAITING if found.due and question.answered_on:
            told = {"answered": vi_datetime(question.answered_on), "day": vi_datetime(found.due)}
            if question.is_asked_further:
                text = _("Answered on %(answered)s; what was asked further is answered by %(day)s at the latest.")
            else:
                text = _("Answered on %(answered)s; the answer is corrected by %(day)s at the latest.")
            return text % told
        case Timeliness.WAITING if found.due:
            return _("Is answered by %(day)s at the latest.") % {"day": vi_datetime(found.due)}
        case Timeliness.IN_TIME if question.answered_on:
            return _("Answered on %(day)s, in time.") % {"day": vi_datetime(replied)}
        case Timeliness.LATE if question.answered_on:
            text = ngettext(
                "Answered on %(day)s, %(days)d working day late.",
                "Answered on %(day)s, %(days)d working days late.",
                found.days,
            )
            return text % {"day": vi_datetime(replied), "days": found.days}
    return ""


def unit_in_words(unit: AnsweringUnit, *, portal_id: int) -> str:
    """The name of a unit as a portal tells it: of another portal's with its agency, since many have the same name."""
    if unit.portal_id == portal_id:
        return unit.name
    shows_other_portals()
    record = get_directory().by_id.get(unit.portal_id)
    return unit.name if record is None else f"{unit.name}, {record.name}"


CLOSED_CHIPS: Final = frozenset(
    {QuestionState.OUT_OF_SCOPE, QuestionState.MERGED_DUPLICATE, QuestionState.WITHDRAWN, QuestionState.REFUSED}
)


def closed_words(state: str) -> str:
    """What became of a question that was closed without an answer of its own."""
    return {
        QuestionState.OUT_OF_SCOPE: _("Another body is competent"),
        QuestionState.MERGED_DUPLICATE: _("Joined with another question"),
        QuestionState.WITHDRAWN: _("Withdrawn by the sender"),
        QuestionState.REFUSED: _("Not accepted"),
    }[QuestionState(state)]

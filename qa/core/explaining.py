"""The days of a question in words, with how each came about, and whether it is answered in time. Reads no database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from deadlines.explaining import explain
from deadlines.working_days import WorkingCalendar
from formats.vietnamese.dates import vi_date, vi_datetime
from qa.enums import QuestionState

if TYPE_CHECKING:
    from qa.core.clocks import LastDays
    from qa.models import Question


S = QuestionState

# What a state means for the sender.
MEANINGS: Final[dict[str, Promise]] = {
    S.RECEIVED: pgettext_lazy(
        "to the sender", "The editorial board sorts it and forwards it to the unit that answers."
    ),
    S.ASSIGNED: pgettext_lazy("to the sender", "It is with the unit that answers."),
    S.NEEDS_CLARIFICATION: pgettext_lazy(
        "to the sender", "The unit needs to know more from you before it can answer. The time limit runs on meanwhile."
    ),
    S.IN_ANSWER: pgettext_lazy("to the sender", "The unit is writing the answer."),
    S.IN_BOARD_REVIEW: pgettext_lazy(
        "to the sender", "The answer is written; the editorial board looks at it before it is published."
    ),
    S.INTERIM_PUBLISHED: pgettext_lazy(
        "to the sender", "The answer takes longer; the portal has published the day on which it comes."
    ),
    S.ANSWERED: pgettext_lazy("to the sender", "The answer is published on the portal."),
    S.OUT_OF_SCOPE: pgettext_lazy("to the sender", "The agency is not competent; turn to the body that is named here."),
    S.ROUTED_OUT: pgettext_lazy(
        "to the sender",
        "It is a complaint, a denunciation or another matter with a procedure of its own, and was passed on to the "
        "body in charge. It is not published.",
    ),
    S.MERGED_DUPLICATE: pgettext_lazy(
        "to the sender", "Another question asks the same: both get one answer, which you find there."
    ),
    S.WITHDRAWN: pgettext_lazy("to the sender", "You took it back. It is not answered and not published."),
    S.REFUSED: pgettext_lazy("to the sender", "It is neither answered nor published; the reason is named here."),
}
_TO_FORWARD: Final = gettext_lazy("Forwarded to the unit that answers")
_TO_ANSWER: Final = gettext_lazy("Answer, or the day on which it comes")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happens by a last day.

    Attributes:
        standing: done when, or how much is left, or how late; empty of a question that is not sent yet.
        tone: good, wait, bad or empty, for the look.
    """

    name: str
    day: date
    explanation: str
    standing: str = ""
    tone: str = ""


def receipt_in_words(received_at: datetime, day_zero: date) -> str:
    """ "Received 16:40, Friday 26/4/2024", and from which day it counts where that is another."""
    when = _("Received %(time)s") % {"time": vi_datetime(received_at)}
    if timezone.localdate(received_at) == day_zero:
        return when
    counted = _("after office hours or on a day off, so it counts from %(day)s") % {"day": vi_datetime(day_zero)}
    return f"{when}, {counted}"


def expected_steps(days: LastDays, calendar: WorkingCalendar) -> list[Step]:
    """What happens after a question with these days was sent."""
    return [
        _step(str(_TO_FORWARD), days.day_zero, days.classify_due, calendar),
        _step(str(_TO_ANSWER), days.day_zero, days.answer_due, calendar),
    ]


def steps_of(question: Question, calendar: WorkingCalendar, *, today: date) -> list[Step]:
    """What has happened to a question and what will, each with its last day and how it stands today."""
    rows = [
        (str(_TO_FORWARD), question.classify_due, question.sorted_on),
        (str(_TO_ANSWER), question.answer_due, question.first_reply_on),
    ]
    steps = []
    for name, due, done in rows:
        if done is None and not question.is_open:
            continue
        standing, tone = _standing(due, done, calendar, today=today)
        steps.append(_step(name, question.day_zero, due, calendar, standing=standing, tone=tone))
    return [*steps, *_steps_since(question, calendar, today=today)]


def _steps_since(question: Question, calendar: WorkingCalendar, *, today: date) -> Iterator[Step]:
    """The days that came after the first: promised, or of what was asked once more. They explain themselves."""
    if not question.is_open:
        return
    for name, due in (
        (_("Answer to the further question, or correction"), question.again_due),
        (_("Answer, as promised"), question.promised_for),
    ):
        if due is not None:
            standing, tone = _standing(due, None, calendar, today=today)
            yield Step(name, due, "", standing, tone)


def state_in_words(question: Question) -> str:
    """What the state means for the sender."""
    return str(MEANINGS[question.state])


def _step(name: str, zero: date, due: date, calendar: WorkingCalendar, *, standing: str = "", tone: str = "") -> Step:
    explanation = explain(pgettext("explanation of a time limit", "Counted from"), zero, due, calendar)
    return Step(name, due, explanation, standing, tone)


def _standing(due: date, done: date | None, calendar: WorkingCalendar, *, today: date) -> tuple[str, str]:
    if done is not None:
        late = calendar.days_late(due, done)
        if not late:
            return _("Done in time, on %(day)s") % {"day": vi_date(done)}, "good"
        text = ngettext(
            "Done on %(day)s, %(count)d working day late", "Done on %(day)s, %(count)d working days late", late
        )
        return text % {"day": vi_date(done), "count": late}, "bad"
    if due < today:
        late = calendar.days_late(due, today)
        return ngettext("%(count)d working day late", "%(count)d working days late", late) % {"count": late}, "bad"
    if due == today:
        return _("Today is the last day"), "wait"
    left = calendar.between(today, due)
    return ngettext("%(count)d working day left", "%(count)d working days left", left) % {"count": left}, "wait"


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

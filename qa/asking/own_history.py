"""What the sender of a question reads of its history: what happened and where it was then, never who did it, nor the
remarks of those who handle it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from formats.vietnamese.dates import vi_date
from qa.enums import RefusalReason, Verb
from qa.models import Question
from qa.publication.public_history import name_of_event

if TYPE_CHECKING:
    from qa.models import QuestionEvent

# Steps inside the house, which change nothing for the sender.
INSIDE: Final = frozenset(
    {Verb.TAKE_BACK, Verb.RETURN_ANSWER, Verb.RESUME, Verb.ASK_WITHHOLD, Verb.ASK_SHOW, Verb.KEEP_VISIBILITY}
)
MOST_EVENTS: Final = 200


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that happened."""

    at: datetime
    what: str
    where: str
    detail: str


def history_for_sender(question: Question) -> list[Told]:
    """The history of a question, the newest first."""
    events = question.events.exclude(verb__in=INSIDE).select_related("portal", "unit").order_by("-number")
    rows = list(events[:MOST_EVENTS])
    # Of those that others were joined with, the ones that have a page: the code of a complaint tells that it is one.
    codes = {row.data.get("into") for row in rows if row.verb == Verb.MERGE}
    addressed = Question.objects.addressed().filter(code__in=codes).values_list("code", flat=True)
    named = set(addressed) if codes else set()
    return [Told(row.at, name_of_event(row), _where(row), _detail(row, named)) for row in rows]


def named_body(question: Question) -> str:
    """The body that is competent, of a question that was declined or passed on; else empty."""
    event = question.events.filter(verb__in=[Verb.DECLINE, Verb.ROUTE_OUT]).order_by("-number").first()
    return str(event.data.get("body", "")) if event else ""


def _where(event: QuestionEvent) -> str:
    return f"{event.unit.name}, {event.portal.name}" if event.unit else event.portal.name


def _detail(event: QuestionEvent, named: set[str]) -> str:
    data: dict[str, Any] = event.data
    match event.verb:
        case Verb.DECLINE | Verb.ROUTE_OUT:
            return str(data.get("body", ""))
        case Verb.REFUSE:
            return str(RefusalReason(data["because"]).label)
        case Verb.MERGE:
            return into if (into := str(data.get("into", ""))) in named else ""
        case Verb.TELL_PROGRESS:
            promised = _day(data, "promised_for")
            return _("Day of the answer: %(day)s") % {"day": vi_date(promised)} if promised else ""
        case Verb.MOVE_CLOCKS:
            due = _day(data, "answer_due")
            return _("To be answered by %(day)s") % {"day": vi_date(due)} if due else ""
        case _:
            return ""


def _day(data: dict[str, Any], name: str) -> date | None:
    written = data.get("days", {}).get(name)
    return parse_date(written) if written else None

"""The public history of a question: which events of it are public, and their words. Reads no database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from formats.vietnamese.dates import vi_date, vi_datetime
from qa.enums import Actor, RefusalReason, Verb, WithholdReason
from qa.models import QuestionEvent
from sites.directory import get_directory

# By public verb: the parts of its data that are told. Portal and unit are those of the event.
TOLD: Final[dict[Verb, frozenset[str]]] = {
    Verb.RECEIVE: frozenset(),
    Verb.ASSIGN: frozenset(),
    Verb.FORWARD: frozenset(),
    Verb.SEND_BACK: frozenset(),
    Verb.RETURN: frozenset(),
    Verb.FALL_BACK: frozenset(),
    Verb.START: frozenset(),
    Verb.ASK_BACK: frozenset(),
    Verb.CLARIFY: frozenset(),
    Verb.ANSWER: frozenset(),
    Verb.TELL_PROGRESS: frozenset({"days"}),
    Verb.REOPEN: frozenset(),
    # A portal by its key, or a body of the operators' list: what the board wrote to the sender passed no review.
    Verb.DECLINE: frozenset({"competent", "known"}),
    Verb.REFUSE: frozenset({"because"}),
    # Its page leads to the other question as long as that one has a page: it may turn out to be a complaint.
    Verb.MERGE: frozenset(),
    Verb.SEPARATE: frozenset(),
    Verb.WITHDRAW: frozenset(),
    Verb.LET_STAND: frozenset(),
    # Of a copy of a file: that it came or went.
    Verb.PUBLISH: frozenset({"is_there"}),
    Verb.WITHHOLD: frozenset({"because"}),
    Verb.SHOW: frozenset(),
    Verb.MOVE_CLOCKS: frozenset({"days"}),
}


def told_of(verb: str, data: Mapping[str, Any]) -> dict[str, Any] | None:
    """What of the data of an event the public reads; None: nothing of the event at all."""
    try:
        names = TOLD[Verb(verb)]
    except (KeyError, ValueError):
        return None
    return {name: data[name] for name in sorted(names) if name in data}


Told = Mapping[str, Any]
Words = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the public history."""

    title: str
    text: str
    at: datetime


def steps_of(events: Iterable[QuestionEvent]) -> list[Step]:
    """The public steps of a history, in the order of its events. Reads portal and unit of each."""
    steps = []
    seen: set[str] = set()
    for event in sorted(events, key=lambda event: event.number):
        told = told_of(event.verb, event.data)
        if told is not None:
            title, text = _WORDS[Verb(event.verb)](event, told)
            if event.verb in seen and event.verb in _ONCE_MORE and not told:
                title, text = _ONCE_MORE[Verb(event.verb)](), ""
            steps.append(Step(title, text, event.at))
            if not told:
                seen.add(event.verb)
    return steps[::-1]


def name_of_event(event: QuestionEvent) -> str:
    """What an event is called in a history, for those who handle the question and for its sender."""
    return _of_copy(event.data) or event.get_verb_display()


def competent_body(told: Told) -> str:
    """The name of the body that is competent; empty where the board named it in own words, to the sender alone."""
    record = get_directory().by_id.get(told.get("competent", 0))
    known = told.get("known", {})
    name = known.get("name_en") if get_language() == "en" else known.get("name_vi")
    return record.name if record is not None else name or ""


def _told_progress(event: QuestionEvent, told: Told) -> Words:
    promised = told.get("days", {}).get("promised_for")
    if not promised:
        return _("Progress told"), ""
    day = date.fromisoformat(promised)
    return (
        _("Progress told; the answer is promised by %(day)s") % {"day": vi_date(day)},
        _("The promised day is the last day now: %(day)s.") % {"day": vi_datetime(day)},
    )


def _of_copy(told: Told) -> str:
    """What became of the public copy of a file; empty where the event is of none."""
    if "is_there" not in told:
        return ""
    return _("A copy of a file was published") if told["is_there"] else _("A copy of a file was taken away")


def _clocks_moved(event: QuestionEvent, told: Told) -> Words:
    title = _("Last days computed anew")
    due = told.get("days", {}).get("answer_due")
    if not due:
        return title, ""
    day = vi_datetime(date.fromisoformat(due))
    text = _("The calendar of working days or a time limit changed. Last day for a reply now: %(day)s.")
    return title, text % {"day": day}


def _label(choices: Any, told: Told) -> str:
    because = told.get("because", "")
    return str(choices(because).label) if because in choices.values else ""


_WORDS: Final[dict[Verb, Callable[[QuestionEvent, Told], Words]]] = {
    Verb.RECEIVE: lambda event, told: (_("Received"), _("Sent to %(portal)s.") % {"portal": event.portal.name}),
    Verb.ASSIGN: lambda event, told: (
        _("Forwarded to %(unit)s") % {"unit": event.unit.name if event.unit else event.portal.name},
        _("Sorted by the editorial board."),
    ),
    Verb.FORWARD: lambda event, told: (
        _("Forwarded to %(portal)s") % {"portal": event.portal.name},
        _("Its board sorts it; the last days stay as they are: they are counted from the receipt."),
    ),
    Verb.SEND_BACK: lambda event, told: (
        _("Sent back to %(portal)s") % {"portal": event.portal.name},
        _("Its board sorts it anew."),
    ),
    Verb.RETURN: lambda event, told: (
        _("Returned by the unit to the editorial board"),
        _("The board sorts it anew, by the same last day."),
    ),
    Verb.FALL_BACK: lambda event, told: (
        _("Back with the editorial board"),
        _("The board forwards it to a unit again; the last day stays."),
    ),
    Verb.START: lambda event, told: (_("The answer is being written"), event.unit.name if event.unit else ""),
    Verb.ASK_BACK: lambda event, told: (
        _("The sender was asked for clarification"),
        _("The time limit goes on: it is counted from the receipt."),
    ),
    Verb.CLARIFY: lambda event, told: (_("The sender explained the question"), ""),
    Verb.ANSWER: lambda event, told: (
        _("Answered on the portal"),
        _("%(unit)s answers; the editorial board of %(portal)s approved it.")
        % {"unit": event.unit.name if event.unit else event.portal.name, "portal": event.portal.name},
    ),
    Verb.TELL_PROGRESS: _told_progress,
    Verb.REOPEN: lambda event, told: (
        _("The sender asks once more")
        if event.acting_as == Actor.SENDER
        else _("Taken up again, to correct the answer"),
        _("What was answered stays, with its day."),
    ),
    Verb.DECLINE: lambda event, told: (_("Another body is competent"), competent_body(told)),
    Verb.REFUSE: lambda event, told: (_("Not accepted"), _label(RefusalReason, told)),
    Verb.MERGE: lambda event, told: (_("Joined with a question that asks the same"), ""),
    Verb.SEPARATE: lambda event, told: (
        _("Goes on by itself: the question that it was joined with ended without an answer"),
        _("The board sorts it anew; the last days are counted from its own receipt."),
    ),
    Verb.WITHDRAW: lambda event, told: (_("Withdrawn by the sender"), ""),
    Verb.LET_STAND: lambda event, told: (_("The sender left it at the answer"), ""),
    Verb.PUBLISH: lambda event, told: (_of_copy(told) or _("The question was published"), ""),
    Verb.WITHHOLD: lambda event, told: (_("Withheld from the public"), _label(WithholdReason, told)),
    Verb.SHOW: lambda event, told: (_("Shown to the public again"), ""),
    Verb.MOVE_CLOCKS: _clocks_moved,
}
# What is said where it happened before.
_ONCE_MORE: Final[dict[Verb, Callable[[], str]]] = {
    Verb.ANSWER: lambda: _("Another answer, beside the one before"),
    Verb.PUBLISH: lambda: _("The public text was changed"),
}

"""Whether the histories of questions hold: nothing changed, taken out, put in, put in another order, or gone."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.sealing.seals import first_break
from qa.core.anchors import read_anchors
from qa.core.history import as_sealed, history_key, ledger_holds
from qa.enums import SHOWN, Verb
from qa.models import HistoryLedger, Question, QuestionChain, QuestionEvent
from sites.models import Portal

if TYPE_CHECKING:
    from qa.core.anchors import Anchored

# Decisions of two people.
_DECIDES: Final = frozenset({Verb.WITHHOLD, Verb.SHOW})
# Questions whose events are read at a time.
BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not hold: of a question by its code, or of a portal by its name; in the active language."""

    name: str
    text: str

    def __str__(self) -> str:
        return f"{self.name}: {self.text}"


def lasting_faults() -> list[Fault]:
    """Faults that are found twice: what happens to a question while it is read looks like one. See `faults`."""
    named = {fault.name for fault in faults()}
    return [fault for fault in faults() if fault.name in named] if named else []


def faults(said: Anchored | None = None) -> Iterator[Fault]:
    """Verify every history and every ledger, also against what is kept of them outside the database.

    Args:
        said: what the anchors say; None: they are read.
    """
    if said is None:
        said = read_anchors()
    if said.broken is not None:
        yield Fault(_("Anchors"), _("number %(number)d was changed, or is gone") % {"number": said.broken})
    yield from _faults_of_ledgers(said)
    anchored = dict(said.heads)
    key, last = history_key(), 0
    while questions := list(Question.objects.select_related("sender").filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = questions[-1].pk
        chains = QuestionChain.objects.in_bulk([question.pk for question in questions])
        rows = QuestionEvent.objects.filter(question__in=chains).order_by("question", "number")
        events = {pk: list(group) for pk, group in groupby(rows, key=attrgetter("question_id"))}
        for question in questions:
            own = events.get(question.pk, [])
            yield from _faults_of(question, chains.get(question.pk), own, key)
            head = anchored.pop(question.pk, None)
            # The history that was anchored goes on as it was.
            if head and not (len(own) >= head.length and hmac.compare_digest(own[head.length - 1].seal, head.seal)):
                text = _("its history is another than the one that was anchored at event %(number)d")
                yield Fault(question.code, text % {"number": head.length})
    for head in anchored.values():
        yield Fault(head.code, _("it was anchored, and is gone with all that belonged to it"))


def _faults_of(
    question: Question, chain: QuestionChain | None, events: list[QuestionEvent], key: bytes
) -> Iterator[Fault]:
    if chain is None:
        yield Fault(question.code, _("it has no history"))
        return
    sealed = ((as_sealed(event, code=question.code), event.seal) for event in events)
    number = first_break(sealed, length=chain.length, last_seal=chain.seal, key=key)
    if number is not None:
        yield Fault(question.code, _("its history does not hold from event %(number)d on") % {"number": number})
    elif not events or _differs(question, events[-1]):
        yield Fault(question.code, _("it is not in the state that its history ends with"))
    elif not _is_seen_as_told(question, events):
        yield Fault(question.code, _("the public sees something else of it than its history says"))


def _differs(question: Question, last: QuestionEvent) -> bool:
    told = (last.after, last.portal_id, last.unit_id, last.data.get("days"))
    return told != (question.state, question.responsible_portal_id, question.unit_id, question.days_in_words())


def _is_seen_as_told(question: Question, events: list[QuestionEvent]) -> bool:
    """Whether the public sees of a question what the last decisions in its history say: withheld or not, for which
    reason and since when; whole or without something; and whether its words are public at all, unless they were erased.
    """
    decided = [event for event in events if "visibility" in event.data or event.verb in _DECIDES]
    last = decided[-1] if decided else None
    reason = (question.withheld_because, question.withheld_on)
    if last is not None and last.verb == Verb.WITHHOLD:
        told = (last.data["to"], last.data["because"], timezone.localdate(last.at))
        return told == (question.visibility, *reason)
    # Events that were written before it was kept do not say how much is shown.
    shown = {last.data["visibility"]} if last is not None and "visibility" in last.data else SHOWN
    published = any(event.verb == Verb.PUBLISH and not {"message", "copy"} & event.data.keys() for event in events)
    is_right = question.sender.is_erased or (question.published_at is not None) is published
    return question.visibility in shown and reason == ("", None) and is_right


def _faults_of_ledgers(said: Anchored) -> Iterator[Fault]:
    """Questions or events that a ledger counts and that are not there, or the other way round; and ledgers that count
    fewer than was anchored."""
    key = history_key()
    questions = dict(Question.objects.order_by().values_list("received_portal").annotate(Count("pk")))
    events = dict(QuestionEvent.objects.order_by().values_list("question__received_portal").annotate(Count("pk")))
    ledgers = HistoryLedger.objects.in_bulk()
    names = {portal.pk: portal.name for portal in Portal.objects.filter(pk__in={*questions, *ledgers, *said.ledgers})}
    for pk in sorted({*questions, *ledgers, *said.ledgers}):
        ledger = ledgers.get(pk)
        if ledger is None or not ledger_holds(ledger, key=key):
            yield Fault(names.get(pk, str(pk)), _("the ledger of its histories was changed"))
            continue
        for kept, found, text in (
            (ledger.questions, questions.get(pk, 0), _("%(found)d questions are there, the ledger counts %(kept)d")),
            (ledger.events, events.get(pk, 0), _("%(found)d events are there, the ledger counts %(kept)d")),
        ):
            if kept != found:
                yield Fault(names.get(pk, str(pk)), text % {"found": found, "kept": kept})
        anchored = said.ledgers.get(pk)
        if anchored is not None and (ledger.questions < anchored.questions or ledger.events < anchored.events):
            yield Fault(names.get(pk, str(pk)), _("the ledger of its histories counts fewer than was anchored"))

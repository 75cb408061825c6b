"""Whether the histories of questions hold: nothing changed, taken out, put in, put in another order, or gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Final

from django.db.models import Count
from django.utils.translation import gettext as _

from qa.history import as_sealed, history_key, ledger_holds
from qa.models import HistoryLedger, Question, QuestionChain, QuestionEvent
from sites.models import Portal
from sites.seals import first_break

# Questions whose events are read at a time.
BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not hold: of a question by its code, or of a portal by its name; in the active language."""

    name: str
    text: str

    def __str__(self) -> str:
        return f"{self.name}: {self.text}"


def faults() -> Iterator[Fault]:
    """Verify every history and every ledger. Three queries for 500 questions; memory does not grow with them."""
    yield from _faults_of_ledgers()
    key, last = history_key(), 0
    while questions := list(Question.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = questions[-1].pk
        chains = QuestionChain.objects.in_bulk([question.pk for question in questions])
        rows = QuestionEvent.objects.filter(question__in=chains).order_by("question", "number")
        events = {pk: list(group) for pk, group in groupby(rows, key=attrgetter("question_id"))}
        for question in questions:
            yield from _faults_of(question, chains.get(question.pk), events.get(question.pk, []), key)


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


def _differs(question: Question, last: QuestionEvent) -> bool:
    told = (last.after, last.portal_id, last.unit_id, last.data.get("days"))
    return told != (question.state, question.responsible_portal_id, question.unit_id, question.days_in_words())


def _faults_of_ledgers() -> Iterator[Fault]:
    """Questions or events that a ledger counts and that are not there, or the other way round. Four queries."""
    key = history_key()
    questions = dict(Question.objects.order_by().values_list("received_portal").annotate(Count("pk")))
    by_portal = QuestionEvent.objects.order_by().values_list("question__received_portal")
    events = dict(by_portal.annotate(Count("pk")))
    ledgers = HistoryLedger.objects.in_bulk()
    names = {portal.pk: portal.name for portal in Portal.objects.filter(pk__in={*questions, *ledgers})}
    for pk in sorted({*questions, *ledgers}):
        ledger = ledgers.get(pk)
        if ledger is None or not ledger_holds(ledger, key=key):
            yield Fault(names[pk], _("the ledger of its histories was changed"))
            continue
        for kept, found, text in (
            (ledger.questions, questions.get(pk, 0), _("%(found)d questions are there, the ledger counts %(kept)d")),
            (ledger.events, events.get(pk, 0), _("%(found)d events are there, the ledger counts %(kept)d")),
        ):
            if kept != found:
                yield Fault(names[pk], text % {"found": found, "kept": kept})

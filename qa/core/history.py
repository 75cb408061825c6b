"""The one way an event of a question is written."""

from __future__ import annotations

import hmac
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from audit.events import sealing_key
from audit.sealing.seals import moment, seal_of, stored_json
from page_cache.purging import purge_on_commit
from qa.enums import Actor, Verb
from qa.models import HistoryLedger, Question, QuestionChain, QuestionEvent

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True, slots=True)
class SealedQuestionEvent:
    """What is sealed of an event of a question."""

    question_id: int
    code: str
    number: int
    verb: str
    at: datetime
    acting_as: str
    actor_id: int | None
    before: str
    after: str
    portal_id: int
    unit_id: int | None
    remark: str
    data: Mapping[str, Any]

    @property
    def content(self) -> list[Any]:
        return [
            self.question_id,
            self.code,
            self.number,
            self.verb,
            moment(self.at),
            self.acting_as,
            self.actor_id,
            self.before,
            self.after,
            self.portal_id,
            self.unit_id,
            self.remark,
            self.data,
        ]


@dataclass(frozen=True, slots=True)
class SealedLedger:
    """What is sealed of a ledger. It stands in no chain."""

    portal_id: int
    questions: int
    events: int
    number: int = 1

    @property
    def content(self) -> list[Any]:
        return [self.portal_id, self.questions, self.events]


@dataclass(frozen=True, slots=True)
class Entry:
    """An event that is to be written: what happened to a question that says already what follows.

    Attributes:
        before: the state it had; empty: it has just been received.
        data: JSON, of keys, states and days: no text of the sender.
    """

    question: Question
    verb: Verb
    before: str
    acting_as: Actor
    remark: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


def history_key() -> bytes:
    """The key of the seals of histories; not in the database."""
    return sealing_key("questions")


def record(entry: Entry, *, by: User | None, at: datetime) -> QuestionEvent:
    """Append an event to the history of a question, which the caller has locked."""
    return record_all([entry], by=by, at=at)[0]


@transaction.atomic
def record_all(entries: Sequence[Entry], *, by: User | None, at: datetime) -> list[QuestionEvent]:
    """Append one event to each of several questions, all locked by the caller.

    The ledgers stay locked until the transaction ends, in the order of the portals.
    """
    key = history_key()
    chains = QuestionChain.objects.in_bulk([entry.question.pk for entry in entries if entry.before])
    begun = [entry.question for entry in entries if entry.question.pk not in chains]
    new = [QuestionChain(question=question, length=0, seal="") for question in begun]
    chains |= {chain.question_id: chain for chain in QuestionChain.objects.bulk_create(new)}
    events = [_sealed(entry, chains[entry.question.pk], key=key, by=by, at=at) for entry in entries]
    QuestionEvent.objects.bulk_create(events)
    QuestionChain.objects.bulk_update([chains[entry.question.pk] for entry in entries], ["length", "seal"])
    _enter(entries, new={question.pk for question in begun}, key=key)
    questions = [entry.question for entry in entries]
    purge_on_commit({key for one in questions for key in (one.received_portal_id, one.responsible_portal_id)})
    return events


def _sealed(entry: Entry, chain: QuestionChain, *, key: bytes, by: User | None, at: datetime) -> QuestionEvent:
    """The next event of a history; the chain moves on with it."""
    question = entry.question
    event = QuestionEvent(
        question=question,
        number=chain.length + 1,
        verb=entry.verb,
        at=at,
        acting_as=entry.acting_as,
        actor=by,
        before=entry.before,
        after=question.state,
        portal_id=question.responsible_portal_id,
        unit_id=question.unit_id,
        remark=entry.remark,
        data=stored_json(entry.data),
    )
    event.seal = seal_of(as_sealed(event, code=question.code), before=chain.seal, key=key)
    chain.length, chain.seal = event.number, event.seal
    return event


def as_sealed(event: QuestionEvent, *, code: str) -> SealedQuestionEvent:
    """An event as its seal sees it."""
    return SealedQuestionEvent(
        question_id=event.question_id,
        code=code,
        number=event.number,
        verb=event.verb,
        at=event.at,
        acting_as=event.acting_as,
        actor_id=event.actor_id,
        before=event.before,
        after=event.after,
        portal_id=event.portal_id,
        unit_id=event.unit_id,
        remark=event.remark,
        data=event.data,
    )


def _enter(entries: Sequence[Entry], *, new: set[int], key: bytes) -> None:
    """Count the events in the ledgers of the portals that received the questions."""
    ledgers = locked_ledgers({entry.question.received_portal_id for entry in entries})
    for entry in entries:
        ledger = ledgers[entry.question.received_portal_id]
        ledger.events += 1
        ledger.questions += entry.question.pk in new
    for ledger in ledgers.values():
        ledger.seal = ledger_seal(ledger, key=key)
    HistoryLedger.objects.bulk_update(ledgers.values(), ["events", "questions", "seal"])


def locked_ledgers(portals: Collection[int]) -> dict[int, HistoryLedger]:
    """The ledgers of some portals by the keys of these, locked in their order until the transaction ends: whoever
    writes to several histories in pieces holds all of them before the first. Those of portals that have none are
    begun."""
    rows = HistoryLedger.objects.select_for_update(of=("self",), no_key=True).filter(portal__in=portals)
    ledgers = {ledger.portal_id: ledger for ledger in rows.order_by("portal")}
    if missing := [HistoryLedger(portal_id=pk, seal="") for pk in sorted(portals) if pk not in ledgers]:
        HistoryLedger.objects.bulk_create(missing, ignore_conflicts=True)
        ledgers = {ledger.portal_id: ledger for ledger in rows.order_by("portal").all()}
    return ledgers


def ledger_seal(ledger: HistoryLedger, *, key: bytes) -> str:
    """The seal that a ledger must have."""
    return seal_of(SealedLedger(ledger.portal_id, ledger.questions, ledger.events), before="", key=key)


def ledger_holds(ledger: HistoryLedger, *, key: bytes) -> bool:
    """Whether nobody wrote other numbers into a ledger."""
    return hmac.compare_digest(ledger.seal, ledger_seal(ledger, key=key))

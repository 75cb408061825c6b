"""Anchors: what is kept of the histories outside the database, a file for each."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from audit.events import sealing_key
from audit.sealing.seals import moment
from qa.errors import AnchorMeanwhile
from qa.models import HistoryLedger, QuestionChain

if TYPE_CHECKING:
    from django.core.files.storage import Storage


_NAME: Final = re.compile(r"history-(\d{6,})\.jsonl")


@dataclass(frozen=True, slots=True)
class Head:
    """Where the history of a question ended at the moment of an anchor."""

    question_id: int
    code: str
    length: int
    seal: str


@dataclass(frozen=True, slots=True)
class LedgerCount:
    """What the histories of a portal held together at that moment."""

    portal_id: int
    questions: int
    events: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """One file."""

    number: int
    at: str
    seal: str
    ledgers: Sequence[LedgerCount]
    heads: Sequence[Head]


@dataclass
class Anchored:
    """What all anchors say together.

    Attributes:
        broken: the number of the first that does not hold; what follows it is not believed.
    """

    number: int = 0
    at: str = ""
    seal: str = ""
    broken: int | None = None
    heads: dict[int, Head] = field(default_factory=dict)
    ledgers: dict[int, LedgerCount] = field(default_factory=dict)

    def add(self, anchor: Anchor) -> None:
        """Take the next one in: the newest word on each history and ledger counts."""
        self.number, self.at, self.seal = anchor.number, anchor.at, anchor.seal
        self.heads |= {head.question_id: head for head in anchor.heads}
        self.ledgers |= {ledger.portal_id: ledger for ledger in anchor.ledgers}


def name_of(number: int) -> str:
    """The name of the file of an anchor."""
    return f"history-{number:06d}.jsonl"


def numbers_of(names: Iterable[str]) -> list[int]:
    """The numbers of the anchors among some files, in their order; others are no business of ours."""
    return sorted(int(found.group(1)) for name in names if (found := _NAME.fullmatch(name)))


def written_anchor(
    after: Anchored, *, ledgers: Iterable[LedgerCount], heads: Iterable[Head], at: datetime, key: bytes
) -> str:
    """The file that follows the anchors so far."""
    lines = [_line({"anchor": after.number + 1, "at": moment(at), "before": after.seal})]
    lines += [_line({"portal": row.portal_id, "questions": row.questions, "events": row.events}) for row in ledgers]
    lines += [
        _line({"question": row.question_id, "code": row.code, "length": row.length, "seal": row.seal}) for row in heads
    ]
    return "\n".join([*lines, _line({"sealed": _seal(lines, key)}), ""])


def read_anchor(text: str, *, number: int, before: str, key: bytes) -> Anchor | None:
    """An anchor as it was written, after the one with the seal `before`; None where it does not hold."""
    try:
        *lines, last = text.splitlines()
        first, *rows = [json.loads(line) for line in lines]
        seal = json.loads(last)["sealed"]
        holds = hmac.compare_digest(seal, _seal(lines, key))
        if not holds or (first["anchor"], first["before"]) != (number, before):
            return None
        ledgers = [LedgerCount(row["portal"], row["questions"], row["events"]) for row in rows if "portal" in row]
        heads = [Head(row["question"], row["code"], row["length"], row["seal"]) for row in rows if "code" in row]
    except (ValueError, KeyError, TypeError):
        return None
    return Anchor(number, first["at"], seal, ledgers, heads)


def _line(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _seal(lines: Sequence[str], key: bytes) -> str:
    return hmac.new(key, "\n".join(lines).encode(), hashlib.sha256).hexdigest()


STORAGE: Final = "history_anchors"


def anchors_key() -> bytes:
    """The key of the seals of anchors; not in the database."""
    return sealing_key("question anchors")


def anchor_store() -> Storage:
    """Where anchors are kept."""
    return storages[STORAGE]


def read_anchors() -> Anchored:
    """What all anchors say, up to the first that does not hold. Reads every file.

    Raises:
        OSError: the storage does not answer.
    """
    store, key, said = anchor_store(), anchors_key(), Anchored()
    for place, number in enumerate(anchor_numbers(store), start=1):
        anchor = None
        if number == place:
            with store.open(name_of(number)) as file:
                text = file.read().decode("utf-8", errors="replace")
            anchor = read_anchor(text, number=number, before=said.seal, key=key)
        if anchor is None:
            said.broken = place
            break
        said.add(anchor)
    return said


def anchor_numbers(store: Storage) -> list[int]:
    """The numbers of the anchors there are. A folder that nobody has written to yet has none.

    Raises:
        OSError: the storage does not answer.
    """
    try:
        return numbers_of(store.listdir("")[1])
    except FileNotFoundError:
        return []


def write_anchor(said: Anchored, *, at: datetime) -> int:
    """Keep where the histories end now, after what the anchors say so far. Returns how many went on since.

    Whoever calls has verified the histories against those anchors: the newest word on each counts from now on.

    Raises:
        AnchorMeanwhile: another process wrote the same anchor.
        OSError: the storage does not take it.
    """
    store = anchor_store()
    # Before the chains: what is received meanwhile is in none of the ledgers, and may be in a chain.
    ledgers = [
        LedgerCount(*row) for row in HistoryLedger.objects.order_by("pk").values_list("pk", "questions", "events")
    ]
    chains = QuestionChain.objects.order_by("pk").values_list("pk", "question__code", "length", "seal")
    heads = [head for row in chains.iterator() if said.heads.get((head := Head(*row)).question_id) != head]
    text = written_anchor(said, ledgers=ledgers, heads=heads, at=at, key=anchors_key())
    wanted = name_of(said.number + 1)
    name = store.save(wanted, ContentFile(text.encode()))
    if name != wanted:
        store.delete(name)
        raise AnchorMeanwhile
    return len(heads)

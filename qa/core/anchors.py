"""What is kept of the histories outside the database: anchors, one file for each. Pure.

A file has a line of JSON for the anchor, one for each ledger, one for each history that went on since the anchor
before, and a seal over all of them. Each names the seal of the one before: none is changed, or taken out between two.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from audit.sealing.seals import moment

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

"""Keeping outside the database where the histories of questions end, and reading it again.

The files are in the storage `history_anchors`. Whoever writes to the database and has the key, but not that storage,
sets no history back unnoticed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from audit.events import sealing_key
from qa.core.anchors import Anchored, Head, LedgerCount, name_of, numbers_of, read_anchor, written_anchor
from qa.errors import AnchorMeanwhile
from qa.models import HistoryLedger, QuestionChain

if TYPE_CHECKING:
    from django.core.files.storage import Storage

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
    """Keep where the histories end now, after what the anchors say so far. Returns how many went on since. Two queries.

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
    heads = [head for head in _heads() if said.heads.get(head.question_id) != head]
    text = written_anchor(said, ledgers=ledgers, heads=heads, at=at, key=anchors_key())
    wanted = name_of(said.number + 1)
    name = store.save(wanted, ContentFile(text.encode()))
    if name != wanted:
        store.delete(name)
        raise AnchorMeanwhile
    return len(heads)


def _heads() -> Iterator[Head]:
    rows = QuestionChain.objects.order_by("pk").values_list("pk", "question__code", "length", "seal")
    return (Head(*row) for row in rows.iterator())

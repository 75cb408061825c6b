"""Writes to the index in Elasticsearch: what is written waits as a row, and is sent in the order of writing.

Every function can be run again at any time, by several processes at once.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Final

from django.utils import timezone
from elasticsearch.helpers import streaming_bulk

from search.models import PendingWrite, SearchEntry

from .base import EngineAway
from .elastic_rows import action_of, texts_of_files
from .elastic_server import Server, connected, is_left_alone, leave_alone
from .elastic_state import ask_again, is_of_this_release

logger = logging.getLogger(__name__)

# Rows in one request.
BATCH: Final = 200
# A write that is younger is on its way to a worker.
ON_ITS_WAY: Final = timedelta(minutes=1)
# Rows of a new index have the least version: any write is newer than what was read to fill it.
FILLED, FIRST_WRITE = 1, 2
# A version that is older than what the engine has.
OUTDATED: Final = 409
# A row that does not fit the index, however often it is sent.
INVALID: Final = 400
# No index behind an alias.
NO_INDEX: Final = 404


def note_writes(entry_ids: Collection[int]) -> None:
    """Note that the engine has to write or remove some rows."""
    PendingWrite.objects.bulk_create([PendingWrite(entry_id=entry_id) for entry_id in entry_ids])


def send_pending(entry_ids: Collection[int]) -> None:
    """Send what waits of some rows; what the engine does not take now waits for `catch_up`."""
    keys = list(entry_ids)
    if not is_left_alone():
        with later():
            for start in range(0, len(keys), BATCH):
                _send_pending(keys[start : start + BATCH])


def _send_pending(entry_ids: Collection[int]) -> None:
    """Send rows as they are now, each with the key of its last write as its version.

    The index that is being built comes first. Where it takes the place of the other meanwhile, it is sent them again,
    or for the first time; the other way round neither name would have led to it.
    """
    notes = PendingWrite.objects.filter(entry_id__in=entry_ids).order_by("pk")
    waiting = dict(notes.values_list("pk", "entry_id"))
    if not waiting:
        return
    versions = {entry_id: key for key, entry_id in waiting.items()}
    entries = SearchEntry.objects.in_bulk(versions)
    texts = texts_of_files(entries.values())
    actions = [
        action_of(entry_id, entries.get(entry_id), version + FIRST_WRITE, texts)
        for entry_id, version in versions.items()
    ]
    with connected() as server:
        refused: dict[int, int] = {}
        if server.client.indices.exists_alias(name=server.building):
            # By now it may answer, under the other name, or have been given up.
            answers = send(server, server.building, actions)
            refused = {key: status for key, status in answers.items() if status != NO_INDEX}
        # A removal with a version makes an index where there is none, though an alias is required.
        if server.client.indices.exists_alias(name=server.alias):
            refused |= send(server, server.alias, actions)
        else:
            refused |= dict.fromkeys(versions, NO_INDEX)
        invalid = _invalid(server, refused)
    last = {versions[entry_id] for entry_id in invalid}
    done = [
        key for key, entry_id in waiting.items() if entry_id not in refused or (entry_id in invalid and key not in last)
    ]
    PendingWrite.objects.filter(pk__in=done).delete()
    PendingWrite.objects.filter(pk__in=last).update(is_refused=True)
    ask_again()


def _invalid(server: Server, refused: dict[int, int]) -> set[int]:
    """Rows that the index will never take as they are. One that was made by another release is built again instead."""
    invalid = {entry_id for entry_id, status in refused.items() if status == INVALID}
    return invalid if invalid and is_of_this_release(server) else set()


def send_left_behind() -> None:
    """Send what no worker is about to send, oldest first.

    Raises:
        EngineAway: the engine did not answer; what is left waits.
    """
    last = 0
    while batch := _left_behind(last):
        _send_pending(set(batch.values()))
        last = max(batch)


def _left_behind(last: int) -> dict[int, int]:
    """Keys of writes that no worker is about to send, after one, with the rows that they are of."""
    rows = PendingWrite.objects.noted_before(timezone.now() - ON_ITS_WAY).filter(pk__gt=last).order_by("pk")
    return dict(rows.values_list("pk", "entry_id")[:BATCH])


@contextmanager
def later() -> Iterator[None]:
    """Leave what fails to the next time."""
    try:
        yield
    except EngineAway as error:
        leave_alone()
        logger.warning("Writes for Elasticsearch wait: %r", error)


def send(server: Server, target: str, actions: Iterable[dict[str, Any]]) -> dict[int, int]:
    """Send writes to the index behind an alias, once more after a while where it is busy.

    Returns the keys of rows that it refused, with the status; what is outdated, or removed already, is done.
    """
    refused = {}
    answers = streaming_bulk(
        server.client,
        ({**action, "_index": target} for action in actions),
        chunk_size=BATCH,
        max_retries=3,
        initial_backoff=1,
        max_backoff=8,
        raise_on_error=False,
        require_alias=True,
    )
    for _ok, answer in answers:
        ((_kind, told),) = answer.items()
        if "error" in told and told["status"] != OUTDATED:
            refused[int(told["_id"])] = told["status"]
    if refused:
        logger.warning("Elasticsearch refused rows of %s, with these states: %s", target, refused)
    return refused

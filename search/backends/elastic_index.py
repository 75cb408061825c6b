"""The index in Elasticsearch: writes that wait are sent, and it is rebuilt behind its alias.

Every function can be run again at any time, by several processes at once.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import lru_cache
from time import monotonic
from typing import Any, Final

from django.conf import settings
from django.utils import timezone
from elastic_transport import TransportError
from elasticsearch import ApiError, NotFoundError
from elasticsearch.helpers import streaming_bulk

from search.models import GenerationState, IndexGeneration, PendingWrite, SearchEntry

from .base import EngineAway, EngineState
from .elastic_rows import MAPPINGS, SETTINGS, VERSION, action_of, texts_of_files
from .elastic_server import Server, connected, is_left_alone, leave_alone, server_at

logger = logging.getLogger(__name__)

# Rows in one request.
BATCH: Final = 200
# A write that is younger is on its way to a worker.
ON_ITS_WAY: Final = timedelta(minutes=1)
# After it, an index that is not complete was left behind.
LEFT_BEHIND: Final = timedelta(hours=1)
# Rows of a new index have the least version: any write is newer than what was read to fill it.
FILLED, FIRST_WRITE = 1, 2
# Age of a write that the engine lacks, from which on the database answers. It does, too, for a moment after the swap of
# generations, until the last rows of the new one are found.
BEHIND: Final = timedelta(seconds=30)
AFTER_SWAP: Final = timedelta(seconds=5)
# Rows that the engine may refuse while it goes on answering: single ones with a fault of their own.
MOST_REFUSED: Final = 20
# A version that is older than what the engine has.
OUTDATED: Final = 409
# A row that does not fit the index, however often it is sent.
INVALID: Final = 400
# No index behind an alias.
NO_INDEX: Final = 404


class IncompleteIndex(EngineAway):
    """The new index lacks rows; the former one goes on answering."""


def note_writes(entry_ids: Collection[int]) -> None:
    """Note that the engine has to write or remove some rows."""
    PendingWrite.objects.bulk_create([PendingWrite(entry_id=entry_id) for entry_id in entry_ids])


def is_behind() -> bool:
    """Whether the engine has waited too long for something that is public, or is no more, or lacks rows of the
    generation that answers.

    Single rows that it refuses do not count: they are lacking until they are changed, and all others are found.
    """
    now = timezone.now()
    late = now - BEHIND
    served = IndexGeneration.objects.filter(state=GenerationState.SERVING).values_list("served_from", flat=True).first()
    # Where a command stands at an earlier day, it was served long ago.
    if served is not None and late < served <= now:
        late = served
    if late > now - AFTER_SWAP:
        return True
    # The refused ones stand last.
    waiting = PendingWrite.objects.noted_before(late).order_by("is_refused").values_list("is_refused", flat=True)
    first = list(waiting[: MOST_REFUSED + 1])
    return False in first or len(first) > MOST_REFUSED


def was_behind(generation: int) -> bool:
    """Whether the engine was behind within the last second; a page of results asks several times.

    Args:
        generation: the one that answers; what was known before a swap says nothing of it.
    """
    return _was_behind(generation, int(monotonic()))


@lru_cache(maxsize=1)
def _was_behind(generation: int, second: int) -> bool:
    return is_behind()


def ask_again() -> None:
    """Forget whether the engine was behind."""
    _was_behind.cache_clear()


def send_pending(entry_ids: Collection[int]) -> None:
    """Send what waits of some rows; what the engine does not take now waits for `catch_up`."""
    keys = list(entry_ids)
    if not is_left_alone():
        with _later():
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
    return invalid if invalid and _is_of_this_release(server) else set()


def catch_up() -> None:
    """Send what was left behind, oldest first; build the index where the engine has none, or one with other fields."""
    with _later():
        with connected() as server:
            is_built = _is_of_this_release(server) or _is_being_built(server)
        if not is_built:
            rebuild()
        last = 0
        while batch := _left_behind(last):
            _send_pending(set(batch.values()))
            last = max(batch)


def _left_behind(last: int) -> dict[int, int]:
    """Keys of writes that no worker is about to send, after one, with the rows that they are of."""
    rows = PendingWrite.objects.noted_before(timezone.now() - ON_ITS_WAY).filter(pk__gt=last).order_by("pk")
    return dict(rows.values_list("pk", "entry_id")[:BATCH])


def rebuild() -> int:
    """Build a new index from all rows, check it, let it answer, and keep one former. Returns how many rows it has.

    The former index answers and is written until then; what is written meanwhile goes to both.

    Raises:
        EngineAway: the engine did not answer; what was begun is removed by the next rebuilding.
        IncompleteIndex: rows are missing from the new index.
    """
    with connected() as server:
        name = begin(server)
        fill(server)
        server.client.indices.refresh(index=name)
        count = _check(server, name)
        former = _behind(server, server.alias)
        serve(server, name)
        _remove_older(server, {name, *former})
        ask_again()
        return count


def begin(server: Server) -> str:
    """Make an empty index that is written beside the one that answers; return its name."""
    _remove_unfinished(server)
    name = f"{server.alias}-{timezone.now():%Y%m%d%H%M%S%f}"
    server.client.indices.create(index=name, mappings=MAPPINGS, settings=SETTINGS, aliases={server.building: {}})
    return name


def serve(server: Server, name: str) -> None:
    """Let an index that was built answer, in place of the former one, or of an index that has the name of the alias:
    the engine makes such a one for whoever writes before there is an alias."""
    actions: list[dict[str, Any]] = [
        {"remove": {"index": name, "alias": server.building, "must_exist": True}},
        {"remove": {"index": f"{server.alias}-*", "alias": server.alias, "must_exist": False}},
        {"add": {"index": name, "alias": server.alias}},
    ]
    indices = server.client.indices
    if indices.exists(index=server.alias) and not indices.exists_alias(name=server.alias):
        actions.insert(0, {"remove_index": {"index": server.alias}})
    indices.update_aliases(actions=actions)


def state() -> EngineState:
    """Ask the engine how it is, unless it let this process down a moment ago. Waits for a second at most."""
    if is_left_alone():
        return EngineState.AWAY
    server = server_at(settings.SEARCH_URL)
    try:
        if not server.client.indices.exists_alias(name=server.alias):
            return EngineState.NOT_BUILT
    except (TransportError, ApiError):
        leave_alone()
        return EngineState.AWAY
    return EngineState.BEHIND if is_behind() else EngineState.WELL


def missing_rows() -> int:
    """Count the rows that the engine has too few, or too many; 0 where it does not answer."""
    try:
        with connected() as server:
            server.client.indices.refresh(index=server.alias)
            return abs(SearchEntry.objects.count() - int(server.client.count(index=server.alias)["count"]))
    except EngineAway:
        return 0


@contextmanager
def _later() -> Iterator[None]:
    """Leave what fails to the next time."""
    try:
        yield
    except EngineAway as error:
        leave_alone()
        logger.warning("Writes for Elasticsearch wait: %r", error)


def fill(server: Server) -> None:
    last = 0
    invalid: set[int] = set()
    while entries := list(SearchEntry.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        texts = texts_of_files(entries)
        refused = send(server, server.building, (action_of(entry.pk, entry, FILLED, texts) for entry in entries))
        invalid |= refused.keys()
        if len(invalid) > MOST_REFUSED or any(status != INVALID for status in refused.values()):
            raise IncompleteIndex("rows were refused")
        last = entries[-1].pk
    PendingWrite.objects.bulk_create(PendingWrite(entry_id=entry_id, is_refused=True) for entry_id in sorted(invalid))


def _check(server: Server, name: str) -> int:
    """Count the rows of a new index against those there are; what waits to be sent may be missing."""
    count = int(server.client.count(index=name)["count"])
    waiting = PendingWrite.objects.values("entry_id").distinct().count()
    if abs(SearchEntry.objects.count() - count) > waiting:
        server.client.indices.delete(index=name)
        raise IncompleteIndex("rows are missing")
    return count


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


def _behind(server: Server, alias: str) -> list[str]:
    """Indices behind an alias, the oldest first."""
    try:
        return sorted(server.client.indices.get_alias(name=alias))
    except NotFoundError:
        return []


def _is_of_this_release(server: Server) -> bool:
    """Whether the index that answers has the fields that this release writes."""
    try:
        found = server.client.indices.get_mapping(index=server.alias)
    except NotFoundError:
        return False
    return all(index["mappings"].get("_meta", {}).get("version") == VERSION for index in found.values())


def _is_being_built(server: Server) -> bool:
    begun = timezone.now() - LEFT_BEHIND
    return any(name.rpartition("-")[2] > f"{begun:%Y%m%d%H%M%S%f}" for name in _behind(server, server.building))


def _remove_unfinished(server: Server) -> None:
    for name in _behind(server, server.building):
        server.client.indices.delete(index=name, ignore_unavailable=True)


def _remove_older(server: Server, kept: set[str]) -> None:
    """Remove the indices that answered before those that are kept."""
    pattern = re.compile(rf"{re.escape(server.alias)}-\d{{20}}")
    for name in server.client.indices.get(index=f"{server.alias}-*"):
        if pattern.fullmatch(name) and name < min(kept):
            server.client.indices.delete(index=name, ignore_unavailable=True)

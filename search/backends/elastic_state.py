"""The state of the index in Elasticsearch: whether it is there, follows what is written, and is of this release."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from time import monotonic
from typing import Final

from django.conf import settings
from django.utils import timezone
from elastic_transport import TransportError
from elasticsearch import ApiError, NotFoundError

from search.models import GenerationState, IndexGeneration, PendingWrite, SearchEntry

from .base import EngineAway, EngineState
from .elastic_rows import VERSION
from .elastic_server import Server, connected, is_left_alone, leave_alone, server_at

# Age of a write that the engine lacks, from which on the database answers. It does, too, for a moment after the swap of
# generations, until the last rows of the new one are found.
BEHIND: Final = timedelta(seconds=30)
AFTER_SWAP: Final = timedelta(seconds=5)
# Rows that the engine may refuse while it goes on answering: single ones with a fault of their own.
MOST_REFUSED: Final = 20


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


def is_of_this_release(server: Server) -> bool:
    """Whether the index that answers has the fields that this release writes."""
    try:
        found = server.client.indices.get_mapping(index=server.alias)
    except NotFoundError:
        return False
    return all(index["mappings"].get("_meta", {}).get("version") == VERSION for index in found.values())

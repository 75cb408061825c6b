"""Rebuilding of the index in Elasticsearch: a new one is filled behind its alias, checked, and answers from then on.

Every function can be run again at any time, by several processes at once.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any, Final

from django.utils import timezone
from elasticsearch import NotFoundError

from search.models import PendingWrite, SearchEntry

from .base import EngineAway
from .elastic_rows import MAPPINGS, SETTINGS, action_of, texts_of_files
from .elastic_server import Server, connected
from .elastic_state import MOST_REFUSED, ask_again, is_of_this_release
from .elastic_writes import BATCH, FILLED, INVALID, later, send, send_left_behind

# After it, an index that is not complete was left behind.
LEFT_BEHIND: Final = timedelta(hours=1)


class IncompleteIndex(EngineAway):
    """The new index lacks rows; the former one goes on answering."""


def catch_up() -> None:
    """Send what was left behind, oldest first; build the index where the engine has none, or one with other fields."""
    with later():
        with connected() as server:
            is_built = is_of_this_release(server) or _is_being_built(server)
        if not is_built:
            rebuild()
        send_left_behind()


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


def _behind(server: Server, alias: str) -> list[str]:
    """Indices behind an alias, the oldest first."""
    try:
        return sorted(server.client.indices.get_alias(name=alias))
    except NotFoundError:
        return []


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

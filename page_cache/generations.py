"""Generations: a token for each portal, and two for all. A copy is valid while its tokens are the current ones.

Tokens are random, so that one that the cache evicted never comes back.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable
from typing import Final, NamedTuple

from django.core.cache import cache

_KEY: Final = "pages.generation.{}"
# What every page shows: names of portals, calendars, notices of the city.
_SHARED: Final = _KEY.format("shared")
# What any portal shows.
_ANY: Final = _KEY.format("any")


# Seconds that a process reuses the tokens it read: so late it sees what another process invalidated.
RECENT: Final = 0.5
_recent: dict[int, tuple[float, Generations]] = {}


class Generations(NamedTuple):
    """Tokens of what a page may show; empty: the cache does not answer."""

    own: str
    shared: str
    any_portal: str

    def __bool__(self) -> bool:
        return all(self)


def current_generations(portal_id: int) -> Generations:
    """The tokens of one portal and of all; missing ones are created."""
    names = (_KEY.format(portal_id), _SHARED, _ANY)
    found = cache.get_many(names)
    for name in names:
        if name not in found:
            cache.add(name, _token(), timeout=None)
    if len(found) < len(names):
        found = cache.get_many(names)
    return Generations(*(found.get(name, "") for name in names))


def recent_generations(portal_id: int) -> Generations:
    """The tokens of one portal and of all, as they were at most `RECENT` ago: a hundred hits a second ask the cache
    twice."""
    now = time.monotonic()
    read_at, found = _recent.get(portal_id, (0.0, None))
    if found is None or now - read_at > RECENT:
        found = current_generations(portal_id)
        _recent[portal_id] = now, found
    return found


def end_generations(portal_ids: Iterable[int | None]) -> bool:
    """Invalidate all copies of pages of some portals, and those that show other portals; None stands for all portals.

    Returns:
        Whether the cache holds the new tokens.
    """
    names = {_SHARED if portal_id is None else _KEY.format(portal_id) for portal_id in portal_ids} | {_ANY}
    tokens = {name: _token() for name in names}
    cache.set_many(tokens, timeout=None)
    _recent.clear()
    # A cache that did not take them, and answers again by now, has the former ones.
    return cache.get_many(names) == tokens


def _token() -> str:
    return secrets.token_hex(8)

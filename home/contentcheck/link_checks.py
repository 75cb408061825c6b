"""Follows the links of a submitted version to the outside, and keeps what was found for the board."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.core.cache import cache

from home.outbound.client import SendRequest, link_error, request_head

MAX_LINKS: Final = 20
# The board decides long before; what it saw is kept with its approval.
KEPT_SECONDS: Final = 60 * 60 * 24 * 60


def broken_links_of(revision_id: int | None) -> dict[str, str]:
    """Addresses of a version that could not be opened, with the reason. From the cache; empty where nobody looked."""
    return cache.get(_key(revision_id), {}) if revision_id else {}


def check_links(revision_id: int, urls: Iterable[str], *, send: SendRequest | None = None) -> dict[str, str]:
    """Follow the first links of a version, and keep what is wrong with them. At most five seconds a step.

    What was found stays kept when the task is ended before the last link.
    """
    found: dict[str, str] = {}
    for url in list(urls)[:MAX_LINKS]:
        if reason := link_error(url, send=send or request_head):
            found[url] = reason
            cache.set(_key(revision_id), found, KEPT_SECONDS)
    cache.set(_key(revision_id), found, KEPT_SECONDS)
    return found


def _key(revision_id: int | None) -> str:
    return f"broken-links:{revision_id}"

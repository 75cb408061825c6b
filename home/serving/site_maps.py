"""What sitemap.xml names beside pages of the tree: the apps above register it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from home.queries import SiteMapEntry

if TYPE_CHECKING:
    from sites.directory import PortalRecord


class Entries(Protocol):
    """Some of the entries of a portal, always in the same order.

    Args:
        languages: those in which the portal is public.
    """

    def __call__(
        self, portal: PortalRecord, *, languages: Collection[str], start: int, length: int
    ) -> list[SiteMapEntry]: ...


@dataclass(frozen=True, slots=True)
class SiteMapSource:
    """Addresses of one kind."""

    name: str
    count: Callable[[PortalRecord], int]
    entries: Entries


_sources: dict[str, SiteMapSource] = {}


def register_site_map(name: str, *, count: Callable[[PortalRecord], int], entries: Entries) -> None:
    """Register addresses of one kind. The name stands in the addresses of files; registering it twice is an error."""
    if name in _sources:
        raise ValueError(f"{name} is registered already.")
    _sources[name] = SiteMapSource(name, count, entries)


def site_map_sources() -> list[SiteMapSource]:
    """All of them, in the order of their registration."""
    return list(_sources.values())

"""What names a page and is no page itself: told to whoever takes it off the public. The apps above register what they
have; references between pages are Wagtail's (`editorial.integrity.references`)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wagtail.models import Page


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing that names a page, with the address at which everybody reads it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Mentions:
    """Things of one kind. `heading` says what becomes of them, `more` how many are not in the list."""

    heading: Any
    rows: list[Mention]
    more: int = 0


Finder = Callable[[Collection["Page"]], Mentions | None]

_finders: list[Finder] = []


def register_mentions(find: Finder) -> None:
    """Register what finds things of one kind that name one of some pages, of any portal: such as everybody reads."""
    _finders.append(find)


def mentions_of(pages: Iterable[Page]) -> list[Mentions]:
    """What names one of some pages."""
    pages = list(pages)
    return [mentions for mentions in (find(pages) for find in _finders) if mentions is not None and mentions.rows]

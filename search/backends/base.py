"""What every backend does. All are given the same words, cut and spelled in Python, so that all find the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

from django.db.models.expressions import RawSQL

from formats.vietnamese.folding import IndexedText
from search.query import Query

# A word in a title weighs as much as this many in the text.
TITLE_WEIGHT: Final = 10


@dataclass(frozen=True, slots=True)
class Document:
    """The words of one row."""

    entry_id: int
    title: IndexedText
    text: IndexedText


@dataclass(frozen=True, slots=True)
class Scope:
    """Which rows may be found: one language, these portals and no other."""

    language: str
    portal_ids: tuple[int, ...]


class Found(NamedTuple):
    """How many rows there are, and the keys of those asked for, best first."""

    total: int
    entry_ids: list[int]


class EngineAway(Exception):
    """A search engine does not answer, or not with all that it should have."""


class Backend(Protocol):
    """Keeps the words of `SearchEntry` rows and finds rows by them. The rows themselves are the caller's."""

    def write(self, documents: Collection[Document]) -> None:
        """Keep the words of rows that exist, in place of what was kept of them."""

    def erase(self, entry_ids: Iterable[int]) -> None:
        """Forget the words of rows that are gone."""

    def prune(self) -> None:
        """Forget the words of all rows that do not exist."""

    def find(self, query: Query, scope: Scope, *, limit: int, offset: int) -> Found:
        """Rows that have every word of a question."""

    def matching(self, query: Query, scope: Scope) -> RawSQL:
        """Keys of all pages that have every word of a question, as a subquery."""

    def is_built(self) -> bool:
        """Whether the database has what the migrations make for the words."""

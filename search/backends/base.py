"""Protocol of the backends. All are given the same words, cut and spelled in Python, so that all find the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final, NamedTuple, Protocol

from django.db.models.expressions import RawSQL

from formats.vietnamese.folding import IndexedText, indexed_text
from search.filters import NO_FILTERS, Filters, Sort
from search.models import SearchEntry, serving_generation
from search.ranking import Standpoint
from search.weights import OF_AGENCY
from search.words.query import Query
from sites.directory import get_directory

# Texts of a row, in the order in which their words are kept.
PARTS: Final = ("title", "lead", "text", "files")
# Words of each text of a row that can be found, about a hundred printed pages; and of all its files together, each of
# which is cut by itself before (`library.texts.text_program.MOST_LETTERS`).
MAX_WORDS: Final = 30_000
MAX_WORDS_OF_FILES: Final = 300_000
# Rows that are counted for one search; of more it is said that there are more. A reader of so many hits needs other
# words, and whoever typed a word of every second page does not wait for all of them to be read.
MAX_COUNTED: Final = 5_000


@dataclass(frozen=True, slots=True)
class Document:
    """The words of one row, which has been written.

    Attributes:
        text: text of the page, with its source.
        files: text of the files that it offers.
    """

    entry: SearchEntry
    title: IndexedText
    lead: IndexedText
    text: IndexedText
    files: IndexedText

    @classmethod
    def of(cls, entry: SearchEntry, files: str) -> Document:
        """Cut the texts of a row, and of the files that its page offers, into words."""
        return cls(entry, *words_of(entry, files))

    @property
    def entry_id(self) -> int:
        return self.entry.pk

    @property
    def half(self) -> int:
        return half_of(self.entry.generation)

    @property
    def scope_word(self) -> str:
        return scope_word(self.entry.language, self.entry.portal_id)

    def texts(self) -> tuple[IndexedText, ...]:
        """In the order of `PARTS`."""
        return tuple(getattr(self, name) for name in PARTS)


def words_of(entry: SearchEntry, files: str) -> list[IndexedText]:
    """Words of the texts of a row, in the order of `PARTS`.

    People, units and contacts are found by the name of their portal too, which they seldom say ("chủ tịch phường Bến
    Nghé"); it stands where it weighs least.
    """
    record = get_directory().by_id.get(entry.portal_id) if entry.kind in OF_AGENCY else None
    name = f"{record.name_in(entry.language)}. " if record is not None else ""
    texts = (entry.title, entry.lead, f"{entry.source_agency} {entry.body}")
    own = [indexed_text(text, max_words=MAX_WORDS) for text in texts]
    return [*own, indexed_text(f"{name}{files}", max_words=MAX_WORDS_OF_FILES)]


def half_of(generation: int) -> int:
    """Half of the index where the words of a generation stand, 0 or 1: at most two follow each other."""
    return generation % 2


def scope_word(language: str, portal_id: int) -> str:
    """Word that all rows of a portal in a language have, so that a search in one portal reads no others'."""
    return f"{language}/{portal_id}"


@dataclass(frozen=True, slots=True)
class Scope:
    """Rows that may be found: in one language, on these portals and no other, of one generation of the index.

    Attributes:
        generation: its number; without it, the one that answers when the search begins.
    """

    language: str
    portal_ids: tuple[int, ...]
    generation: int = field(default_factory=serving_generation)

    @property
    def half(self) -> int:
        return half_of(self.generation)

    @property
    def word(self) -> str | None:
        """Word that all rows have; None: they are of several portals."""
        return scope_word(self.language, self.portal_ids[0]) if len(self.portal_ids) == 1 else None


class Found(NamedTuple):
    """Number of texts, and the keys of the rows asked for, best first.

    Rows that have a word only with other marks than it was typed with come after all others and are not counted. Where
    there are no others, they are what is found and counted.

    Attributes:
        has_more: more than `MAX_COUNTED` rows match; not all were counted.
    """

    total: int
    entry_ids: list[int]
    has_other_marks: bool = False
    has_more: bool = False


# Keys of portals, each with its own key and that of each portal above it.
Branches = Sequence[tuple[int, int]]
# Numbers of texts by way to narrow and value, those with the most first; None: there are some, not all were counted.
Counts = dict[str, dict[Any, int | None]]


class EngineState(StrEnum):
    """State of a search engine outside the database."""

    NONE = ""
    WELL = "ok"
    AWAY = "away"
    NOT_BUILT = "not built"
    BEHIND = "behind"


class EngineAway(Exception):
    """A search engine does not answer, or not with all that it should have."""


class Backend(Protocol):
    """Keeps the words of `SearchEntry` rows and finds rows by them. The rows themselves are the caller's.

    What is written is found at once, or sent after the commit to an engine outside the database (`send_pending`).
    """

    def write(self, documents: Collection[Document]) -> None:
        """Keep the words of rows that exist, in place of what was kept of them."""

    def erase(self, entry_ids: Iterable[int]) -> None:
        """Forget the words of rows that are gone."""

    def prune(self) -> None:
        """Forget the words of all rows that do not exist."""

    def begin_bulk(self, generation: int) -> None:
        """Prepare for many rows of a generation that no search reads yet. Not in a transaction: it may lock tables."""

    def end_bulk(self, generation: int) -> None:
        """Bring a generation that was written in bulk into the state in which it is searched."""

    def find(
        self,
        query: Query,
        scope: Scope,
        *,
        limit: int,
        offset: int,
        filters: Filters = NO_FILTERS,
        sort: Sort = Sort.RELEVANCE,
        standpoint: Standpoint | None = None,
    ) -> Found:
        """Rows that have every word of a question and are as the filters say, in the order of `search.ranking`; of
        rows with equal texts the first.

        Args:
            standpoint: from where and when is searched; without it, from nowhere and today.
        """

    def facets(self, query: Query, scope: Scope, filters: Filters, *, day: date, branches: Branches = ()) -> Counts:
        """Count the same rows by the values that they have, by the fields of `Filters`; each field without its own
        choice. Of a field for which more than `MAX_COUNTED` rows match, the values of some are named, and not counted.

        Args:
            branches: portals, each with itself and with those above it; without any, portals are not counted.
        """

    def matching(self, query: Query, scope: Scope) -> RawSQL:
        """Keys of all pages that have every word of a question, with the marks that were typed, as a subquery."""

    def is_built(self) -> bool:
        """Return whether the database has what the migrations make for the words."""

    def send_pending(self, entry_ids: Collection[int]) -> None:
        """Send what waits of some rows to the engine; what it does not take now waits for `catch_up`."""

    def catch_up(self) -> None:
        """Send what was left behind, oldest first; build the index where the engine has none."""

    def rebuild(self) -> int:
        """Build a new index of the engine from all rows beside the one that answers. Return how many rows it has.

        Raises:
            EngineAway: it did not answer, or rows are missing; the former index goes on answering.
        """

    def state(self) -> EngineState:
        """State of the engine, asked now."""

    def missing_rows(self) -> int:
        """Number of rows that the engine has too few, or too many; 0 where it does not answer."""

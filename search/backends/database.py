"""Finding and counting as both databases do it; each says in its own language what words a row must have."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
from typing import ClassVar, NamedTuple

from django.db import connection
from django.db.models.expressions import RawSQL
from django.utils.timezone import localdate

from search.filters import NO_FILTERS, PARAMETERS, Filters, Sort
from search.ranking import FILES, TITLE, Standpoint, Tier, tiers
from search.words.expressions import Expression
from search.words.query import Query

from . import base
from .base import Branches, Counts, EngineState, Found, Scope
from .sql import SQL, best_of_each_text, conditions, counted, counting, faceting, order_of

Steps = tuple[Tier, ...]


class Order(NamedTuple):
    """In which order rows stand.

    Attributes:
        first: what comes before all else, whichever way they are sorted.
    """

    first: Steps
    steps: Steps
    sort: Sort
    standpoint: Standpoint


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a scope that meet an expression and have nothing that the query excludes.

    Attributes:
        narrowed: what they must be besides.
    """

    expression: Expression
    query: Query
    scope: Scope
    narrowed: Collection[SQL] = ()


def titles_first(order: Order) -> Steps:
    """The steps that only titles meet, as far as no other stands before them."""
    return tuple(takewhile(lambda tier: tier.parts == TITLE, order.steps))


class DatabaseBackend(ABC):
    """Words beside the rows of the index, in what a database has for them. There is nothing to send anywhere.

    Attributes:
        text: what tells the text of a row from others.
        topics: join for rows of counts, with one row a topic, as `topic(value)`.
        many: rows from which on `candidates` are worth their cost.
    """

    text: ClassVar[str] = "content_hash"
    topics: ClassVar[str]
    many: ClassVar[int]

    @abstractmethod
    def matches(self, rows: Rows) -> SQL:
        """FROM and WHERE of rows."""

    @abstractmethod
    def meets(self, tier: Tier, scope: Scope) -> SQL:
        """Condition of a row that meets a step of the order."""

    def all_met(self, steps: Steps, rows: Rows) -> list[SQL]:
        """What rows are ordered by, the greatest first: of each step, whether a row meets it."""
        return [self.meets(tier, rows.scope) for tier in steps]

    @abstractmethod
    def candidates(self, rows: Rows, order: Order) -> Iterator[tuple[SQL, Steps]]:
        """Yield rows among which the best of many are looked for, with the steps that order them: each part in place of
        the one before, where that had too few."""

    @abstractmethod
    def branching(self, branches: Branches) -> SQL:
        """Join for rows of counts, with one row a portal and each above it, as `branch(portal_id, value)`."""

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
        standpoint = standpoint or Standpoint(localdate())
        rows = Rows(query.as_typed, query, scope, conditions(filters, standpoint.day))
        number, total = self._count(rows)
        has_other_marks = False
        # Whatever is chosen: the same rows are narrowed and counted.
        if not total and query.is_marked and not (rows.narrowed and any(self._count(replace(rows, narrowed=())))):
            rows = replace(rows, expression=query.match)
            number, total = self._count(rows)
            has_other_marks = bool(total)
        has_more, wanted = number > base.MAX_COUNTED, offset + limit
        if total <= offset or not limit:
            return Found(total, [], has_other_marks, has_more)
        order = Order((), tiers(query.without_marks() if has_other_marks else query), sort, standpoint)
        among: int | None = number
        if query.is_marked and not has_other_marks and total < wanted and not has_more:  # the last page
            rows, among = replace(rows, expression=query.match), None
            order = order._replace(first=(Tier(FILES, query.as_typed),))
        found = self.best(rows, order, among=among, wanted=wanted)
        return Found(total, list(found.values())[offset:wanted], has_other_marks, has_more)

    def best(self, rows: Rows, order: Order, *, among: int | None, wanted: int) -> dict[str, int]:
        """Keys of the best rows by the hash of their texts, best first; of equal texts the first.

        Args:
            among: how many rows there are; None: nobody counted.
        """
        parts: Iterable[tuple[SQL, Steps]] = [(self.matches(rows), order.steps)]
        if order.sort == Sort.RELEVANCE and (among is None or among > self.many):
            parts = self.candidates(rows, order)
        first = [self.meets(tier, rows.scope) for tier in order.first]
        found: dict[str, int] = {}
        for part, steps in parts:
            met = self.all_met(steps, rows)
            ordered = order_of(first, met, order.standpoint, order.sort)
            found = best_of_each_text(part, ordered, number=wanted)
            if len(found) >= wanted:
                break
        return found

    def facets(self, query: Query, scope: Scope, filters: Filters, *, day: date, branches: Branches = ()) -> Counts:
        statement = faceting(
            self.matches(Rows(query.as_typed, query, scope)),
            filters,
            day,
            text=self.text,
            topics=self.topics,
            branches=self.branching(branches),
            dimensions=[name for name in PARAMETERS if branches or name != "portal_ids"],
        )
        with connection.cursor() as cursor:
            cursor.execute(*statement)
            return counted(cursor.fetchall())

    def matching(self, query: Query, scope: Scope) -> RawSQL:
        matching = self.matches(Rows(query.as_typed, query, scope))
        # Constants; words, language and keys are parameters.
        return RawSQL(f"SELECT page_id {matching.text} AND page_id IS NOT NULL", matching.values)  # noqa: S611

    def begin_bulk(self, generation: int) -> None:  # noqa: B027 -- not every database gains by it
        """Do nothing: rows are written as they always are."""

    def end_bulk(self, generation: int) -> None:  # noqa: B027 -- not every database gains by it
        """Do nothing: rows were written as they always are."""

    def send_pending(self, entry_ids: Collection[int]) -> None:  # noqa: B027 -- nothing waits
        """Do nothing: rows are found as soon as they are written."""

    def catch_up(self) -> None:  # noqa: B027 -- nothing waits
        """Do nothing: rows are found as soon as they are written."""

    def rebuild(self) -> int:
        """Do nothing: `search.index.indexing.reindex` writes rows and words."""
        return 0

    def state(self) -> EngineState:
        return EngineState.NONE

    def missing_rows(self) -> int:
        return 0

    def _count(self, rows: Rows) -> tuple[int, int]:
        """Count rows, up to one more than is said, and texts."""
        with connection.cursor() as cursor:
            cursor.execute(*counting(self.matches(rows), text=self.text))
            number, texts = cursor.fetchone()
            return int(number), min(int(texts), base.MAX_COUNTED)

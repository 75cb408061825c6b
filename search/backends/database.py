"""Finding and counting as both databases do it; each says in its own language what words a row must have."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import Any, ClassVar

from django.db import connection
from django.db.models.expressions import RawSQL
from django.utils.timezone import localdate

from search.filters import NO_FILTERS, PARAMETERS, Filters, Sort
from search.ranking import FILES, Standpoint, Tier, tiers
from search.words.query import Expression, Query

from .base import Branches, EngineState, Found, Scope
from .sql import SQL, conditions, counted, counting, faceting, first_of_each_text, order_of


class DatabaseBackend(ABC):
    """Words beside the rows of the index, in what a database has for them. There is nothing to send anywhere.

    Attributes:
        topics: what rows of counts are joined with for one row a topic, as `topic(value)`.
        many: rows from which on `candidates` are worth their cost.
    """

    topics: ClassVar[str]
    many: ClassVar[int]

    @abstractmethod
    def matches(self, expression: Expression, query: Query, scope: Scope) -> SQL:
        """FROM and WHERE for the rows of a scope that meet an expression and have nothing that the query excludes."""

    @abstractmethod
    def meets(self, tier: Tier, scope: Scope) -> SQL:
        """Condition of a row that meets a step of the order."""

    @abstractmethod
    def candidates(
        self, steps: tuple[Tier, ...], expression: Expression, query: Query, scope: Scope, narrowed: list[SQL]
    ) -> Iterator[SQL]:
        """Rows to look for the best in, where many meet an expression: each part in place of the one before, where
        that had too few.

        Args:
            narrowed: what rows must be besides.
        """

    @abstractmethod
    def branching(self, branches: Branches) -> SQL:
        """What rows of counts are joined with for one row a portal and each above it, as `branch(portal_id, value)`."""

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
        narrowed = conditions(filters, standpoint.day)
        total = self._count(query.as_typed, query, scope, narrowed)
        has_other_marks = False
        # Whatever is chosen: the same rows are narrowed and counted.
        if not total and query.is_marked and not (narrowed and self._count(query.as_typed, query, scope, [])):
            total = self._count(query.match, query, scope, narrowed)
            has_other_marks = bool(total)
        if total <= offset or not limit:
            return Found(total, [], has_other_marks)
        with_others = query.is_marked and total < offset + limit  # on the last page
        expression = query.match if with_others or has_other_marks else query.as_typed
        steps = tiers(query.without_marks() if has_other_marks else query)
        order = order_of([self.meets(tier, scope) for tier in steps], standpoint, sort)
        if with_others:
            typed = Tier(FILES, query.as_typed)
            steps, first = (typed, *steps), self.meets(typed, scope)
            order = SQL(f"{first.text} DESC, {order.text}", [*first.values, *order.values])
        parts: Iterator[SQL] = iter([self.matches(expression, query, scope).and_(*narrowed)])
        if sort == Sort.RELEVANCE and (total > self.many or with_others):
            parts = self.candidates(steps, expression, query, scope, narrowed)
        found: list[int] = []
        for part in parts:
            found = first_of_each_text(part, order, limit=limit, offset=offset)
            if len(found) >= limit:
                break
        return Found(total, found, has_other_marks)

    def facets(
        self, query: Query, scope: Scope, filters: Filters, *, day: date, branches: Branches = ()
    ) -> dict[str, dict[Any, int]]:
        statement = faceting(
            self.matches(query.as_typed, query, scope),
            filters,
            day,
            topics=self.topics,
            branches=self.branching(branches),
            dimensions=[name for name in PARAMETERS if branches or name != "portal_ids"],
        )
        with connection.cursor() as cursor:
            cursor.execute(*statement)
            return counted(cursor.fetchall())

    def matching(self, query: Query, scope: Scope) -> RawSQL:
        matching = self.matches(query.as_typed, query, scope)
        # Constants; words, language and keys are parameters.
        return RawSQL(f"SELECT page_id {matching.text} AND page_id IS NOT NULL", matching.values)  # noqa: S611

    def send_pending(self, entry_ids: Collection[int]) -> None:  # noqa: B027 -- nothing waits
        """Do nothing: rows are found as soon as they are written."""

    def catch_up(self) -> None:  # noqa: B027 -- nothing waits
        """Do nothing: rows are found as soon as they are written."""

    def rebuild(self, *, on_progress: Callable[[int, int], None] | None = None) -> int:
        """Do nothing: `search.index.indexing.reindex` writes rows and words."""
        return 0

    def state(self) -> EngineState:
        return EngineState.NONE

    def missing_rows(self) -> int:
        return 0

    def _count(self, expression: Expression, query: Query, scope: Scope, narrowed: list[SQL]) -> int:
        with connection.cursor() as cursor:
            cursor.execute(*counting(self.matches(expression, query, scope).and_(*narrowed)))
            return int(cursor.fetchone()[0])

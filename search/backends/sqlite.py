"""SQLite: a table of its full-text engine (FTS5) beside the rows, with their key as row id.

There are two tables, for two generations of the index. A migration makes them; Django knows nothing of them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import date
from itertools import chain
from operator import attrgetter
from typing import Any, Final

from django.db import connection
from django.db.models.expressions import RawSQL
from django.utils.timezone import localdate

from formats.vietnamese.folding import IndexedText
from search.filters import NO_FILTERS, PARAMETERS, Filters, Sort
from search.ranking import FILES, Standpoint, Tier, tiers
from search.words.query import Expression, Form, Query, Sequence

from .base import WEIGHTS, Branches, Document, Found, Scope
from .sql import SQL, conditions, counted, counting, faceting, first_of_each_text, order_of, step

# Rows of one scope that match; %s: expression, language, portals.
_MATCHING: Final = """
    FROM search_fulltext JOIN search_searchentry ON search_searchentry.id = search_fulltext.rowid
    WHERE search_fulltext MATCH %s AND language = %s AND portal_id IN (SELECT value FROM json_each(%s))
"""
_PREFERRED: Final = "(search_fulltext.rowid IN (SELECT rowid FROM search_fulltext WHERE search_fulltext MATCH %s))"
# What rows of counts are joined with: one row a topic, one row a portal with those above it.
_TOPICS: Final = r""", json_each(
    '["' || replace(replace(replace(trim(topics, '|'), '\', '\\'), '"', '\"'), '|', '","') || '"]'
) AS topic"""
_BRANCHES: Final = """JOIN (
    SELECT json_extract(value, '$[0]') AS portal_id, json_extract(value, '$[1]') AS value FROM json_each(%s)
) AS branch ON branch.portal_id = matched.portal_id"""
_FORMS: Final[tuple[Form, ...]] = ("exact", "folded")
_COLUMNS: Final = ["scope", *(f"{part}_{form}" for form in _FORMS for part in WEIGHTS)]
# The two tables that stand for `search_fulltext` in the statements above: one for each of two generations.
_TABLES: Final = ("search_fulltext_0", "search_fulltext_1")
_INSERT: Final = (
    f"INSERT INTO search_fulltext (rowid, {', '.join(_COLUMNS)}) VALUES (%s, {', '.join(['%s'] * len(_COLUMNS))})"  # noqa: S608
)


# From so many rows on, those that meet the first step of the order are looked for first.
MANY_ROWS: Final = 500


class SQLiteBackend:
    """Full text on a laptop."""

    def write(self, documents: Collection[Document]) -> None:
        self.erase(document.entry_id for document in documents)
        with connection.cursor() as cursor:
            for half in {document.half for document in documents}:
                rows = [_row(document) for document in documents if document.half == half]
                cursor.executemany(_of_half(half, _INSERT), rows)

    def erase(self, entry_ids: Iterable[int]) -> None:
        keys = json.dumps(list(entry_ids))
        with connection.cursor() as cursor:
            for table in _TABLES:
                cursor.execute(
                    f"DELETE FROM {table} WHERE rowid IN (SELECT value FROM json_each(%s))",  # noqa: S608
                    [keys],
                )

    def prune(self) -> None:
        with connection.cursor() as cursor:
            for table in _TABLES:
                cursor.execute(f"DELETE FROM {table} WHERE rowid NOT IN (SELECT id FROM search_searchentry)")  # noqa: S608

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
        with connection.cursor() as cursor:

            def count(expression: Expression, those: list[SQL]) -> int:
                cursor.execute(*counting(_matching(expression, query, scope).and_(*those)))
                return int(cursor.fetchone()[0])

            total = count(query.as_typed, narrowed)
            has_other_marks = False
            # Whatever is chosen: the same rows are narrowed and counted.
            if not total and query.is_marked and not (narrowed and count(query.as_typed, [])):
                total = count(query.match, narrowed)
                has_other_marks = bool(total)
            if total <= offset or not limit:
                return Found(total, [], has_other_marks)
            with_others = query.is_marked and total < offset + limit  # on the last page
            expression = query.match if with_others or has_other_marks else query.as_typed
            wanted = query.without_marks() if has_other_marks else query
            steps = tiers(wanted)
            order = order_of([_preferred(scope, tier) for tier in steps], standpoint, sort)
            if with_others:
                typed = _preferred(scope, Tier(FILES, query.as_typed))
                order = SQL(f"{typed.text} DESC, {order.text}", [*typed.values, *order.values])
            # Rows that meet the second step, with those that meet the first, stand before all others: where they are
            # enough, no others are read.
            first = [steps[1]] if total > MANY_ROWS and sort == Sort.RELEVANCE and not with_others else []
            found: list[int] = []
            for met in (*first, None):
                if len(found) < limit:
                    matching = _matching(expression, query, scope, met).and_(*narrowed)
                    found = first_of_each_text(matching, order, limit=limit, offset=offset)
            return Found(total, found, has_other_marks)

    def facets(
        self, query: Query, scope: Scope, filters: Filters, *, day: date, branches: Branches = ()
    ) -> dict[str, dict[Any, int]]:
        matching = _matching(query.as_typed, query, scope)
        dimensions = [name for name in PARAMETERS if branches or name != "portal_ids"]
        pairs = SQL(_BRANCHES, [json.dumps(list(branches))])
        statement = faceting(matching, filters, day, topics=_TOPICS, branches=pairs, dimensions=dimensions)
        with connection.cursor() as cursor:
            cursor.execute(*statement)
            return counted(cursor.fetchall())

    def matching(self, query: Query, scope: Scope) -> RawSQL:
        matching = _matching(query.as_typed, query, scope)
        # Constants; words, language and keys are parameters.
        return RawSQL(f"SELECT page_id {matching.text} AND page_id IS NOT NULL", matching.values)  # noqa: S611

    def is_built(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM sqlite_master WHERE name = %s", [_TABLES[0]])
            return cursor.fetchone() is not None


def _of_half(half: int, statement: str) -> str:
    """A statement about `search_fulltext` for the table of one generation."""
    return statement.replace("search_fulltext", _TABLES[half])


def _row(document: Document) -> tuple[Any, ...]:
    texts = (_stored(text, form) for form in _FORMS for text in document.texts())
    return (document.entry_id, document.scope_word, *texts)


def _stored(text: IndexedText, form: Form) -> str:
    """Words in order, parted by blanks; document numbers as one word at the end, out of the way of neighbours."""
    numbers = (forms for _place, forms in text.numbers)
    return " ".join(map(attrgetter(form), chain(text.words, numbers)))


def _matching(expression: Expression, query: Query, scope: Scope, met: Tier | None = None) -> SQL:
    """Rows of a scope that meet an expression, and a step of the order where one is named, and have nothing that the
    question excludes."""
    match = _within(scope, expression)
    if met is not None:
        match = f"({_match(met.expression, met.parts)}) AND ({match})"
    if query.excluded:
        excluded = " OR ".join(_sequence(sequence, tuple(WEIGHTS)) for sequence in query.excluded)
        match = f"({match}) NOT ({excluded})"
    return SQL(_of_half(scope.half, _MATCHING), [match, scope.language, json.dumps(scope.portal_ids)])


def _preferred(scope: Scope, tier: Tier) -> SQL:
    """Whether a row meets a step of the order."""
    return step(tier, SQL(_of_half(scope.half, _PREFERRED), [_within(scope, tier.expression, tier.parts)]))


def _within(scope: Scope, expression: Expression, parts: tuple[str, ...] = tuple(WEIGHTS)) -> str:
    """An expression for rows of a scope: those of a single portal are found without reading the others'."""
    matching = _match(expression, parts)
    return f'scope : "{scope.word}" AND {matching}' if scope.word else matching


def _match(expression: Expression, parts: tuple[str, ...]) -> str:
    """An expression in the language of FTS5. Words have letters, digits and slashes only, so quoting is enough."""
    return " AND ".join(
        f"({' OR '.join(_sequence(sequence, parts) for sequence in alternatives)})" for alternatives in expression
    )


def _sequence(sequence: Sequence, parts: tuple[str, ...]) -> str:
    columns = f"{{{' '.join(f'{part}_{sequence.form}' for part in parts)}}}"
    return f'{columns} : "{" ".join(sequence.words)}"{" *" if sequence.is_prefix else ""}'

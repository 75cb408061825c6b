"""SQLite: a table of its full-text engine (FTS5) beside the rows, with their key as row id.

There are two tables, for two generations of the index. A migration makes them; Django knows nothing of them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from operator import attrgetter
from typing import Any, Final

from django.db import connection

from formats.vietnamese.folding import IndexedText
from search.ranking import TITLE, Tier
from search.words.query import Expression, Form, Query, Sequence

from .base import WEIGHTS, Branches, Document, Scope
from .database import DatabaseBackend
from .sql import SQL, step

# Rows of one scope that match; %s: expression, language, portals, generation: what was written late to one that is gone
# may still be there.
_MATCHING: Final = """
    FROM search_fulltext JOIN search_searchentry ON search_searchentry.id = search_fulltext.rowid
    WHERE search_fulltext MATCH %s AND language = %s AND portal_id IN (SELECT value FROM json_each(%s))
        AND generation = %s
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


class SQLiteBackend(DatabaseBackend):
    """Full text on a laptop."""

    topics = _TOPICS
    many = 500

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

    def matches(self, expression: Expression, query: Query, scope: Scope) -> SQL:
        return _matching(_within(scope, expression), query, scope)

    def meets(self, tier: Tier, scope: Scope) -> SQL:
        return step(tier, SQL(_of_half(scope.half, _PREFERRED), [_within(scope, tier.expression, tier.parts)]))

    def candidates(
        self, steps: tuple[Tier, ...], expression: Expression, query: Query, scope: Scope, narrowed: list[SQL]
    ) -> Iterator[SQL]:
        """Rows that meet the second step, with those that meet the first: they stand before all others. Then all."""
        is_of_titles = all(one.parts == TITLE for one in steps[:2])
        if is_of_titles:
            met = f"({_match(steps[1].expression, steps[1].parts)}) AND ({_within(scope, expression)})"
            yield _matching(met, query, scope).and_(*narrowed)
        yield self.matches(expression, query, scope).and_(*narrowed)

    def branching(self, branches: Branches) -> SQL:
        return SQL(_BRANCHES, [json.dumps(list(branches))])

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


def _matching(match: str, query: Query, scope: Scope) -> SQL:
    """Rows of a scope that meet an expression in the language of FTS5, and have nothing that the query excludes."""
    if query.excluded:
        excluded = " OR ".join(_sequence(sequence, tuple(WEIGHTS)) for sequence in query.excluded)
        match = f"({match}) NOT ({excluded})"
    return SQL(_of_half(scope.half, _MATCHING), [match, scope.language, json.dumps(scope.portal_ids), scope.generation])


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

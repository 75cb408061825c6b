"""SQLite: a table of its full-text engine (FTS5) beside the rows, with their key as row id.

There are two tables, for two generations of the index. A migration makes them; Django knows nothing of them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Any, Final

from django.db import connection
from django.db.models.expressions import RawSQL

from formats.vietnamese.folding import IndexedText
from search.query import Expression, Form, Query, Sequence

from .base import WEIGHTS, Document, Found, Scope

# Rows of one scope that match; %s: expression, language, portals.
_MATCHING: Final = """
    FROM search_fulltext JOIN search_searchentry ON search_searchentry.id = search_fulltext.rowid
    WHERE search_fulltext MATCH %s AND language = %s AND portal_id IN (SELECT value FROM json_each(%s))
"""
_PREFERRED: Final = "search_fulltext.rowid IN (SELECT rowid FROM search_fulltext WHERE search_fulltext MATCH %s) DESC"
_FORMS: Final[tuple[Form, ...]] = ("exact", "folded")
_COLUMNS: Final = ["scope", *(f"{part}_{form}" for form in _FORMS for part in WEIGHTS)]
# The scope is no word of a text.
_RANK: Final = f"bm25(search_fulltext, 0, {', '.join(map(str, [*WEIGHTS.values(), *WEIGHTS.values()]))})"
# The two tables that stand for `search_fulltext` in the statements above: one for each of two generations.
_TABLES: Final = ("search_fulltext_0", "search_fulltext_1")
_INSERT: Final = (
    f"INSERT INTO search_fulltext (rowid, {', '.join(_COLUMNS)}) VALUES (%s, {', '.join(['%s'] * len(_COLUMNS))})"  # noqa: S608
)


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

    def find(self, query: Query, scope: Scope, *, limit: int, offset: int) -> Found:
        within: list[Any] = [scope.language, json.dumps(scope.portal_ids)]
        match, counted = _within(scope, query.match), _within(scope, query.as_typed)
        with connection.cursor() as cursor:

            def count(expression: str) -> int:
                cursor.execute(_of_half(scope.half, f"SELECT COUNT(*) {_MATCHING}"), [expression, *within])
                return int(cursor.fetchone()[0])

            total = count(counted)
            has_other_marks = not total and query.is_marked and bool(total := count(match))
            if total <= offset:
                return Found(total, [], has_other_marks)
            preferences = [_match(expression) for expression in query.preferences]
            if query.phrase:
                preferences = [_match(query.phrase, title_only=True), _match(query.phrase), *preferences]
            with_others = query.is_marked and total < offset + limit
            if with_others:  # on the last page
                preferences.insert(0, counted)
            order = ", ".join(
                [*[_PREFERRED] * len(preferences), _RANK, "published_at DESC NULLS LAST", "search_searchentry.id DESC"]
            )
            cursor.execute(
                _of_half(scope.half, f"SELECT search_searchentry.id {_MATCHING} ORDER BY {order} LIMIT %s OFFSET %s"),
                [match if with_others or has_other_marks else counted, *within, *preferences, limit, offset],
            )
            return Found(total, [entry_id for (entry_id,) in cursor.fetchall()], has_other_marks)

    def matching(self, query: Query, scope: Scope) -> RawSQL:
        return RawSQL(  # noqa: S611 -- constants; words, language and keys are parameters
            _of_half(scope.half, f"SELECT page_id {_MATCHING} AND page_id IS NOT NULL"),
            [_within(scope, query.as_typed), scope.language, json.dumps(scope.portal_ids)],
        )

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
    words = [getattr(forms, form) for forms in text.words]
    return " ".join([*words, *(getattr(forms, form) for _place, forms in text.numbers)])


def _within(scope: Scope, expression: Expression) -> str:
    """An expression for rows of a scope: those of a single portal are found without reading the others'."""
    matching = _match(expression)
    return f'scope : "{scope.word}" AND {matching}' if scope.word else matching


def _match(expression: Expression, *, title_only: bool = False) -> str:
    """An expression in the language of FTS5. Words have letters, digits and slashes only, so quoting is enough."""
    parts = ("title",) if title_only else tuple(WEIGHTS)
    return " AND ".join(
        f"({' OR '.join(_sequence(sequence, parts) for sequence in alternatives)})" for alternatives in expression
    )


def _sequence(sequence: Sequence, parts: tuple[str, ...]) -> str:
    columns = f"{{{' '.join(f'{part}_{sequence.form}' for part in parts)}}}"
    return f'{columns} : "{" ".join(sequence.words)}"{" *" if sequence.is_prefix else ""}'

"""SQLite: a table of its full-text engine (FTS5) beside the rows, with their key as row id.

The table is made by a migration and left alone by Django.
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
_INSERT: Final = (
    f"INSERT INTO search_fulltext (rowid, {', '.join(_COLUMNS)}) VALUES (%s, {', '.join(['%s'] * len(_COLUMNS))})"  # noqa: S608
)


class SQLiteBackend:
    """Full text on a laptop."""

    def write(self, documents: Collection[Document]) -> None:
        rows = [
            (
                document.entry_id,
                document.scope_word,
                *(_stored(text, form) for form in _FORMS for text in document.texts()),
            )
            for document in documents
        ]
        self.erase(document.entry_id for document in documents)
        with connection.cursor() as cursor:
            cursor.executemany(_INSERT, rows)

    def erase(self, entry_ids: Iterable[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM search_fulltext WHERE rowid IN (SELECT value FROM json_each(%s))",
                [json.dumps(list(entry_ids))],
            )

    def prune(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_fulltext WHERE rowid NOT IN (SELECT id FROM search_searchentry)")

    def find(self, query: Query, scope: Scope, *, limit: int, offset: int) -> Found:
        values: list[Any] = [_within(scope, query.match), scope.language, json.dumps(scope.portal_ids)]
        preferences = [_match(expression) for expression in query.preferences]
        if query.phrase:
            preferences = [_match(query.phrase, title_only=True), _match(query.phrase), *preferences]
        order = ", ".join(
            [*[_PREFERRED] * len(preferences), _RANK, "published_at DESC NULLS LAST", "search_searchentry.id DESC"]
        )
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) {_MATCHING}", values)
            (total,) = cursor.fetchone()
            if total <= offset:
                return Found(total, [])
            cursor.execute(
                f"SELECT search_searchentry.id {_MATCHING} ORDER BY {order} LIMIT %s OFFSET %s",
                [*values, *preferences, limit, offset],
            )
            return Found(total, [entry_id for (entry_id,) in cursor.fetchall()])

    def matching(self, query: Query, scope: Scope) -> RawSQL:
        return RawSQL(  # noqa: S611 -- constants; words, language and keys are parameters
            f"SELECT page_id {_MATCHING} AND page_id IS NOT NULL",
            [_within(scope, query.match), scope.language, json.dumps(scope.portal_ids)],
        )

    def is_built(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM sqlite_master WHERE name = %s", ["search_fulltext"])
            return cursor.fetchone() is not None


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

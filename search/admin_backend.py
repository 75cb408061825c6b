"""Wagtail's own search, for the admin: takes any text an editor types.

Wagtail #13227: on SQLite a quotation mark in a question ends the phrase that it is put into, and the answer is an error
page. Drop this module when that is fixed.
"""

from __future__ import annotations

from typing import Any

from modelsearch.backends.base import BaseSearchBackend, EmptySearchResults
from modelsearch.backends.database import SearchBackend as backend_of_database

# Quotation marks end a phrase in FTS5, NUL ends the whole text there and is refused by PostgreSQL.
_NEVER_SEARCHED = str.maketrans({'"': " ", "\0": " "})


class PlainQuestions:
    """Takes out of a question the characters that no index has and that databases stumble over."""

    def _search(self, query_compiler_class: type, query: Any, model_or_queryset: Any, **options: Any) -> Any:
        if isinstance(query, str):
            query = query.translate(_NEVER_SEARCHED)
            if not query.split():
                return EmptySearchResults()
        return super()._search(query_compiler_class, query, model_or_queryset, **options)  # type: ignore[misc]


def SearchBackend(options: dict[str, Any]) -> BaseSearchBackend:
    """Wagtail's backend for the database in use, with plain questions."""
    backend = backend_of_database(options)
    own = type(backend)
    backend.__class__ = type(own.__name__, (PlainQuestions, own), {})
    return backend

"""Wagtail's own search, for the admin: takes any text an editor types, and finds pages with marks or without.

Two faults of modelsearch are mended here; drop each when it is fixed there.

* Wagtail #13227: on SQLite a quotation mark in a question ends the phrase that it is put into, and the answer is an
  error page.
* Whatever is saved, drafts too, the average length of all titles is counted anew: each save reads the whole index.
"""

from __future__ import annotations

from copy import copy
from functools import cache
from typing import Any, Final

from django.db import connection
from modelsearch.backends.base import BaseSearchBackend, EmptySearchResults
from modelsearch.backends.database import SearchBackend as backend_of_database
from wagtail.models import Page

from formats.vietnamese.folding import folded_words

# Quotation marks end a phrase in FTS5, NUL ends the whole text there and is refused by PostgreSQL.
_NEVER_SEARCHED: Final = str.maketrans({'"': " ", "\0": " "})


# Words of a question that are looked for; each is nested into the one before, and hundreds are too deep for Python.
MAX_WORDS: Final = 32


class QuietIndex:
    """Leaves the lengths of titles to `manage.py update_index`: a page that is new counts as one of average length."""

    def _refresh_title_norms(self, full: bool = False) -> None:
        if full:
            super()._refresh_title_norms(full=True)  # type: ignore[misc]


class PlainQuestions:
    """Takes out of a question the characters that no index has and that databases stumble over.

    Pages are looked for by words without marks, which they have (`BasePage.admin_words`).
    """

    def _search(self, query_compiler_class: type, query: Any, model_or_queryset: Any, **options: Any) -> Any:
        if isinstance(query, str):
            query = " ".join(query.translate(_NEVER_SEARCHED).split()[:MAX_WORDS])
        model = getattr(model_or_queryset, "model", model_or_queryset)
        if issubclass(model, Page) and query_compiler_class is self.autocomplete_query_compiler_class:  # type: ignore[attr-defined]
            query = without_marks(query)
        if not query:
            return EmptySearchResults()
        return super()._search(query_compiler_class, query, model_or_queryset, **options)  # type: ignore[misc]


def without_marks(query: Any) -> Any:
    """A question, as text or as Wagtail parsed it, in folded words; None where none is left."""
    if isinstance(query, str):
        return " ".join(folded_words(query).split()[:MAX_WORDS]) or None
    folded = copy(query)
    if hasattr(query, "query_string"):
        folded.query_string = without_marks(query.query_string)
        return folded if folded.query_string else None
    if hasattr(query, "subqueries"):
        folded.subqueries = [part for each in query.subqueries if (part := without_marks(each)) is not None]
        return folded if folded.subqueries else None
    if hasattr(query, "subquery"):
        folded.subquery = without_marks(query.subquery)
        return folded if folded.subquery is not None else None
    return folded


def SearchBackend(options: dict[str, Any]) -> BaseSearchBackend:
    """Wagtail's backend for the database in use, with plain questions."""
    return _plain_backend(connection.vendor)(options)


@cache
def _plain_backend(vendor: str) -> type[BaseSearchBackend]:
    """Subclass of the backend that Wagtail has for the database in use."""
    own = type(backend_of_database({}))
    index = type(own.index_class.__name__, (QuietIndex, own.index_class), {})
    return type(own.__name__, (PlainQuestions, own), {"index_class": index})

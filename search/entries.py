"""Rows of the index as they are written, whatever they stand for."""

from __future__ import annotations

from typing import Final

from formats.vietnamese.folding import indexed_text
from formats.vietnamese.text import clean_text
from search.backends import Document, get_backend
from search.models import SearchEntry

# Words of one row that can be found; about a hundred printed pages.
MAX_WORDS: Final = 30_000
_UPDATED: Final = ["portal", "language", "kind", "title", "lead", "body", "source_agency", "published_at"]


def write_entries(entries: list[SearchEntry], *, unique: str) -> None:
    """Write rows with their words, in place of those that there are of the same page or question."""
    SearchEntry.objects.bulk_create(entries, update_conflicts=True, unique_fields=[unique], update_fields=_UPDATED)
    get_backend().write([document_of(entry) for entry in entries])


def document_of(entry: SearchEntry) -> Document:
    """Words of a row."""
    return Document(
        entry_id=entry.pk,
        title=indexed_text(entry.title, max_words=MAX_WORDS),
        text=indexed_text(" ".join((entry.lead, entry.source_agency, entry.body)), max_words=MAX_WORDS),
    )


def plain(text: str) -> str:
    """A text as it is kept and shown."""
    # PostgreSQL refuses NUL in any text.
    return clean_text(text.replace("\0", " "))

"""Rows of the index as they are written, whatever they stand for."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any, Final

from formats.vietnamese.folding import indexed_text
from formats.vietnamese.text import clean_text
from home.serving.search_facts import SearchFacts
from search.backends import Document, get_backend
from search.models import SearchEntry
from search.models.entry import joined_topics
from search.weights import weight_of

# Words of one row that can be found, and of its files; each about a hundred printed pages.
MAX_WORDS: Final = 30_000
_KEY: Final = frozenset({"id", "page", "question", "generation"})
_UPDATED: Final = [field.name for field in SearchEntry._meta.concrete_fields if field.name not in _KEY]


def make_entry(facts: SearchFacts, *, kind: str, title: str, lead: str, body: str, **values: Any) -> SearchEntry:
    """A row that is not written yet: texts as they are kept, facts in their columns."""
    title, lead, body = plain(title), plain(lead), plain(body)
    return SearchEntry(
        kind=kind,
        title=title,
        lead=lead,
        body=body,
        topics=joined_topics(map(plain, facts.topics)),
        category=facts.category,
        year=facts.year,
        document_type=facts.document_type,
        issuer=plain(facts.issuer),
        state=facts.state,
        in_force_from=facts.in_force_from,
        in_force_until=facts.in_force_until,
        weight=weight_of(kind),
        content_hash=hash_of(title, lead, body),
        **values,
    )


def write_entries(entries: list[SearchEntry], *, unique: str, files: dict[int, str] | None = None) -> None:
    """Write rows with their words, in place of those that there are of the same page or question.

    Args:
        files: texts of the files that pages offer, by the key of the page.
    """
    SearchEntry.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=[unique, "generation"], update_fields=_UPDATED
    )
    files = files or {}
    get_backend().write([document_of(entry, files.get(entry.page_id or 0, "")) for entry in entries])


def document_of(entry: SearchEntry, files: str) -> Document:
    """Words of a row, and of the files that its page offers."""
    return Document(
        entry=entry,
        title=indexed_text(entry.title, max_words=MAX_WORDS),
        lead=indexed_text(entry.lead, max_words=MAX_WORDS),
        text=indexed_text(f"{entry.source_agency} {entry.body}", max_words=MAX_WORDS),
        files=indexed_text(files, max_words=MAX_WORDS),
    )


def plain(text: str) -> str:
    """A text as it is kept and shown."""
    # PostgreSQL refuses NUL in any text.
    return clean_text(text.replace("\0", " "))


def hash_of(*texts: str) -> str:
    """Hash by which equal texts on many portals are one hit; capitals do not matter."""
    return blake2b("\n".join(texts).casefold().encode(), digest_size=16).hexdigest()

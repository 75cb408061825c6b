"""Rows of the index as they are written, whatever they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from hashlib import blake2b
from typing import Any, Final

from django.conf import settings
from django.db.models import QuerySet

from audit.on_commit import enqueue_on_commit
from formats.vietnamese.text import clean_text
from home.serving.search_facts import SearchFacts
from library.texts.readings import texts_of
from search.backends import Document, get_backend
from search.backends.base import words_of
from search.models import SearchEntry, held_generations
from search.models.entry import joined_topics
from search.weights import weight_of

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


def write_entries(
    entries: list[SearchEntry], *, unique: str, generations: Iterable[int] = (), files: Mapping[int, str] | None = None
) -> None:
    """Write rows with their words, in place of those that there are of the same page or question. In a transaction.

    Args:
        generations: of the index; without any, all that there are.
        files: texts of the files that pages offer, by the key of the page.
    """
    words = [words_of(entry, (files or {}).get(entry.page_id or 0, "")) for entry in entries]
    documents: list[Document] = []
    numbers = list(generations or held_generations())
    for generation in numbers:
        # A copy of a row takes as long as cutting its title into words.
        rows = [copy(entry) for entry in entries] if len(numbers) > 1 else entries
        for row in rows:
            row.generation = generation
        SearchEntry.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=[unique, "generation"], update_fields=_UPDATED
        )
        documents += (Document(row, *texts) for row, texts in zip(rows, words, strict=True))
    get_backend().write(documents)
    send_later([document.entry_id for document in documents])


def erase_words(entry_ids: list[int]) -> None:
    """Forget the words of rows that are gone."""
    get_backend().erase(entry_ids)
    send_later(entry_ids)


def send_later(entry_ids: list[int]) -> None:
    """Have what was noted of some rows sent to an engine outside the database, where there is one, after the commit."""
    if entry_ids and settings.SEARCH_URL:
        enqueue_on_commit("search.tasks.send_to_engine", entry_ids)


def copy_entries(rows: QuerySet[SearchEntry], *, unique: str, to: int) -> list[SearchEntry]:
    """Write rows again in another generation, as they are, with the files of their pages. In a transaction. Returns
    the rows that were copied."""
    entries = list(rows)
    copies = [copy(entry) for entry in entries]
    for entry in copies:
        entry.pk = None
    texts = texts_of({key for entry in entries for key in entry.documents})
    files = {entry.page_id or 0: joined_texts(entry.documents, texts) for entry in entries}
    write_entries(copies, unique=unique, generations=[to], files=files)
    return entries


def joined_texts(documents: Iterable[int], texts: Mapping[int, str]) -> str:
    """Texts of some documents one after the other, as far as there are any."""
    return " ".join(texts[key] for key in documents if key in texts)


def plain(text: str) -> str:
    """A text as it is kept and shown."""
    # PostgreSQL refuses NUL in any text.
    return clean_text(text.replace("\0", " "))


def hash_of(*texts: str) -> str:
    """Hash by which equal texts on many portals are one hit; capitals do not matter."""
    return blake2b("\n".join(texts).casefold().encode(), digest_size=16).hexdigest()

"""Rows of the index as Elasticsearch keeps them: fields, and the writes that bring them there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from types import MappingProxyType
from typing import Any, Final

from formats.vietnamese.folding import IndexedText
from library.texts.readings import texts_of
from search.models import SearchEntry
from search.models.entry import parted_topics
from search.weights import DATED, PERSON

from .base import WEIGHTS, Document
from .elastic_query import FORMS, LONGEST_PREFIX

NO_TEXTS: Final[Mapping[int, str]] = MappingProxyType({})

_WORDS: Final = {
    "type": "text",
    "analyzer": "whitespace",
    "index_prefixes": {"min_chars": 2, "max_chars": LONGEST_PREFIX},
    # Hits are ordered by steps, not by how long a text is.
    "norms": False,
}
_KEYWORD: Final = {"type": "keyword"}
_NUMBER: Final = {"type": "long"}
_DATE: Final = {"type": "date"}
_FIELDS: Final = {
    **dict.fromkeys(["entry_id", "generation", "portal_id", "year", "weight", "title_length", "extent"], _NUMBER),
    **dict.fromkeys(["language", "kind", "content_hash", "topics", "category"], _KEYWORD),
    **dict.fromkeys(["document_type", "issuer", "state"], _KEYWORD),
    # Published, and of what is news alone.
    **dict.fromkeys(["published_at", "dated_at", "in_force_from", "in_force_until"], _DATE),
    **{f"{part}_{form}": _WORDS for part in WEIGHTS for form in FORMS},
}
# Another one for each release with other fields.
VERSION: Final = blake2b(json.dumps(_FIELDS, sort_keys=True).encode(), digest_size=8).hexdigest()
MAPPINGS: Final = {
    "_meta": {"version": VERSION},
    "dynamic": "strict",
    # The row has the text.
    "_source": {"enabled": False},
    "properties": _FIELDS,
}
SETTINGS: Final = {
    "number_of_shards": 1,
    "auto_expand_replicas": "0-1",
    # For as long a removal is remembered, so that an older write that comes late does not undo it.
    "gc_deletes": "1h",
}


def texts_of_files(entries: Iterable[SearchEntry]) -> dict[int, str]:
    """Texts of the documents that the pages of rows offer, by the key of the document."""
    return texts_of({key for entry in entries for key in entry.documents})


def action_of(
    entry_id: int, entry: SearchEntry | None, version: int, texts: Mapping[int, str] = NO_TEXTS
) -> dict[str, Any]:
    """A write of one row as it is, or its removal; `texts` are those of files."""
    action: dict[str, Any] = {"_id": str(entry_id), "version": version, "version_type": "external_gte"}
    if entry is None:
        return {**action, "_op_type": "delete"}
    document = Document.of(entry, " ".join(texts[key] for key in entry.documents if key in texts))
    return {
        **action,
        "_op_type": "index",
        "entry_id": entry_id,
        "generation": entry.generation,
        "portal_id": entry.portal_id,
        "language": entry.language,
        "kind": entry.kind,
        "published_at": entry.published_at,
        "dated_at": entry.published_at if entry.kind in DATED else None,
        "title_length": len(entry.title),
        "extent": len(entry.lead if entry.kind == PERSON else entry.title),
        "weight": entry.weight,
        "content_hash": entry.content_hash,
        "topics": parted_topics(entry.topics),
        "category": entry.category,
        "year": entry.year,
        "document_type": entry.document_type,
        "issuer": entry.issuer,
        "state": entry.state,
        "in_force_from": entry.in_force_from,
        "in_force_until": entry.in_force_until,
        **{
            f"{part}_{form}": _stored(text, form)
            for part, text in zip(WEIGHTS, document.texts(), strict=True)
            for form in FORMS
        },
    }


def _stored(text: IndexedText, form: str) -> list[str]:
    """Words in order; document numbers as one word each, values by themselves and so nobody's neighbours."""
    return [
        " ".join(getattr(forms, form) for forms in text.words),
        *(getattr(forms, form) for _at, forms in text.numbers),
    ]

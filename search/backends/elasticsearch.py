"""Elasticsearch 9: one index behind an alias, given the same finished words as the databases.

Rows and words stay in the database, which answers while Elasticsearch does not, or lacks what is public by now. So this
backend is that of the database with another way to find. What the engine has to write is noted in the transaction
(`PendingWrite`) and sent after the commit (`search.engine`).

Only what every server has is used: the whitespace analyzer, indexed prefixes, no plugin and no script.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models.expressions import RawSQL
from django.utils import timezone
from elastic_transport import TransportError
from elasticsearch import ApiError, BadRequestError, Elasticsearch

from audit.on_commit import enqueue_on_commit
from search.models import GenerationState, IndexGeneration, PendingWrite
from search.query import Expression, Form, Query, Sequence

from .base import WEIGHTS, Backend, Document, EngineAway, Found, Scope

logger = logging.getLogger(__name__)

# Seconds that a search may take; and for which the engine is left alone by a process that it let down, so that a
# citizen waits once.
PATIENCE: Final = 1.0
LEFT_ALONE: Final = 10.0
# Age of a write that the engine lacks, from which on the database answers. It does, too, for a moment after the swap of
# generations, until the last rows of the new one are found.
BEHIND: Final = timedelta(seconds=30)
AFTER_SWAP: Final = timedelta(seconds=5)

# What is preferred counts in steps of this; the relevance of words is scaled to stay below one step, whatever is asked:
# a word counts for at most this much in a text, however rare it is among a hundred million rows.
STEP: Final = 1024.0
_MOST_OF_A_WORD: Final = 42 * sum(WEIGHTS.values())
# Prefixes of this length are words of the index by themselves; longer ones are looked up among the words.
_LONGEST_PREFIX: Final = 19
_EXPANSIONS: Final = 1_000

FORMS: Final[tuple[Form, ...]] = ("exact", "folded")
_WORDS: Final = {
    "type": "text",
    "analyzer": "whitespace",
    "index_prefixes": {"min_chars": 2, "max_chars": _LONGEST_PREFIX},
}
MAPPINGS: Final = {
    "dynamic": "strict",
    # The row has the text.
    "_source": {"enabled": False},
    "properties": {
        "entry_id": {"type": "long"},
        "generation": {"type": "integer"},
        "portal_id": {"type": "long"},
        "language": {"type": "keyword"},
        "published_at": {"type": "date"},
        **{f"{part}_{form}": _WORDS for part in WEIGHTS for form in FORMS},
    },
}
SETTINGS: Final = {
    "number_of_shards": 1,
    "auto_expand_replicas": "0-1",
    # For as long a removal is remembered, so that an older write that comes late does not undo it.
    "gc_deletes": "1h",
}


@dataclass(frozen=True, slots=True)
class Server:
    """Where the engine is, and the alias of the index there; `building` is that of one that is not complete."""

    client: Elasticsearch
    alias: str

    @property
    def building(self) -> str:
        return f"{self.alias}-building"


@lru_cache(maxsize=4)
def server_at(address: str) -> Server:
    """Read an address such as https://name:password@host:9200/alias. Connects to nothing."""
    parts = urlsplit(address)
    authority = settings.SEARCH_CA_FILE
    client = Elasticsearch(
        f"{parts.scheme}://{parts.netloc}",
        request_timeout=PATIENCE,
        max_retries=0,
        retry_on_timeout=False,
        **({"ca_certs": authority} if authority and parts.scheme == "https" else {}),
    )
    return Server(client, parts.path.strip("/") or "cityportal")


class _Engine:
    """What a process knows of its engine."""

    asked_again_at = 0.0


def is_left_alone() -> bool:
    """Whether the engine let this process down a moment ago."""
    return time.monotonic() < _Engine.asked_again_at


def leave_alone(seconds: float = LEFT_ALONE) -> None:
    """Let the database answer for a while without asking the engine."""
    _Engine.asked_again_at = time.monotonic() + seconds


class ElasticsearchBackend:
    """Finds in Elasticsearch what the database keeps."""

    def __init__(self, database: Backend) -> None:
        self.database = database

    def write(self, documents: Collection[Document]) -> None:
        self.database.write(documents)
        note_writes([document.entry_id for document in documents])

    def erase(self, entry_ids: Iterable[int]) -> None:
        erased = list(entry_ids)
        self.database.erase(erased)
        note_writes(erased)

    def prune(self) -> None:
        self.database.prune()

    def matching(self, query: Query, scope: Scope) -> RawSQL:
        return self.database.matching(query, scope)

    def is_built(self) -> bool:
        return self.database.is_built()

    def find(self, query: Query, scope: Scope, *, limit: int, offset: int) -> Found:
        if not is_left_alone() and not is_behind():
            try:
                return ask(query, scope, limit=limit, offset=offset)
            except EngineAway as error:
                leave_alone()
                logger.warning("The database answers searches: %s", error)
        return self.database.find(query, scope, limit=limit, offset=offset)


def note_writes(entry_ids: list[int]) -> None:
    """Note that the engine has to write or remove some rows, and have it done after the commit."""
    if entry_ids:
        PendingWrite.objects.bulk_create([PendingWrite(entry_id=entry_id) for entry_id in entry_ids])
        enqueue_on_commit("search.tasks.send_to_engine", entry_ids)


def is_behind() -> bool:
    """Whether the engine has waited too long for something that is public, or is no more, or lacks rows of the
    generation that answers."""
    late = timezone.now() - BEHIND
    served = IndexGeneration.objects.filter(state=GenerationState.SERVING).values_list("served_from", flat=True).first()
    if served is not None and served > late:
        late = served
    return late > timezone.now() - AFTER_SWAP or PendingWrite.objects.noted_before(late).exists()


def ask(query: Query, scope: Scope, *, limit: int, offset: int) -> Found:
    """Search in Elasticsearch.

    Raises:
        EngineAway: no answer in time, no index, or none of all its parts.
    """
    server = server_at(settings.SEARCH_URL)
    try:
        answer = server.client.search(
            index=server.alias,
            query=search_body(query, scope),
            aggs={"as_typed": {"filter": _expression(query.as_typed)}} if query.is_marked else None,
            from_=offset,
            size=limit,
            sort=["_score", {"published_at": {"order": "desc", "missing": "_last"}}, {"entry_id": "desc"}],
            source=False,
            stored_fields="_none_",
            docvalue_fields=["entry_id"],
            track_total_hits=True,
            allow_partial_search_results=False,
        )
    except BadRequestError:
        # A fault of ours: the engine is well.
        logger.exception("Elasticsearch refused a search.")
        raise EngineAway("it refused the search") from None
    except (TransportError, ApiError) as error:
        raise EngineAway(_what_failed(error)) from error
    every = int(answer["hits"]["total"]["value"])
    total = int(answer["aggregations"]["as_typed"]["doc_count"]) if query.is_marked else every
    has_other_marks = not total and every > 0
    total = total or every
    keys = [hit["fields"]["entry_id"][0] for hit in answer["hits"]["hits"]] if offset < total else []
    return Found(total, keys, has_other_marks)


def _what_failed(error: Exception) -> str:
    """The kind of failure alone: addresses hold passwords."""
    status = getattr(error, "status_code", None)
    return f"{type(error).__name__} {status}" if status else type(error).__name__


def search_body(query: Query, scope: Scope) -> dict[str, Any]:
    """What must be met, and as steps of the score what is preferred, in the order that the databases have."""
    preferred = [_expression(expression) for expression in query.preferences]
    if query.phrase:
        preferred = [_expression(query.phrase, title_only=True), _expression(query.phrase), *preferred]
    if query.is_marked:
        preferred.insert(0, _expression(query.as_typed))
    steps = [
        {"constant_score": {"filter": met, "boost": STEP * 2**power}} for power, met in enumerate(reversed(preferred))
    ]
    words = sum(len(sequence.words) for alternatives in query.match for sequence in alternatives)
    relevance = {"bool": {"must": [_expression(query.match)], "boost": STEP / (_MOST_OF_A_WORD * words)}}
    within = {"language": scope.language, "generation": scope.generation}
    return {
        "bool": {
            "must": [relevance],
            "should": steps,
            "filter": [
                *({"term": {name: value}} for name, value in within.items()),
                {"terms": {"portal_id": list(scope.portal_ids)}},
            ],
        }
    }


def _expression(expression: Expression, *, title_only: bool = False) -> dict[str, Any]:
    parts = ("title",) if title_only else tuple(WEIGHTS)
    terms = [
        {"bool": {"should": [_sequence(sequence, part) for sequence in alternatives for part in parts]}}
        for alternatives in expression
    ]
    return {"bool": {"must": terms}}


def _sequence(sequence: Sequence, part: str) -> dict[str, Any]:
    field, words = f"{part}_{sequence.form}", " ".join(sequence.words)
    boost = WEIGHTS[part]
    if len(sequence.words) == 1:
        return {"prefix" if sequence.is_prefix else "term": {field: {"value": words, "boost": boost}}}
    if sequence.is_prefix:
        return {"match_phrase_prefix": {field: {"query": words, "boost": boost, "max_expansions": _EXPANSIONS}}}
    return {"match_phrase": {field: {"query": words, "boost": boost}}}

"""Elasticsearch 9: one index behind an alias, given the same finished words as the databases.

Rows and words stay in the database, which answers while Elasticsearch does not, or lacks what is public by now. So this
backend is that of the database with another way to find. What the engine has to write is noted in the transaction
(`PendingWrite`) and sent after the commit (`search.index.engine`).

Only what every server has is used: the whitespace analyzer, indexed prefixes, no plugin and no script.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models.expressions import RawSQL
from django.utils import timezone
from elastic_transport import TransportError
from elasticsearch import ApiError, BadRequestError, Elasticsearch

from audit.on_commit import enqueue_on_commit
from search.filters import NO_FILTERS, Filters, Sort
from search.models import GenerationState, IndexGeneration, PendingWrite
from search.ranking import Standpoint
from search.words.query import Query

from .base import WEIGHTS, Backend, Branches, Document, EngineAway, Found, Scope
from .elastic_query import FORMS, LONGEST_PREFIX, body

logger = logging.getLogger(__name__)

# Seconds that a search may take; and for which the engine is left alone by a process that it let down, so that a
# citizen waits once.
PATIENCE: Final = 1.0
LEFT_ALONE: Final = 10.0
# Age of a write that the engine lacks, from which on the database answers. It does, too, for a moment after the swap of
# generations, until the last rows of the new one are found.
BEHIND: Final = timedelta(seconds=30)
AFTER_SWAP: Final = timedelta(seconds=5)

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
MAPPINGS: Final = {
    "dynamic": "strict",
    # The row has the text.
    "_source": {"enabled": False},
    "properties": {
        **dict.fromkeys(["entry_id", "generation", "portal_id", "year", "weight", "title_length", "extent"], _NUMBER),
        **dict.fromkeys(["language", "kind", "content_hash", "topics", "category"], _KEYWORD),
        **dict.fromkeys(["document_type", "issuer", "state"], _KEYWORD),
        # Published, and of what is news alone.
        **dict.fromkeys(["published_at", "dated_at", "in_force_from", "in_force_until"], _DATE),
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

    def find(
        self,
        query: Query,
        scope: Scope,
        *,
        limit: int,
        offset: int,
        filters: Filters = NO_FILTERS,
        sort: Sort = Sort.RELEVANCE,
        standpoint: Standpoint | None = None,
    ) -> Found:
        asked = Question(query, scope, filters, sort, standpoint or Standpoint(timezone.localdate()))
        if not is_left_alone() and not is_behind():
            try:
                return ask(asked, limit=limit, offset=offset)
            except EngineAway as error:
                leave_alone()
                logger.warning("The database answers searches: %s", error)
        return self.database.find(
            query, scope, limit=limit, offset=offset, filters=filters, sort=sort, standpoint=asked.standpoint
        )

    def facets(
        self, query: Query, scope: Scope, filters: Filters, *, day: date, branches: Branches = ()
    ) -> dict[str, dict[Any, int]]:
        return self.database.facets(query, scope, filters, day=day, branches=branches)


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


@dataclass(frozen=True, slots=True)
class Question:
    """A query with its scope, filters and order, from which the body of a request is made."""

    query: Query
    scope: Scope
    filters: Filters
    sort: Sort
    standpoint: Standpoint

    def body(self) -> dict[str, Any]:
        return body(self.query, self.query, self.scope, self.filters, self.sort, self.standpoint)

    def without_marks(self) -> dict[str, Any]:
        return body(self.query, self.query.without_marks(), self.scope, self.filters, self.sort, self.standpoint)

    def without_filters(self) -> dict[str, Any]:
        return body(self.query, self.query, self.scope, NO_FILTERS, self.sort, self.standpoint)


def ask(question: Question, *, limit: int, offset: int) -> Found:
    """Search in Elasticsearch.

    Raises:
        EngineAway: no answer in time, no index, or none of all its parts.
    """
    answer = _answer(question.body(), limit=limit, offset=offset)
    total, has_other_marks = answer.typed, False
    # Whatever is chosen: the same rows are narrowed and counted.
    if not total and answer.every and not (question.filters and _answer(question.without_filters(), limit=0).typed):
        total, has_other_marks = answer.every, True
        if limit:
            answer = _answer(question.without_marks(), limit=limit, offset=offset)
    return Found(total, answer.keys if offset < total else [], has_other_marks)


class Answer(NamedTuple):
    """How many texts have the words, how many of them as they were typed, and the keys of the rows asked for."""

    every: int
    typed: int
    keys: list[int]


def _answer(asked: dict[str, Any], *, limit: int, offset: int = 0) -> Answer:
    server = server_at(settings.SEARCH_URL)
    try:
        answer = server.client.search(
            index=server.alias,
            **asked,
            from_=offset,
            size=limit,
            source=False,
            docvalue_fields=[{"field": "entry_id"}],
            track_total_hits=False,
            allow_partial_search_results=False,
        )
    except BadRequestError:
        # A fault of ours: the engine is well.
        logger.exception("Elasticsearch refused a search.")
        raise EngineAway("it refused the search") from None
    except (TransportError, ApiError) as error:
        raise EngineAway(_what_failed(error)) from error
    counts = answer["aggregations"]
    return Answer(
        every=int(counts["texts"]["value"]),
        typed=int(counts.get("typed", counts)["texts"]["value"]),
        keys=[hit["fields"]["entry_id"][0] for hit in answer["hits"]["hits"]],
    )


def _what_failed(error: Exception) -> str:
    """The kind of failure alone: addresses hold passwords."""
    status = getattr(error, "status_code", None)
    return f"{type(error).__name__} {status}" if status else type(error).__name__

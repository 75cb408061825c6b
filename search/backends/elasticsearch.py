"""Elasticsearch 9: one index behind an alias, given the same finished words as the databases.

Rows and words stay in the database, which answers while Elasticsearch does not, or lacks what is public by now. So this
backend is that of the database with another way to find. What the engine has to write is noted in the transaction
(`PendingWrite`), and who writes has it sent after the commit (`search.index.entries`).

Only what every server has is used: the whitespace analyzer, indexed prefixes, no plugin and no script.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models.expressions import RawSQL
from django.utils import timezone
from elastic_transport import TransportError
from elasticsearch import ApiError, BadRequestError

from search.filters import NO_FILTERS, Filters, Sort
from search.ranking import Standpoint
from search.words.query import Query

from . import base, elastic_rebuild, elastic_state, elastic_writes
from .base import Backend, Branches, Counts, Document, EngineAway, EngineState, Found, Scope
from .elastic_query import body
from .elastic_server import is_left_alone, leave_alone, server_at
from .patience import waiting

logger = logging.getLogger(__name__)


class ElasticsearchBackend:
    """Finds in Elasticsearch what the database keeps."""

    def __init__(self, database: Backend) -> None:
        self.database = database

    def write(self, documents: Collection[Document]) -> None:
        self.database.write(documents)
        elastic_writes.note_writes([document.entry_id for document in documents])

    def erase(self, entry_ids: Iterable[int]) -> None:
        erased = list(entry_ids)
        self.database.erase(erased)
        elastic_writes.note_writes(erased)

    def prune(self) -> None:
        self.database.prune()

    def matching(self, query: Query, scope: Scope) -> RawSQL:
        return self.database.matching(query, scope)

    def is_built(self) -> bool:
        return self.database.is_built()

    def send_pending(self, entry_ids: Collection[int]) -> None:
        elastic_writes.send_pending(entry_ids)

    def catch_up(self) -> None:
        elastic_rebuild.catch_up()

    def rebuild(self) -> int:
        return elastic_rebuild.rebuild()

    def state(self) -> EngineState:
        return elastic_state.state()

    def missing_rows(self) -> int:
        return elastic_state.missing_rows()

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
        if not is_left_alone() and not elastic_state.was_behind(scope.generation):
            try:
                return ask(asked, limit=limit, offset=offset)
            except EngineAway as error:
                leave_alone()
                logger.warning("The database answers searches: %s", error)
        return self.database.find(
            query, scope, limit=limit, offset=offset, filters=filters, sort=sort, standpoint=asked.standpoint
        )

    def facets(self, query: Query, scope: Scope, filters: Filters, *, day: date, branches: Branches = ()) -> Counts:
        return self.database.facets(query, scope, filters, day=day, branches=branches)


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
    keys = answer.keys if offset < total else []
    return Found(min(total, base.MAX_COUNTED), keys, has_other_marks, has_more=total > base.MAX_COUNTED)


class Answer(NamedTuple):
    """Number of texts with the words, number of those as they were typed, and the keys of the rows asked for."""

    every: int
    typed: int
    keys: list[int]


def _answer(asked: dict[str, Any], *, limit: int, offset: int = 0) -> Answer:
    server = server_at(settings.SEARCH_URL)
    try:
        with waiting() as seconds:
            answer = server.client.options(request_timeout=seconds).search(
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

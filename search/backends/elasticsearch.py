"""Elasticsearch 9: one index behind an alias, given the same finished words as the databases.

Rows and words stay in the database, which answers while Elasticsearch does not, or lacks what is public by now. So this
backend is that of the database with another way to find. What the engine has to write is noted in the transaction
(`PendingWrite`), and who writes has it sent after the commit (`search.index.entries`).

Only what every server has is used: the whitespace analyzer, indexed prefixes, no plugin and no script.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db.models.expressions import RawSQL
from django.utils import timezone
from elastic_transport import TransportError
from elasticsearch import ApiError

from search.filters import NO_FILTERS, Filters, Sort
from search.ranking import Standpoint
from search.words.expressions import Expression
from search.words.query import Query

from . import base, elastic_rebuild, elastic_state, elastic_writes
from .base import Backend, Branches, Counts, Document, EngineAway, EngineState, Found, Scope
from .elastic_query import counting, has_titles_first, ranking
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

    def begin_bulk(self, generation: int) -> None:
        self.database.begin_bulk(generation)

    def end_bulk(self, generation: int) -> None:
        self.database.end_bulk(generation)

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
    """A query with its scope, filters and order, from which the bodies of requests are made."""

    query: Query
    scope: Scope
    filters: Filters
    sort: Sort
    standpoint: Standpoint

    def counting(self, expression: Expression) -> dict[str, Any]:
        return counting(self.query, expression, self.scope, self.filters, self.standpoint.day)

    def ranking(self, ranked: Query, expression: Expression, *, titles_only: bool = False) -> dict[str, Any]:
        return ranking(
            self.query, ranked, expression, self.scope, self.filters, self.sort, self.standpoint,
            titles_only=titles_only,
        )  # fmt: skip


def ask(question: Question, *, limit: int, offset: int) -> Found:
    """Search in Elasticsearch: count, and look for the best among titles; then, where those are too few, among all.

    Raises:
        EngineAway: no answer in time, no index, or none of all its parts.
    """
    query, page = question.query, {"from": offset, "size": limit}
    # Of one portal few rows match: all are put in order at once.
    is_one_portal = len(question.scope.portal_ids) == 1
    among_titles = bool(limit) and not is_one_portal and has_titles_first(query, question.sort)
    first = [question.counting(query.as_typed)]
    if query.is_marked:
        first.append(question.counting(query.match))
    if among_titles:
        first.append(question.ranking(query, query.as_typed, titles_only=True) | page)
    elif limit:
        first.append(question.ranking(query, query.match) | page)
    answers = _ask_engine(first)
    rows, total = _counts(answers[0])
    every_rows, every_total = _counts(answers[1]) if query.is_marked else (0, 0)
    ranked, has_other_marks = query, False
    # Whatever is chosen: the same rows are narrowed and counted.
    if not rows and every_rows and not (question.filters and _has_rows(replace(question, filters=NO_FILTERS))):
        rows, total, has_other_marks, ranked = every_rows, every_total, True, query.without_marks()
    has_more, wanted = rows > base.MAX_COUNTED, offset + limit
    total = min(total, base.MAX_COUNTED)
    keys: list[int] = []
    if limit and offset < total:
        keys = _keys(answers[-1]) if not has_other_marks else []
        if has_other_marks or (among_titles and len(keys) < limit):
            # On the last page, rows with other marks come after those as they were typed.
            is_last = has_other_marks or (total < wanted and not has_more)
            keys = _keys(_ask_engine([question.ranking(ranked, query.match if is_last else query.as_typed) | page])[0])
    return Found(total, keys, has_other_marks, has_more)


def _has_rows(question: Question) -> bool:
    return bool(_counts(_ask_engine([question.counting(question.query.as_typed)])[0])[0])


def _counts(answer: dict[str, Any]) -> tuple[int, int]:
    """Number of rows, up to one more than is said, and of different texts among them."""
    return int(answer["hits"]["total"]["value"]), int(answer["aggregations"]["texts"]["value"])


def _keys(answer: dict[str, Any]) -> list[int]:
    return [hit["fields"]["entry_id"][0] for hit in answer["hits"]["hits"]]


def _ask_engine(bodies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Answers to some searches, asked at once.

    Raises:
        EngineAway: see `ask`.
    """
    server = server_at(settings.SEARCH_URL)
    header = {"index": server.alias, "allow_partial_search_results": False}
    try:
        with waiting() as seconds:
            found = server.client.options(request_timeout=seconds).msearch(
                searches=[part for one in bodies for part in (header, one)]
            )
    except (TransportError, ApiError) as error:
        raise EngineAway(_what_failed(error)) from error
    answers: list[dict[str, Any]] = found["responses"]
    for answer in answers:
        if (status := answer.get("status", HTTPStatus.OK)) == HTTPStatus.BAD_REQUEST:
            # A fault of ours: the engine is well.
            logger.error("Elasticsearch refused a search: %s", answer["error"].get("type"))
            raise EngineAway("it refused the search")
        if "error" in answer:
            raise EngineAway(f"ApiError {status}")
    return answers


def _what_failed(error: Exception) -> str:
    """The kind of failure alone: addresses hold passwords."""
    status = getattr(error, "status_code", None)
    return f"{type(error).__name__} {status}" if status else type(error).__name__

"""Asking the search what a judged set asks, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import fmean
from typing import Final
from urllib.parse import urlsplit

from django.utils.text import slugify

from formats.vietnamese.folding import fold
from home.serving.addresses import url_parts
from search.evaluation import metrics
from search.evaluation.judged_set import JudgedQuery
from search.hits import Hit, Results
from search.models import SearchEntry
from search.service import other_spelling, search_pages
from search.words.query import Query
from sites.directory import get_directory

# Hits asked for: repeats of one task take no place among the ten that count.
_ASKED: Final = 2 * metrics.DEPTH

# How a text that was typed becomes a query.
Reader = Callable[[str], Query]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one query found, and what it is worth."""

    query: JudgedQuery
    total: int
    ratings: tuple[int, ...]
    first_title: str

    @property
    def best(self) -> list[int]:
        return metrics.ideal(self.query.rated.values())

    @property
    def ndcg(self) -> float:
        return metrics.ndcg(self.ratings, self.best)

    @property
    def reciprocal_rank(self) -> float:
        return metrics.reciprocal_rank(self.ratings)

    @property
    def recall(self) -> float:
        return metrics.recall(self.ratings, self.best)


@dataclass(frozen=True, slots=True)
class Scores:
    """Means of outcomes; `without_hits` is the share of queries that found nothing."""

    count: int
    ndcg: float
    mrr: float
    recall: float
    without_hits: float

    @classmethod
    def of(cls, outcomes: Sequence[Outcome]) -> Scores:
        return cls(
            count=len(outcomes),
            ndcg=fmean(outcome.ndcg for outcome in outcomes),
            mrr=fmean(outcome.reciprocal_rank for outcome in outcomes),
            recall=fmean(outcome.recall for outcome in outcomes),
            without_hits=fmean(not outcome.total for outcome in outcomes),
        )


def evaluate(queries: Iterable[JudgedQuery]) -> list[Outcome]:
    """Ask each query of the search as it is."""
    return [outcome_of(query) for query in queries]


def outcome_of(judged: JudgedQuery, query: Query | None = None) -> Outcome:
    """Ask one query, as the search reads it or as `query` does."""
    results = results_of(judged, query)
    ratings = metrics.ratings_in_order(map(address_of, results.hits), judged.rated)
    title = results.hits[0].title if results.hits else ""
    return Outcome(judged, results.total, tuple(ratings), title)


def results_of(judged: JudgedQuery, query: Query | None = None) -> Results:
    """Hits and their number as the page of results shows them, where the query asks for them: of another spelling,
    where no page has what was typed. A query that was read brings its synonyms."""
    portal = next((record for record in get_directory().records if record.code == judged.portal), None)
    asked = query or Query.read(judged.text)
    ask = partial(search_pages, language=judged.language, portal=portal, limit=_ASKED)
    results = ask(asked)
    meant = None if results.has_all else other_spelling(asked, results, language=judged.language, portal=portal)
    return results if meant is None else ask(Query.read(meant, synonyms=asked.synonyms))


def absent(queries: Iterable[JudgedQuery]) -> list[str]:
    """Rated addresses that are in no row of the index: the pages were renamed or taken away since."""
    rated = {address for query in queries for address in query.rated}
    return sorted(rated - {*_page_addresses(), *_question_addresses()})


def _page_addresses() -> Iterator[str]:
    codes = {record.id: record.code for record in get_directory().records}
    rows = SearchEntry.objects.exclude(page=None).values_list("portal", "page__path", "page__url_path")
    for portal, path, url_path in rows:
        if (parts := url_parts(path, url_path)) is not None:
            yield f"{codes[portal]}{parts[2]}".strip("/")


def _question_addresses() -> Iterator[str]:
    for code, title in SearchEntry.objects.exclude(question=None).values_list("portal__code", "title"):
        yield _question_address(code, title)


def _question_address(code: str, title: str) -> str:
    return f"{code}/hoi-dap/{slugify(fold(title))}"


def address_of(hit: Hit) -> str:
    """Address of a hit in a judged set: code of the portal and path, the same on every host.

    The code of a question has a year and a number in it, so that questions go by their title.
    """
    if hit.page_id is None:
        return _question_address(hit.portal.code, hit.title)
    return f"{hit.portal.code}{urlsplit(hit.url).path}".strip("/")

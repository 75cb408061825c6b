"""A search in the language of Elasticsearch. Values in, values out; no server.

The order of hits is a list of steps, each met or not (`search.ranking`), which add to the score of a row
(`search.backends.elastic_scores`). What is not a step (dates, lengths) is sorted by afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import chain, takewhile
from typing import Any, Final

from django.utils import timezone

from home.serving.search_facts import AFTER_LAST_DAY, BEFORE_FIRST_DAY, SearchState
from search.filters import PARAMETERS, Filters, Sort
from search.ranking import ENDED_DIVISOR, FILES, TITLE, Standpoint, Tier, levels, tiers
from search.weights import DEFAULT
from search.weights import WEIGHTS as KINDS
from search.words.expressions import Alternatives, Expression, Form, Sequence, without_implied, without_prefixes
from search.words.query import Query

from .base import MAX_COUNTED, PARTS, Scope
from .elastic_scores import scores

Clause = dict[str, Any]

FORMS: Final[tuple[Form, ...]] = ("exact", "folded")
# Prefixes of this length are words of the index by themselves; longer ones are looked up among the words.
LONGEST_PREFIX: Final = 19
_EXPANSIONS: Final = 1_000
# Different texts that are counted one by one; of more, the count is an estimate.
COUNTED_TEXTS: Final = 40_000
_OVER: Final = (SearchState.EXPIRED, SearchState.CLOSED)
# Fields behind ways to narrow; a state follows from the day.
FIELDS: Final = {
    "kinds": "kind",
    "portal_ids": "portal_id",
    "topics": "topics",
    "categories": "category",
    "years": "year",
    "document_types": "document_type",
    "issuers": "issuer",
}
_NEWEST: Final = [{"published_at": {"order": "desc", "missing": "_last"}}, {"entry_id": "desc"}]
_NEWS_THEN_SHORT: Final = [{"dated_at": {"order": "desc", "missing": "_last"}}, {"extent": "asc"}]


def counting(query: Query, expression: Expression, scope: Scope, filters: Filters, day: date) -> dict[str, Any]:
    """Make the body of a request that counts rows with some words, and their texts: up to one more than is said."""
    return {
        "query": {"bool": _matching(query, expression, scope, filters, day)},
        "aggs": {"texts": {"cardinality": {"field": "content_hash", "precision_threshold": COUNTED_TEXTS}}},
        "size": 0,
        "terminate_after": MAX_COUNTED + 1,
        "track_total_hits": MAX_COUNTED + 1,
    }


def ranking(
    query: Query,
    ranked: Query,
    expression: Expression,
    scope: Scope,
    filters: Filters,
    sort: Sort,
    standpoint: Standpoint,
    *,
    titles_only: bool = False,
) -> dict[str, Any]:
    """Make the body of a request for rows in order.

    Args:
        ranked: whose steps rows are ordered by: of a query that nothing meets as it was typed, the one without marks.
        expression: what rows must meet.
        titles_only: of rows whose titles meet the second step with whole words: these stand before all others, by the
            first steps, and few texts are read for them.
    """
    numbers = levels(ranked)
    steps = tiers(ranked) if sort == Sort.RELEVANCE else ()
    matching = _matching(query, expression, scope, filters, standpoint.day)
    if titles_only:
        steps = tuple(takewhile(lambda tier: tier.parts == TITLE, steps))
        matching["filter"].append(_expression(without_prefixes(steps[1].expression), TITLE))
    elif query.is_marked:
        steps = (Tier(FILES, query.as_typed), *steps)
    return {
        "query": {
            "bool": matching | {"should": list(_scored(steps, numbers, standpoint if sort == Sort.RELEVANCE else None))}
        },
        # Equal texts are one hit.
        "collapse": {"field": "content_hash"},
        "sort": ["_score", *(_NEWS_THEN_SHORT if sort == Sort.RELEVANCE else ()), *_NEWEST],
        "_source": False,
        "docvalue_fields": [{"field": "entry_id"}],
        "track_total_hits": False,
    }


def has_titles_first(ranked: Query, sort: Sort) -> bool:
    """Whether rows whose titles meet the second step stand before all others (see `ranking`)."""
    if sort != Sort.RELEVANCE or ranked.is_loose:
        return False
    return [tier.parts for tier in tiers(ranked)[:2]] == [TITLE, TITLE]


def _matching(query: Query, expression: Expression, scope: Scope, filters: Filters, day: date) -> Clause:
    return {
        "filter": [
            {"term": {"language": scope.language}},
            {"term": {"generation": scope.generation}},
            {"terms": {"portal_id": list(scope.portal_ids)}},
            *(_share(query) if query.is_loose else [_expression(expression, PARTS)]),
            *_conditions(filters, day),
        ],
        "must_not": [_sequence(sequence, part) for sequence in query.excluded for part in PARTS],
    }


def _share(query: Query) -> list[Clause]:
    """What rows must meet that may lack words."""
    number, wanted = query.share
    return [_at_least(number, wanted, PARTS), _expression((*query.together, *query.quoted), PARTS)]


def _scored(
    steps: tuple[Tier, ...], numbers: Mapping[Tier, tuple[Tier, int]], standpoint: Standpoint | None
) -> Iterator[Clause]:
    """What adds to the score of a row: steps of the words, then those of the row itself.

    Args:
        numbers: steps that ask for so many of some alternatives (`levels`).
    """
    of_row = list(_of_row(standpoint)) if standpoint else []
    values = scores(steps, rest=sum(max(value for value, _met in step) for step in of_row))
    clauses = [
        _at_least(numbers[step][1], numbers[step][0].expression, step.parts) if step in numbers else _tier(step)
        for step in steps
    ]
    for value, met in chain(zip(values, clauses, strict=True), *of_row):
        if value:
            yield {"constant_score": {"filter": met, "boost": value}}


def _of_row(standpoint: Standpoint) -> Iterator[list[tuple[int, Clause]]]:
    """Steps by what and where a row is, the last first: of each step one clause is met at most, and adds its value."""
    unit = 1
    if standpoint.archived:
        yield [(unit, _not({"terms": {"portal_id": list(standpoint.archived)}}))]
        unit *= 2
    if standpoint.portal_id is not None:
        yield [(unit, {"term": {"portal_id": standpoint.portal_id}})]
        unit *= 2
    over = _state_in(_OVER, standpoint.day)
    weights = sorted({DEFAULT.value, *(weight.value for weight in KINDS.values())})
    # What is over weighs a fraction.
    ranks = {value: rank for rank, value in enumerate(sorted({*weights, *(one // ENDED_DIVISOR for one in weights)}))}
    of_kind = {weight: {"term": {"weight": weight}} for weight in weights}
    yield [
        *((unit * ranks[weight], _all(met, _not(over))) for weight, met in of_kind.items()),
        *((unit * ranks[weight // ENDED_DIVISOR], _all(met, over)) for weight, met in of_kind.items()),
    ]


def _conditions(filters: Filters, day: date) -> Iterator[Clause]:
    """Yield what rows must be."""
    for dimension in PARAMETERS:
        if values := list(filters.chosen(dimension)):
            if dimension == "states":
                yield _state_in(values, day)
            else:
                yield {"terms": {FIELDS[dimension]: values}}
    for sign, limit in (("gte", filters.since), ("lt", filters.until and filters.until + timedelta(1))):
        if limit is not None:
            midnight = timezone.make_aware(datetime.combine(limit, time.min))
            yield {"range": {"published_at": {sign: midnight.isoformat()}}}


def _state_in(states: Iterable[str], day: date) -> Clause:
    """State of a row on a day, as `home.serving.search_facts.state_on` says it."""
    return {"bool": {"should": [_state(SearchState(state), day) for state in states]}}


def _state(state: SearchState, day: date) -> Clause:
    ended = {"range": {"in_force_until": {"lt": day.isoformat()}}}
    ahead = {"range": {"in_force_from": {"gt": day.isoformat()}}}
    ways = [_all(_stored_state(former), ended) for former, later in AFTER_LAST_DAY.items() if later == state]
    if state == SearchState.COMING:
        ways += [_all(_stored_state(one), ahead, _not(ended)) for one in sorted(BEFORE_FIRST_DAY)]
    passed = [*([ended] if state in AFTER_LAST_DAY else []), *([ahead] if state in BEFORE_FIRST_DAY else [])]
    ways.append(_all(_stored_state(state), *map(_not, passed)))
    return {"bool": {"should": ways}}


def _stored_state(state: str) -> Clause:
    return {"term": {"state": str(state)}}


def _all(*clauses: Clause) -> Clause:
    return {"bool": {"filter": list(clauses)}}


def _not(clause: Clause) -> Clause:
    return {"bool": {"must_not": [clause]}}


def _tier(tier: Tier) -> Clause:
    met = _expression(tier.expression, tier.parts)
    others: list[Clause] = [{"range": {"title_length": {"lte": tier.longest}}}] if tier.longest else []
    others += [{"term": {"kind": tier.kind}}] if tier.kind else []
    return _all(met, *others) if others else met


def _expression(expression: Expression, parts: tuple[str, ...]) -> Clause:
    return _all(*(_one_of(alternatives, parts) for alternatives in expression))


def _at_least(number: int, wanted: Expression, parts: tuple[str, ...]) -> Clause:
    """Rows that meet so many of some alternatives."""
    return {"bool": {"should": [_one_of(one, parts) for one in wanted], "minimum_should_match": number}}


def _one_of(alternatives: Alternatives, parts: tuple[str, ...]) -> Clause:
    asked = without_implied(alternatives)
    return {"bool": {"should": [_sequence(sequence, part) for sequence in asked for part in parts]}}


def _sequence(sequence: Sequence, part: str) -> Clause:
    field, words = f"{part}_{sequence.form}", " ".join(sequence.words)
    if len(sequence.words) == 1:
        return {"prefix" if sequence.is_prefix else "term": {field: words}}
    if sequence.is_prefix:
        return {"match_phrase_prefix": {field: {"query": words, "max_expansions": _EXPANSIONS}}}
    return {"match_phrase": {field: words}}

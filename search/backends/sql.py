"""What both databases say alike: narrowing by the columns of a row, the order of hits, equal texts as one, counts.

Statements are put together from constants; all that people typed or chose is a parameter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final, NamedTuple

from django.db import connection
from django.utils import timezone

from home.serving.search_facts import AFTER_LAST_DAY, BEFORE_FIRST_DAY, SearchState
from search.filters import PARAMETERS, Filters, Sort
from search.models.entry import joined_topics
from search.ranking import ENDED_DIVISOR, Standpoint, Tier
from search.weights import DATED, PERSON

# Columns of the row behind ways to narrow; a topic is one of several, a state follows from the day.
_COLUMNS: Final = {
    "kinds": "kind",
    "portal_ids": "portal_id",
    "categories": "category",
    "years": "year",
    "document_types": "document_type",
    "issuers": "issuer",
}
# Rows with the text of another that are read with the wanted ones at once.
_EQUAL_TEXTS: Final = 30
_NUMBERS: Final = frozenset({"portal_ids", "years"})
_NEWEST: Final = "published_at DESC NULLS LAST, search_searchentry.id DESC"


class SQL(NamedTuple):
    """A part of a statement with its parameters."""

    text: str
    values: list[Any]

    def and_(self, *others: SQL) -> SQL:
        """This and other conditions."""
        parts = [self, *others]
        return SQL(" AND ".join(part.text for part in parts), [value for part in parts for value in part.values])


def state_on(day: date) -> SQL:
    """State of a row on a day, as `home.serving.search_facts.state_on` says it."""
    cases, values = [], []
    for state, later in AFTER_LAST_DAY.items():
        cases.append("WHEN state = %s AND in_force_until < %s THEN %s")
        values += [state.value, day.isoformat(), later.value]
    for state in sorted(BEFORE_FIRST_DAY):
        cases.append("WHEN state = %s AND in_force_from > %s THEN %s")
        values += [str(state), day.isoformat(), SearchState.COMING.value]
    return SQL(f"CASE {' '.join(cases)} ELSE state END", values)


def conditions(filters: Filters, day: date) -> list[SQL]:
    """What rows must be."""
    chosen = [_condition(dimension, filters, day) for dimension in PARAMETERS if filters.chosen(dimension)]
    return [*chosen, *_period(filters)]


def _condition(dimension: str, filters: Filters, day: date) -> SQL:
    values = list(filters.chosen(dimension))
    if dimension == "topics":
        # Portable, and without signs that mean something.
        return SQL(
            f"({' OR '.join(['replace(topics, %s, %s) <> topics'] * len(values))})",
            [part for topic in values for part in (joined_topics([topic]), "")],
        )
    places = ", ".join(["%s"] * len(values))
    if dimension == "states":
        state = state_on(day)
        return SQL(f"{state.text} IN ({places})", [*state.values, *values])
    return SQL(f"{_COLUMNS[dimension]} IN ({places})", values)


def _period(filters: Filters) -> list[SQL]:
    parts = []
    for sign, day in ((">=", filters.since), ("<", filters.until and filters.until + timedelta(1))):
        if day is not None:
            midnight = timezone.make_aware(datetime.combine(day, time.min))
            parts.append(SQL(f"published_at {sign} %s", [connection.ops.adapt_datetimefield_value(midnight)]))
    return parts


def step(tier: Tier, met: SQL) -> SQL:
    """Whether a row meets a step of the order, of whose words an engine says whether they are there."""
    others = [SQL("LENGTH(title) <= %s", [tier.longest])] if tier.longest else []
    others += [SQL("kind = %s", [tier.kind])] if tier.kind else []
    whole = met.and_(*others)
    return SQL(f"({whole.text})", whole.values)


def order_of(steps: Iterable[SQL], standpoint: Standpoint, sort: Sort) -> SQL:
    """Order of rows (`search.ranking`)."""
    if sort == Sort.DATE:
        return SQL(_NEWEST, [])
    met = list(steps)
    texts = [f"{one.text} DESC" for one in met]
    values = [value for one in met for value in one.values]
    state = state_on(standpoint.day)
    over = [SearchState.EXPIRED.value, SearchState.CLOSED.value]
    texts.append(f"CASE WHEN {state.text} IN (%s, %s) THEN weight / {ENDED_DIVISOR} ELSE weight END DESC")
    values += [*state.values, *over]
    if standpoint.portal_id is not None:
        texts.append("CASE WHEN portal_id = %s THEN 0 ELSE 1 END")
        values.append(standpoint.portal_id)
    if standpoint.archived:
        texts.append(f"CASE WHEN portal_id IN ({', '.join(['%s'] * len(standpoint.archived))}) THEN 1 ELSE 0 END")
        values += standpoint.archived
    texts += [f"CASE WHEN kind IN ({', '.join(['%s'] * len(DATED))}) THEN published_at END DESC NULLS LAST"]
    values += sorted(DATED)
    texts.append("CASE WHEN kind = %s THEN LENGTH(lead) ELSE LENGTH(title) END")
    return SQL(", ".join([*texts, _NEWEST]), [*values, PERSON])


def counting(matching: SQL) -> SQL:
    """How many texts there are; equal ones are one."""
    return SQL(f"SELECT COUNT(DISTINCT content_hash) {matching.text}", matching.values)


def first_of_each_text(matching: SQL, order: SQL, *, limit: int, offset: int) -> list[int]:
    """Keys of rows in order, the first of each text.

    Some rows more are read than are wanted, and more again where many have equal texts: a database finds the best of
    all without putting all in order, and does so before it looks for equal ones.
    """
    wanted = offset + limit
    asked = 2 * wanted + _EQUAL_TEXTS
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT search_searchentry.id, content_hash {matching.text} ORDER BY {order.text} LIMIT %s",
                [*matching.values, *order.values, asked],
            )
            rows = cursor.fetchall()
        first: dict[str, int] = {}
        for key, text in rows:
            first.setdefault(text, key)
        if len(first) >= wanted or len(rows) < asked:
            return list(first.values())[offset:wanted]
        asked *= 4


def faceting(
    matching: SQL, filters: Filters, day: date, *, topics: str, branches: SQL, dimensions: Sequence[str]
) -> SQL:
    """How many texts have each value of each way to narrow, counted without the choice of its own way.

    Args:
        topics: what `matched` is joined with for one row a topic, as `topic(value)`.
        branches: a table of portals with those above them, as `branch(portal_id, value)`.
    """
    state = state_on(day)
    chosen = {dimension: _condition(dimension, filters, day) for dimension in PARAMETERS if filters.chosen(dimension)}
    met = [SQL(f"({condition.text}) AS met_{name}", condition.values) for name, condition in chosen.items()]
    columns = [
        SQL(f"content_hash, topics, {', '.join(_COLUMNS.values())}", []),
        SQL(f"{state.text} AS state_now", state.values),
    ]
    columns += met
    period = _period(filters)
    text = f"WITH matched AS (SELECT {', '.join(part.text for part in columns)} {matching.and_(*period).text})"
    values = [value for part in columns for value in part.values] + matching.and_(*period).values
    groups = []
    for dimension in dimensions:
        source, value = "matched", f"CAST({_COLUMNS.get(dimension, 'state_now')} AS TEXT)"
        if dimension == "topics":
            source, value = f"matched {topics}", "topic.value"
        elif dimension == "portal_ids":
            source, value = f"matched {branches.text}", "CAST(branch.value AS TEXT)"
            values += branches.values
        others = "".join(f" AND met_{name}" for name in chosen if name != dimension)
        groups.append(
            f"SELECT '{dimension}', {value}, COUNT(DISTINCT content_hash) FROM {source}"  # noqa: S608
            f" WHERE {value} <> ''{others} GROUP BY {value}"
        )
    return SQL(f"{text} {' UNION ALL '.join(groups)}", values)


def counted(rows: Iterable[tuple[str, str, int]]) -> dict[str, dict[Any, int]]:
    """Counts by way and value, from the rows of `faceting`."""
    counts: dict[str, dict[Any, int]] = defaultdict(dict)
    for dimension, value, count in rows:
        counts[dimension][int(value) if dimension in _NUMBERS else value] = count
    return dict(counts)

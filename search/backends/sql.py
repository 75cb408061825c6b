"""Statements that both databases share: conditions of rows, the order of hits, equal texts as one, counts.

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

from . import base
from .base import Counts

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
NEWEST: Final = "published_at DESC NULLS LAST, search_searchentry.id DESC"


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
    """Make the conditions of rows."""
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


def order_of(first: Iterable[SQL], steps: Iterable[SQL], standpoint: Standpoint, sort: Sort) -> SQL:
    """Order of rows (`search.ranking`): those that meet conditions before all others, then by date, or by steps."""
    if sort == Sort.DATE:
        texts, values = [f"{one.text} DESC" for one in first], [value for one in first for value in one.values]
        return SQL(", ".join([*texts, NEWEST]), values)
    met = [*first, *steps]
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
    return SQL(", ".join([*texts, NEWEST]), [*values, PERSON])


def counting(matching: SQL, *, text: str) -> SQL:
    """Count rows, and texts, equal ones as one; not all of many are counted.

    Args:
        text: what tells a text from others.
    """
    some = f"SELECT {text} AS content_hash {matching.text} LIMIT %s"
    return SQL(
        f"SELECT COUNT(*), COUNT(DISTINCT content_hash) FROM ({some}) AS looked_at",  # noqa: S608
        [*matching.values, base.MAX_COUNTED + 1],
    )


def best_of_each_text(matching: SQL, order: SQL, *, number: int) -> dict[str, int]:
    """Keys of so many rows in order by the hash of their texts, the first of each.

    Some rows more are read than are wanted, and more again where many have equal texts: a database finds the best of
    all without putting all in order, and does so before it looks for equal ones.
    """
    asked = 2 * number + _EQUAL_TEXTS
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT content_hash, search_searchentry.id {matching.text} ORDER BY {order.text} LIMIT %s",
                [*matching.values, *order.values, asked],
            )
            rows = cursor.fetchall()
        first = first_of_each(rows)
        if len(first) >= number or len(rows) < asked:
            return dict(list(first.items())[:number])
        asked *= 4


def first_of_each(rows: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Keys by texts, of rows in order."""
    first: dict[str, int] = {}
    for text, key in rows:
        first.setdefault(text, key)
    return first


def faceting(
    matching: SQL, filters: Filters, day: date, *, text: str, topics: str, branches: SQL, dimensions: Sequence[str]
) -> SQL:
    """Count the texts that have each value of each way to narrow, without the choice of its own way; with an empty
    value, the rows that were looked at.

    Args:
        text: what tells a text from others.
        topics: what rows are joined with for one row a topic, as `topic(value)`.
        branches: a table of portals with those above them, as `branch(portal_id, value)`.
    """
    chosen = {dimension: _condition(dimension, filters, day) for dimension in PARAMETERS if filters.chosen(dimension)}
    period, state = _period(filters), state_on(day)
    columns = f"{text} AS content_hash, topics, {', '.join(_COLUMNS.values())}, {state.text} AS state_now"
    tables, groups, values, of_groups = [], [], [], []
    # Ways without a choice are counted in the same rows.
    for own in dict.fromkeys(dimension if dimension in chosen else "" for dimension in dimensions):
        rows = matching.and_(*(condition for name, condition in chosen.items() if name != own), *period)
        tables.append(f"matched_{own} AS (SELECT {columns} {rows.text} LIMIT %s)")
        values += [*state.values, *rows.values, base.MAX_COUNTED + 1]
    for dimension in dimensions:
        table, value = f"matched_{dimension if dimension in chosen else ''}", _COLUMNS.get(dimension, "state_now")
        joined = ""
        if dimension == "topics":
            joined, value = topics, "topic.value"
        elif dimension == "portal_ids":
            joined, value = branches.text, "branch.value"
            of_groups += branches.values
        groups.append(
            f"SELECT '{dimension}', CAST({value} AS TEXT) AS value, COUNT(DISTINCT content_hash) AS number"  # noqa: S608
            f" FROM {table} AS matched {joined} WHERE CAST({value} AS TEXT) <> '' GROUP BY {value}"
        )
        groups.append(f"SELECT '{dimension}', '', COUNT(*) FROM {table}")  # noqa: S608
    return SQL(f"WITH {', '.join(tables)} {' UNION ALL '.join(groups)}", values + of_groups)


def counted(rows: Iterable[tuple[str, str, int]]) -> Counts:
    """Counts by way and value, from the rows of `faceting`."""
    numbers: dict[str, dict[str, int]] = defaultdict(dict)
    for dimension, value, number in rows:
        numbers[dimension][value] = number
    counts: Counts = {}
    for dimension, of_values in numbers.items():
        is_whole = of_values.pop("", 0) <= base.MAX_COUNTED
        counts[dimension] = {
            int(value) if dimension in _NUMBERS else value: number if is_whole else None
            for value, number in sorted(of_values.items(), key=lambda pair: (-pair[1], pair[0]))
        }
    return {dimension: found for dimension, found in counts.items() if found}

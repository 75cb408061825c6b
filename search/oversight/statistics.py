"""Searches counted by day: kept from the log in front of the caches, shown where many typed the same, then deleted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet, Sum

from formats.vietnamese.folding import fold
from search.models import ClickCount, QueryCount
from search.models.statistics import QUERY_LENGTH
from search.service import count_hits
from search.words.query import Query

if TYPE_CHECKING:
    from sites.models import Portal

# What was typed on fewer days is shown to nobody: it may say who typed it.
FEWEST_DAYS: Final = 3
# After which it is deleted, and after which everything is.
RARE_KEPT: Final = timedelta(days=30)
KEPT: Final = timedelta(days=400)
MOST_SHOWN: Final = 100
# Words that are looked for in a night.
MOST_EXAMINED: Final = 2_000
_BATCH: Final = 500


@transaction.atomic
def keep_searches(
    day: date, queries: Mapping[tuple[int, str, str], int], clicks: Mapping[tuple[int, int], int]
) -> None:
    """Set, never add, what was searched for and opened on a day that the log has whole. No event: no portal changes.

    Queries are counted by the words that they look for: what must not be found needs to stand nowhere, and would be
    shown to others.

    Args:
        queries: numbers by portal, language and words.
        clicks: numbers by portal and place in the list.
    """
    counted: Counter[tuple[int, str, str]] = Counter()
    for (portal, language, text), number in queries.items():
        counted[portal, language, Query.read(text).plain] += number
    QueryCount.objects.filter(day=day).delete()
    ClickCount.objects.filter(day=day).delete()
    QueryCount.objects.bulk_create(
        [
            QueryCount(
                portal_id=portal, day=day, language=language, text=text, folded=fold(text)[:QUERY_LENGTH], number=number
            )
            for (portal, language, text), number in counted.items()
            if text
        ],
        batch_size=_BATCH,
    )
    ClickCount.objects.bulk_create(
        [
            ClickCount(portal_id=portal, day=day, position=position, number=number)
            for (portal, position), number in clicks.items()
        ],
        batch_size=_BATCH,
    )


@transaction.atomic
def forget_searches(*, today: date) -> int:
    """Delete what was typed on few days and is a month old, and what is older than a year. Returns how many rows."""
    often = QueryCount.objects.looked_back_on(on=today).typed_on_days(FEWEST_DAYS)
    rare = QueryCount.objects.filter(day__lt=today - RARE_KEPT).exclude(folded__in=often)
    number, _models = rare.delete()
    old, _models = QueryCount.objects.filter(day__lt=today - KEPT).delete()
    ClickCount.objects.filter(day__lt=today - KEPT).delete()
    return number + old


def examine_searches(*, today: date) -> int:
    """Note how many results the words have by now that may be shown: of those that were typed most, each in the way of
    writing that was typed most. What has other marks is found where nothing has those, so that all ways find nothing or
    none does. Returns how many words."""
    rows = QueryCount.objects.looked_back_on(on=today).order_by()
    shown = rows.filter(folded__in=rows.typed_on_days(FEWEST_DAYS))
    grouped = shown.values("language", "folded").annotate(times=Sum("number")).order_by("-times", "language", "folded")
    words = list(grouped.values_list("language", "folded")[:MOST_EXAMINED])
    written = shown.values("language", "folded", "text").annotate(times=Sum("number")).order_by("times", "text")
    texts = {(row["language"], row["folded"]): row["text"] for row in written}
    for language, folded in words:
        (found,) = count_hits([Query.read(texts[language, folded])], language=language)
        rows.filter(language=language, folded=folded).exclude(found=found).update(found=found)
    return len(words)


@dataclass(frozen=True, slots=True)
class Searched:
    """Words that may be shown, in the way of writing that was typed most."""

    text: str
    days: int
    number: int


def without_results(first: date, last: date, *, portal: Portal | None = None) -> list[Searched]:
    """Words that were searched for in some days and find nothing on any portal, the most frequent first: of a portal,
    those that were typed on enough days there."""
    rows = QueryCount.objects.looked_back_on(on=last)
    if portal is not None:
        rows = rows.for_portal(portal)
    return searched(rows, first, last, fewest_days=FEWEST_DAYS, found=0)[:MOST_SHOWN]


def searched(
    rows: QuerySet[QueryCount],
    first: date,
    last: date,
    *,
    fewest_days: int,
    fewest_times: int = 1,
    found: int | None = None,
) -> list[Searched]:
    """Words that were typed on so many days at least, and so often in some of them.

    Args:
        found: those with so many results alone.
    """
    in_time = Sum("number", filter=Q(day__gte=first, day__lte=last))
    grouped = rows.order_by().values("folded").annotate(days=Count("day", distinct=True), times=in_time)
    grouped = grouped.annotate(results=Max("found")).filter(days__gte=fewest_days, times__gte=fewest_times)
    if found is not None:
        grouped = grouped.filter(results=found)
    groups = list(grouped.order_by("-times", "folded").values_list("folded", "days", "times")[: 2 * MOST_SHOWN])
    if not groups:
        return []
    # How it was written by many; one's own way of writing is not shown.
    written = rows.order_by().filter(folded__in=[folded for folded, _days, _times in groups])
    counted = written.values("folded", "text").annotate(days=Count("day", distinct=True), times=Sum("number"))
    often = counted.filter(days__gte=FEWEST_DAYS).order_by("times", "text").values_list("folded", "text")
    texts = dict(often)
    return [Searched(texts.get(folded, folded), days, times) for folded, days, times in groups]


def clicks_by_position(first: date, last: date, *, portal: Portal | None = None) -> list[tuple[int, int]]:
    """Place in the list of results, and how often it was opened in some days."""
    rows = ClickCount.objects.filter(day__gte=first, day__lte=last)
    if portal is not None:
        rows = rows.for_portal(portal)
    return list(rows.order_by("position").values_list("position").annotate(times=Sum("number")))

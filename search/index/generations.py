"""Building the index beside the one that answers, and the swap of the two.

Whatever is written while the index is in use goes to every generation there is, so that each is current and either can
answer. The number of the one that answers is one row: a swap is one update, and a process that dies before it changed
nothing that a query reads.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.db import connection, transaction
from django.db.models import Max

from search.backends import Scope, get_database_backend
from search.errors import GenerationIncomplete, NoFormerGeneration, RebuildingElsewhere
from search.index.entries import erase_words
from search.index.health import unindexed_pages, unindexed_questions
from search.models import GenerationState, IndexGeneration, SearchEntry, serving_generation, written_generations
from search.words.query import Query

# Rows that are removed at once of a generation that nobody reads.
_REMOVED_AT_ONCE: Final = 2_000
# Titles that a new generation must find, spread over all its rows, each among so many hits.
SAMPLE: Final = 50
_SAMPLED_HITS: Final = 1_000


def begin_generation(*, at: datetime) -> int:
    """Begin to build a generation beside the one that answers; what else there is goes: the former one, or what a
    rebuilding left that did not come to its end. Return its number.

    Raises:
        RebuildingElsewhere: another process began one meanwhile.
    """
    IndexGeneration.objects.get_or_create(
        number=serving_generation(),
        defaults={"state": GenerationState.SERVING, "begun_at": at, "served_from": at},
    )
    with transaction.atomic():
        _locked()
        IndexGeneration.objects.exclude(state=GenerationState.SERVING).delete()
    remove_unserved()
    with transaction.atomic():
        rows = _locked()
        if set(rows) != {GenerationState.SERVING}:
            raise RebuildingElsewhere
        number = rows[GenerationState.SERVING].number + 1
        IndexGeneration.objects.create(number=number, state=GenerationState.BUILDING, begun_at=at)
    return number


def remove_unserved() -> None:
    """Remove rows of generations that there are no more."""
    table = SearchEntry._meta.db_table
    unserved = SearchEntry.objects.exclude(generation__in=written_generations()).order_by("pk")
    while keys := list(unserved.values_list("pk", flat=True)[:_REMOVED_AT_ONCE]):
        with transaction.atomic(), connection.cursor() as cursor:
            erase_words(keys)
            # Not through the model, which would read and announce each row.
            cursor.execute(
                f"DELETE FROM {table} WHERE id IN ({', '.join(['%s'] * len(keys))})",  # noqa: S608
                keys,
            )


@transaction.atomic
def serve_generation(number: int, *, passing_over: Collection[int] = (), at: datetime) -> None:
    """Let a generation that was built answer from now on, and keep the one that did until now.

    Args:
        passing_over: keys of pages that could not be read; so few that the others are not kept waiting.

    Raises:
        GenerationIncomplete: it lacks something that is public, or does not find its own titles.
        RebuildingElsewhere: another process took its place.
    """
    rows = _locked()
    built = rows.get(GenerationState.BUILDING)
    if built is None or built.number != number:
        raise RebuildingElsewhere
    missing = unindexed_pages(number).exclude(pk__in=passing_over).count() + unindexed_questions(number).count()
    lost = lost_titles(number)
    if missing or lost:
        raise GenerationIncomplete(missing=missing, lost=lost)
    _swap(rows[GenerationState.SERVING], built, at=at)


@transaction.atomic
def go_back(*, at: datetime) -> int:
    """Let the former generation answer again, which followed what is public meanwhile. Return its number.

    Raises:
        NoFormerGeneration: there is none.
    """
    rows = _locked()
    former = rows.get(GenerationState.FORMER)
    if former is None:
        raise NoFormerGeneration
    _swap(rows[GenerationState.SERVING], former, at=at)
    return former.number


def lost_titles(number: int) -> int:
    """Of a sample of rows of a generation, how many are not found by their titles."""
    rows = SearchEntry.objects.filter(generation=number)
    last = rows.aggregate(last=Max("pk"))["last"]
    if last is None:
        return 0
    first = rows.order_by("pk").values_list("pk", flat=True)[0]
    places = range(first, last + 1, max((last + 1 - first) // SAMPLE, 1))
    sample = (
        rows.filter(pk__gte=place).order_by("pk").only("title", "language", "portal", "content_hash").first()
        for place in places
    )
    return sum(not _finds(entry, number) for entry in {entry.pk: entry for entry in sample if entry}.values())


def _finds(entry: SearchEntry, generation: int) -> bool:
    # A minus in a title excludes nothing.
    query = Query.read(entry.title.replace(" -", " "))
    scope = Scope(entry.language, (entry.portal_id,), generation)
    if not query:
        return True
    # A search engine may have yet to follow.
    found = get_database_backend().find(query, scope, limit=_SAMPLED_HITS, offset=0).entry_ids
    # Of equal texts one is found.
    return SearchEntry.objects.filter(pk__in=found, content_hash=entry.content_hash).exists()


def _swap(serving: IndexGeneration, other: IndexGeneration, *, at: datetime) -> None:
    serving.state, other.state, other.served_from = GenerationState.FORMER, GenerationState.SERVING, at
    IndexGeneration.objects.bulk_update([serving, other], ["state", "served_from"])


def _locked() -> dict[str, IndexGeneration]:
    return {row.state: row for row in IndexGeneration.objects.select_for_update(no_key=True).order_by("number")}

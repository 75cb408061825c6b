"""Building the index beside the one that answers, and the swap of the two.

Whatever is written while the index is in use goes to every generation there is, so that each is current and either can
answer. The number of the one that answers is one row: a swap is one update, and a process that dies before it changed
nothing that a query reads.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import connection, transaction
from django.db.models import Max, QuerySet

from audit.events import record_event
from search.backends import Scope, get_database_backend
from search.enums import SearchEventKind
from search.errors import GenerationIncomplete, NoFormerGeneration, RebuildingElsewhere
from search.index.entries import erase_words
from search.index.health import unindexed_pages, unindexed_questions
from search.models import GenerationState, IndexGeneration, SearchEntry, serving_generation
from search.words.query import Query

if TYPE_CHECKING:
    from accounts.models import User

# Rows that are removed at once of a generation that nobody reads.
_REMOVED_AT_ONCE: Final = 2_000
# Titles that a new generation must find, spread over all its rows, each among so many hits; and the share of them that
# may not be found: a title may say too little to be found by.
SAMPLE: Final = 50
_SAMPLED_HITS: Final = 1_000
_SHARE_LOST: Final = 0.1
# After which a process that builds a generation and does nothing is taken for dead: a batch of pages takes seconds.
PATIENCE: Final = timedelta(minutes=5)
# What a query reads as more than words.
_SYNTAX: Final = re.compile(r'["“”]|(?<!\S)-+')


def begin_generation(*, at: datetime) -> int:
    """Begin to build a generation beside the one that answers; what else there is goes: the former one, or what a
    rebuilding left that did not come to its end. Return its number.

    Raises:
        RebuildingElsewhere: another process builds one, or began one meanwhile.
    """
    with transaction.atomic():
        building = hold_index(at=at).get(GenerationState.BUILDING)
        if building is not None and building.moved_at is not None and building.moved_at > at - PATIENCE:
            raise RebuildingElsewhere
        IndexGeneration.objects.exclude(state=GenerationState.SERVING).delete()
    remove_unserved()
    with transaction.atomic():
        rows = _locked()
        if set(rows) != {GenerationState.SERVING}:
            raise RebuildingElsewhere
        number = rows[GenerationState.SERVING].number + 1
        IndexGeneration.objects.create(number=number, state=GenerationState.BUILDING, begun_at=at, moved_at=at)
    get_database_backend().begin_bulk(number)
    return number


@transaction.atomic
def hold_index(*, at: datetime) -> dict[str, IndexGeneration]:
    """Lock all generations until the transaction ends; by their states. Where there is none yet, the first is noted."""
    IndexGeneration.objects.get_or_create(
        number=serving_generation(),
        defaults={"state": GenerationState.SERVING, "begun_at": at, "served_from": at},
    )
    return _locked()


def note_step(number: int, *, at: datetime) -> None:
    """Note that a process goes on building a generation.

    Raises:
        RebuildingElsewhere: another process took its place.
    """
    if not _built(number).update(moved_at=at):
        raise RebuildingElsewhere


def give_up(number: int) -> None:
    """Note that no process builds a generation any more, so that the next rebuilding need not wait."""
    _built(number).update(moved_at=None)


def _built(number: int) -> QuerySet[IndexGeneration]:
    return IndexGeneration.objects.filter(number=number, state=GenerationState.BUILDING)


def remove_unserved() -> None:
    """Remove rows of generations that there are no more."""
    table = SearchEntry._meta.db_table
    # Generations as they are at each step: another process may begin one meanwhile.
    numbers = IndexGeneration.objects.values("number")
    unserved = SearchEntry.objects.exclude(generation__in=numbers).order_by("pk")
    while keys := list(unserved.values_list("pk", flat=True)[:_REMOVED_AT_ONCE]):
        with transaction.atomic(), connection.cursor() as cursor:
            erase_words(keys)
            # Not through the model, which would read and announce each row.
            cursor.execute(
                f"DELETE FROM {table} WHERE id IN ({', '.join(['%s'] * len(keys))})",  # noqa: S608
                keys,
            )


def serve_generation(
    number: int,
    *,
    passing_over: Collection[int] = (),
    passing_over_questions: Collection[int] = (),
    by: User | None = None,
    at: datetime,
) -> None:
    """Let a generation that was built answer from now on, and keep the one that did until now.

    What is published after the checks is written to both.

    Args:
        passing_over, passing_over_questions: keys of what could not be read.

    Raises:
        GenerationIncomplete: it lacks something that is public, or does not find its own titles.
        RebuildingElsewhere: another process took its place.
    """
    note_step(number, at=at)
    get_database_backend().end_bulk(number)
    missing = unindexed_pages(number).exclude(pk__in=passing_over).count()
    missing += unindexed_questions(number).exclude(pk__in=passing_over_questions).count()
    tried, lost = lost_titles(number)
    if missing or lost > tried * _SHARE_LOST:
        raise GenerationIncomplete(missing=missing, lost=lost)
    with transaction.atomic():
        rows = _locked()
        built = rows.get(GenerationState.BUILDING)
        if built is None or built.number != number:
            raise RebuildingElsewhere
        former = rows[GenerationState.SERVING]
        _swap(former, built, at=at)
        record_event(
            SearchEventKind.INDEX_REBUILT,
            portal=None,
            at=at,
            by=by,
            index=str(number),
            former_index=str(former.number),
            passed_over=str(len(passing_over) + len(passing_over_questions)),
        )


@transaction.atomic
def go_back(*, at: datetime) -> int:
    """Let the former generation answer again, which followed what is public meanwhile. Return its number. A command
    does this: the event says nobody's name.

    Raises:
        NoFormerGeneration: there is none.
    """
    rows = _locked()
    former = rows.get(GenerationState.FORMER)
    if former is None:
        raise NoFormerGeneration
    left = rows[GenerationState.SERVING]
    _swap(left, former, at=at)
    numbers = {"index": str(former.number), "former_index": str(left.number)}
    record_event(SearchEventKind.INDEX_TAKEN_BACK, portal=None, at=at, by=None, **numbers)
    return former.number


def lost_titles(number: int) -> tuple[int, int]:
    """How many rows of a generation are looked for by their titles, and how many of these are not found."""
    rows = SearchEntry.objects.filter(generation=number)
    last = rows.aggregate(last=Max("pk"))["last"]
    if last is None:
        return 0, 0
    first = rows.order_by("pk").values_list("pk", flat=True)[0]
    places = range(first, last + 1, max((last + 1 - first) // SAMPLE, 1))
    sample = (
        rows.filter(pk__gte=place).order_by("pk").only("title", "language", "portal", "content_hash").first()
        for place in places
    )
    tried = {entry.pk: entry for entry in sample if entry}.values()
    return len(tried), sum(not _finds(entry, number) for entry in tried)


def _finds(entry: SearchEntry, generation: int) -> bool:
    query = Query.read(_SYNTAX.sub(" ", entry.title))
    scope = Scope(entry.language, (entry.portal_id,), generation)
    if not query:
        return True
    # The search engine outside the database follows later.
    found = get_database_backend().find(query, scope, limit=_SAMPLED_HITS, offset=0).entry_ids
    # Of equal texts one is found.
    return SearchEntry.objects.filter(pk__in=found, content_hash=entry.content_hash).exists()


def _swap(serving: IndexGeneration, other: IndexGeneration, *, at: datetime) -> None:
    serving.state, other.state, other.served_from = GenerationState.FORMER, GenerationState.SERVING, at
    IndexGeneration.objects.bulk_update([serving, other], ["state", "served_from"])


def _locked() -> dict[str, IndexGeneration]:
    return {row.state: row for row in IndexGeneration.objects.select_for_update(no_key=True).order_by("number")}

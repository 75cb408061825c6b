"""Whether the index can answer (for load balancers), and whether it knows what is public (for operators)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import DatabaseError
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.models import Page
from wagtail.query import PageQuerySet

from qa.models import Question, QuestionEvent
from search.backends import get_backend
from search.index.questions import last_event
from search.models import PendingWrite, SearchEntry, serving_generation
from sites.directory import HOME_DEPTH

# A page just published waits for a worker; that is no fault.
GRACE: Final = timedelta(minutes=10)


def probe_index() -> str:
    """Say "ok", or what is wrong in words.

    An index that is behind takes no server out of service: `missing_pages` tells operators.
    """
    try:
        return "ok" if get_backend().is_built() else "search: the index does not exist; run migrate"
    except DatabaseError as error:
        return f"search: {type(error).__name__}"


def engine_state() -> str:
    """State of Elasticsearch, a value of `EngineState`; empty where there is none.

    While it is anything but well the database answers: no server is taken out of service for it.
    """
    return str(get_backend().state())


def rows_that_differ() -> int:
    """Number of rows that Elasticsearch, which is well, has too few or too many."""
    return get_backend().missing_rows()


def rows_refused() -> dict[int, str]:
    """Titles of rows that Elasticsearch does not take, by their keys; empty where the row is to be removed."""
    keys = PendingWrite.objects.refused().values_list("entry_id", flat=True)
    return dict.fromkeys(keys, "") | dict(SearchEntry.objects.filter(pk__in=keys).values_list("pk", "title"))


def missing_pages() -> int:
    """Public pages that should be in the index and are not, or in an older version."""
    return unindexed_pages().count()


def missing_questions() -> int:
    """Questions that citizens read and do not find, or not as they are now."""
    return unindexed_questions().count()


def unindexed_pages(generation: int | None = None, *, grace: timedelta = GRACE) -> PageQuerySet:
    """Public pages that should be in the index and are not, or in an older version.

    Args:
        generation: of the index; the one that answers without it.
        grace: how long a page may wait for its worker.
    """
    rows = SearchEntry.objects.filter(generation=generation or serving_generation(), page=OuterRef("pk"))
    current = rows.filter(Q(revision=OuterRef("live_revision")) | Q(revision=None, page__live_revision=None))
    settled = Page.objects.live().filter(depth__gte=HOME_DEPTH, last_published_at__lte=timezone.now() - grace)
    return settled.public().filter(~Exists(current))


def unindexed_questions(generation: int | None = None, *, grace: timedelta = GRACE) -> QuerySet[Question]:
    """Questions that citizens read and do not find, or not as they are now; see `unindexed_pages`."""
    rows = SearchEntry.objects.filter(generation=generation or serving_generation(), question=OuterRef("pk"))
    current = rows.filter(revision=OuterRef("last_event"))
    settled = timezone.now() - grace
    moved = QuestionEvent.objects.filter(question=OuterRef("pk"), at__gt=settled)
    questions = Question.objects.readable().annotate(last_event=last_event())
    return questions.filter(~Exists(current), ~Exists(moved), published_at__lte=settled)


@dataclass(frozen=True, slots=True)
class IndexHealth:
    """How the index is.

    Attributes:
        problem: empty where it answers.
        is_standing_in: the database answers in place of the engine.
        missing_since: since when the oldest page that is missing is public as it is.
    """

    engine: str
    problem: str
    is_standing_in: bool
    rows: int
    generation: int
    missing_pages: int
    missing_since: datetime | None
    missing_questions: int


def index_health() -> IndexHealth:
    """Look at the index, as a screen shows it."""
    problem, generation = probe_index(), serving_generation()
    missing = unindexed_pages(generation).aggregate(number=Count("pk"), since=Min("last_published_at"))
    return IndexHealth(
        engine=type(get_backend()).__name__.removesuffix("Backend"),
        problem="" if problem == "ok" else problem,
        is_standing_in=engine_state() not in {"", "ok"},
        rows=SearchEntry.objects.filter(generation=generation).count(),
        generation=generation,
        missing_pages=missing["number"],
        missing_since=missing["since"],
        missing_questions=unindexed_questions(generation).count(),
    )

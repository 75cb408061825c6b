"""Whether the index can answer (for load balancers), and whether it knows what is public (for operators)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import DatabaseError
from django.db.models import Count, Max, Min, QuerySet
from django.utils import timezone
from wagtail.models import Page

from qa.models import Question
from search.backends import get_backend
from search.models import SearchEntry
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


def missing_pages() -> int:
    """Public pages that should be in the index and are not."""
    return _missing(timezone.now()).count()


def _missing(at: datetime) -> QuerySet[Page]:
    settled = Page.objects.live().filter(depth__gte=HOME_DEPTH, last_published_at__lte=at - GRACE)
    return settled.public().filter(search_entries=None)


def missing_questions() -> int:
    """Questions that citizens read and do not find."""
    long_ago = timezone.now() - GRACE
    return Question.objects.readable().filter(search_entries=None, published_at__lte=long_ago).count()


@dataclass(frozen=True, slots=True)
class IndexHealth:
    """How the index is.

    Attributes:
        problem: empty where it answers.
        missing_since: since when the oldest page that is missing is public as it is.
    """

    engine: str
    problem: str
    rows: int
    generation: int | None
    missing_pages: int
    missing_since: datetime | None
    missing_questions: int


def index_health(*, at: datetime) -> IndexHealth:
    """Look at the index, as a screen shows it."""
    problem = probe_index()
    rows = SearchEntry.objects.aggregate(number=Count("pk"), generation=Max("generation"))
    missing = _missing(at).aggregate(number=Count("pk"), since=Min("last_published_at"))
    return IndexHealth(
        engine=type(get_backend()).__name__.removesuffix("Backend"),
        problem="" if problem == "ok" else problem,
        rows=rows["number"],
        generation=rows["generation"],
        missing_pages=missing["number"],
        missing_since=missing["since"],
        missing_questions=missing_questions(),
    )

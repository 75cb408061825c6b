"""Verbs of ratings. Sums are kept, and words for the board; of the reader nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from audit.errors import TooManyTries
from audit.throttling import hit_within, network_of
from formats.vietnamese.text import clean_text
from home.reports.periods import month_of
from participation.enums.ratings import Helpfulness, RatingAxis
from participation.models import PageFeedback, RatingDay, RatingRemark, RatingTally
from participation.personal_data.retention import kept_until
from participation.rating.throttled_actions import ADDING_WORDS, RATING
from participation.sent_forms.counters import increment_counters
from participation.sent_forms.day_marks import is_first_today
from participation.sent_forms.limits import HOUR

if TYPE_CHECKING:
    from participation.rating.rated_pages import RatedPage


@transaction.atomic
def rate_portal(
    portal_id: int, points: Mapping[RatingAxis, int], *, words: str = "", address: str | None, at: datetime
) -> bool:
    """Count the points that a reader gives a portal, by axis. Returns whether they were counted: a second time on a day
    they are not, and the words are not kept either.

    Raises:
        TooManyTries: too much was rated from this network within an hour.
    """
    today = timezone.localdate(at)
    if not _may_count(f"portals.Portal:{portal_id}", address=address, at=at):
        return False
    add_ratings(portal_id, [points], day=today)
    if said := clean_words(words):
        _keep_words(portal_id, said, today, **{axis.value: given for axis, given in points.items()})
    return True


def add_ratings(portal_id: int, ratings: Iterable[Mapping[RatingAxis, int]], *, day: date) -> None:
    """Add ratings to the sums of a portal."""
    listed = list(ratings)
    for axis in RatingAxis:
        given = [points[axis] for points in listed if axis in points]
        if given:
            key = {"portal_id": portal_id, "axis": axis, "month": month_of(day)}
            increment_counters(RatingTally, key, {"number": len(given), "points": sum(given)})
    increment_counters(RatingDay, {"portal_id": portal_id, "day": day}, {"rated": len(listed)})


@transaction.atomic
def rate_page(
    portal_id: int, page: RatedPage, said: Helpfulness, *, address: str | None, at: datetime
) -> PageFeedback | None:
    """Count whether a page helped a reader. Returns what words can be added to; None: it counts once a day.

    Raises:
        TooManyTries: too much was rated from this network within an hour.
    """
    if not _may_count(f"page:{portal_id}:{page.path}", address=address, at=at):
        return None
    return add_feedback(portal_id, page, {said: 1}, day=timezone.localdate(at))


def add_feedback(portal_id: int, page: RatedPage, numbers: Mapping[Helpfulness, int], *, day: date) -> PageFeedback:
    """Add answers to the sums of a page and its portal."""
    columns = {said.value: number for said, number in numbers.items()}
    key = {"portal_id": portal_id, "path": page.path, "month": month_of(day)}
    increment_counters(PageFeedback, key, columns, title=page.title[:255])
    increment_counters(RatingDay, {"portal_id": portal_id, "day": day}, columns)
    return PageFeedback.objects.get(**key)


@transaction.atomic
def add_page_words(feedback: PageFeedback, said: Helpfulness, words: str, *, nonce: str, at: datetime) -> bool:
    """Keep what a reader lacked on a page. Returns whether it was kept: once for each answer.

    Args:
        nonce: of the answer that was counted.
    """
    today, cleaned = timezone.localdate(at), clean_words(words)
    if not cleaned:
        return False
    try:
        hit_within(ADDING_WORDS, nonce, limit=1, period=HOUR, at=at)
    except TooManyTries:
        return False
    _keep_words(feedback.portal_id, cleaned, today, feedback=feedback, said=said)
    return True


def forget_words(*, today: date) -> int:
    """Delete the words whose period of keeping is over. Returns how many."""
    return RatingRemark.objects.filter(keep_until__lt=today).delete()[0]


def clean_words(words: str) -> str:
    """Words in lines, without what nobody sees."""
    return "\n".join(clean_text(line) for line in words.replace("\0", "").splitlines()).strip()


def _may_count(what: str, *, address: str | None, at: datetime) -> bool:
    if address:
        limit = settings.RATINGS_PER_ADDRESS_HOUR
        hit_within(RATING, network_of(address), limit=limit, period=HOUR, at=at)
    return is_first_today(what, address=address, today=timezone.localdate(at))


def _keep_words(portal_id: int, words: str, today: date, **facts: Any) -> None:
    until = kept_until(today, months=settings.PERSONAL_DATA_KEPT_MONTHS)
    RatingRemark.objects.create(portal_id=portal_id, words=words, day=today, keep_until=until, **facts)

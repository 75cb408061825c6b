"""From a change to the end of the copies that show it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone

from audit.on_commit import run_on_commit
from page_cache.generations import end_generations
from page_cache.models import PendingPurge

# A change of which the cache was not told for so long is an alarm.
LATE: Final = timedelta(minutes=3)
_BATCH: Final = 1_000


def purge_on_commit(portal_ids: Iterable[int | None]) -> None:
    """End the copies of pages of some portals once the transaction is committed; None stands for all portals.

    Noted in the transaction: what the cache does not take then, `purge_pending` tells it again.
    """
    if not settings.PAGE_CACHE_SECONDS:
        return
    now = timezone.now()
    wanted = list(dict.fromkeys(portal_ids))
    rows = PendingPurge.objects.bulk_create(PendingPurge(portal_id=portal_id, noted_at=now) for portal_id in wanted)
    run_on_commit(_purge, [row.pk for row in rows], wanted)


def purge_pending() -> int:
    """Tell the cache of the changes that it did not take.

    Returns:
        How many it has taken now.
    """
    waiting = list(PendingPurge.objects.order_by("pk").values_list("pk", "portal_id")[:_BATCH])
    if not waiting:
        return 0
    keys, portal_ids = zip(*waiting, strict=True)
    return _purge(keys, set(portal_ids))


def late_purges(now: datetime) -> int:
    """How many changes the cache was not told of in time."""
    return PendingPurge.objects.filter(noted_at__lt=now - LATE).count()


def _purge(keys: Iterable[int], portal_ids: Iterable[int | None]) -> int:
    if not end_generations(portal_ids):
        return 0
    return PendingPurge.objects.filter(pk__in=keys).delete()[0]

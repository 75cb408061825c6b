"""Invalidation of copies after the commit of a change, through an outbox."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone

from audit.on_commit import run_on_commit
from page_cache.generations import end_generations
from page_cache.models import PendingPurge

# An invalidation that waits longer is an alarm.
LATE: Final = timedelta(minutes=3)
_BATCH: Final = 1_000


def purge_on_commit(portal_ids: Iterable[int | None]) -> None:
    """Invalidate the copies of pages of some portals once the transaction is committed; None stands for all portals.

    The outbox is written in the transaction: `purge_pending` retries what the cache does not confirm.
    """
    if not settings.PAGE_CACHE_SECONDS:
        return
    now = timezone.now()
    wanted = list(dict.fromkeys(portal_ids))
    rows = PendingPurge.objects.bulk_create(PendingPurge(portal_id=portal_id, noted_at=now) for portal_id in wanted)
    run_on_commit(_purge, [row.pk for row in rows], wanted)


def purge_pending() -> int:
    """Retry the invalidations that the cache did not confirm.

    Returns:
        How many it has confirmed now.
    """
    waiting = list(PendingPurge.objects.order_by("pk").values_list("pk", "portal_id")[:_BATCH])
    if not waiting:
        return 0
    keys, portal_ids = zip(*waiting, strict=True)
    return _purge(keys, set(portal_ids))


def late_purges(now: datetime) -> int:
    """How many invalidations have waited for too long."""
    return PendingPurge.objects.filter(noted_at__lt=now - LATE).count()


def _purge(keys: Iterable[int], portal_ids: Iterable[int | None]) -> int:
    if not end_generations(portal_ids):
        return 0
    return PendingPurge.objects.filter(pk__in=keys).delete()[0]

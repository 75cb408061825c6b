"""Invalidation of copies after the commit of a change, through an outbox."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from audit.on_commit import enqueue_on_commit, run_on_commit
from formats.batches import batched
from page_cache.generations import end_generations
from page_cache.models import PendingPurge
from page_cache.proxies import purge_at_once, purge_proxies

# An invalidation that waits longer is an alarm.
LATE: Final = timedelta(minutes=3)
# Seconds. What was rendered before a change may reach a proxy after the purge: then it is purged once more.
AGAIN_AFTER: Final = 5
_BATCH: Final = 1_000
# Seconds. A transaction records many events, whose calls follow each other after its commit: the first of them purges
# for all, and a worker once more. Another transaction of the same thread comes later.
ONCE_IN: Final = 0.2


class _Last(threading.local):
    """What a thread has purged by itself last, and when it was done."""

    wanted: frozenset[int | None] = frozenset()
    at = 0.0


_last = _Last()


def purge_on_commit(portal_ids: Iterable[int | None]) -> None:
    """Invalidate the copies of pages of some portals once the transaction is committed; None stands for all portals.

    The outbox is written in the transaction: `purge_pending` retries what the cache or a proxy does not confirm.
    """
    if not settings.PAGE_CACHE_SECONDS:
        return
    now = timezone.now()
    wanted = list(dict.fromkeys(portal_ids))
    rows = PendingPurge.objects.bulk_create(PendingPurge(portal_id=portal_id, noted_at=now) for portal_id in wanted)
    run_on_commit(_end_copies_at_once, [row.pk for row in rows], wanted)
    if settings.PAGE_PROXIES:
        for seconds in (0, AGAIN_AFTER):
            enqueue_on_commit("page_cache.tasks.tell_page_cache", seconds=seconds)


def purge_pending() -> int:
    """Retry the invalidations that the cache did not confirm, then purge the proxies of what is due.

    Returns:
        How many are done now.
    """
    before = timezone.now() - timedelta(seconds=AGAIN_AFTER)
    unconfirmed = dict(PendingPurge.objects.filter(is_cache_confirmed=False).values_list("pk", "portal_id"))
    if unconfirmed and not _end_copies(list(unconfirmed), set(unconfirmed.values())):
        return 0
    if not settings.PAGE_PROXIES:
        # Of former proxies.
        return len(unconfirmed) + PendingPurge.objects.filter(is_cache_confirmed=True).delete()[0]
    is_due = Q(is_proxy_confirmed=False) | Q(noted_at__lte=before)
    due = dict(PendingPurge.objects.filter(is_due, is_cache_confirmed=True).values_list("pk", "portal_id"))
    if not due or not purge_proxies(set(due.values())):
        return 0
    done = 0
    for keys in batched(due, _BATCH):
        rows = PendingPurge.objects.filter(pk__in=keys)
        done += rows.filter(noted_at__lte=before).delete()[0]
        rows.update(is_proxy_confirmed=True)
    return done


def late_purges(now: datetime) -> int:
    """How many invalidations have waited for too long."""
    return PendingPurge.objects.filter(noted_at__lt=now - LATE).count()


def _end_copies_at_once(row_ids: list[int], portal_ids: list[int | None]) -> None:
    """Invalidate the copies in the cache, and in proxies those that most people may read: a worker does the others."""
    if not _end_copies(row_ids, portal_ids) or not settings.PAGE_PROXIES:
        return
    wanted = frozenset(portal_ids)
    if _last.wanted == wanted and time.monotonic() - _last.at < ONCE_IN:
        return
    is_done = purge_at_once(portal_ids)
    _last.wanted, _last.at = wanted, time.monotonic()
    if is_done:
        PendingPurge.objects.filter(pk__in=row_ids).update(is_proxy_confirmed=True)


def _end_copies(row_ids: Iterable[int], portal_ids: Iterable[int | None]) -> bool:
    """Invalidate the copies in the cache; False: it does not confirm that. Without proxies the rows are done then."""
    if not end_generations(portal_ids):
        return False
    for keys in batched(row_ids, _BATCH):
        rows = PendingPurge.objects.filter(pk__in=keys)
        if settings.PAGE_PROXIES:
            # The second purge is counted from here: the transaction may have taken long.
            rows.update(is_cache_confirmed=True, noted_at=timezone.now())
        else:
            rows.delete()
    return True

"""The index made again from a screen: begun by an operator, made by a worker, with its progress."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from audit.failed_tasks import was_lost
from audit.on_commit import enqueue_on_commit
from members.access.permissions import can_operate
from search.errors import ReindexingForbidden
from search.index.generations import hold_index
from search.index.indexing import reindex
from search.models import Reindexing
from sites.directory import get_directory

if TYPE_CHECKING:
    from accounts.models import User
    from sites.models import Portal

MAKING: Final = "search.tasks.reindex_portal"
# After which one of which nothing is done is taken for lost: a hundred pages take seconds.
PATIENCE: Final = timedelta(minutes=10)
KEPT_FOR: Final = timedelta(days=90)


@transaction.atomic
def start_reindexing(portal: Portal | None, *, by: User, at: datetime) -> Reindexing:
    """Have a worker make the index of a portal again, or of all; its task begins after the commit. One that is under
    way goes on alone.

    The row says who began it and when; that the new index answers is an event.

    Raises:
        ReindexingForbidden: the person is no operator.
    """
    if not can_operate(by, on=timezone.localdate(at)):
        raise ReindexingForbidden
    hold_index(at=at)  # one after the other
    Reindexing.objects.filter(started_at__lt=at - KEPT_FOR).delete()
    latest = Reindexing.objects.first()
    if latest is not None and is_under_way(latest, at=at):
        return latest
    started = Reindexing.objects.create(portal=portal, started_by=by, started_at=at, moved_at=at)
    enqueue_on_commit(MAKING, started.pk)
    return started


def make_reindexing(key: int) -> int:
    """Make the index again as a row asks, which says how far it is. Returns how many pages and questions are public."""
    row = Reindexing.objects.filter(pk=key, ended_at=None)
    asked = row.first()
    if asked is None:
        return 0

    def tell(done: int, total: int) -> None:
        row.update(done=done, total=total, moved_at=timezone.now())

    record = get_directory().by_id.get(asked.portal_id) if asked.portal_id else None
    try:
        result = reindex(record, by=asked.started_by, on_progress=tell)
    except Exception as error:
        row.update(ended_at=timezone.now(), error=type(error).__name__[:100])
        raise
    row.update(ended_at=timezone.now(), failed=len(result.failed) + len(result.failed_questions))
    return result.indexed


def is_under_way(reindexing: Reindexing, *, at: datetime) -> bool:
    """Whether a worker has it, or will."""
    is_open = reindexing.ended_at is None and reindexing.moved_at > at - PATIENCE
    return is_open and not was_lost(MAKING, reindexing.pk, since=reindexing.started_at)

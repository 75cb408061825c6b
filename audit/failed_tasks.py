"""What background work was lost, kept for the operator: nobody reads the log of every worker."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from django.db import Error, connection, transaction

from audit.enums import TaskLoss
from audit.models import FailedTask

logger = logging.getLogger(__name__)

KEPT_FOR: Final = timedelta(days=90)
# What `doctor` tells of.
RECENT: Final = timedelta(days=7)
# Of a task about many rows the first are enough to find it.
MANY: Final = 20
# Runs the work of Wagtail, whose name it is given first (cityportal.tasks).
HANDING_ON: Final = "cityportal.tasks.run_task"

# The key of the portal of the row whose number a task is given first; None where it has none.
PortalOf = Callable[[int], int | None]
_portals: dict[str, PortalOf] = {}


def register_portals_of_tasks(found: Mapping[str, PortalOf]) -> None:
    """Say of tasks, by their names, on which portal their rows stand."""
    _portals.update(found)


def record_failed(task: str, given: Iterable[object], *, loss: TaskLoss, error: BaseException, at: datetime) -> None:
    """Keep that a task was lost, and forget what is old. Never fails: a database that is away keeps nothing.

    Args:
        given: what it was given, of which the numbers alone are kept.
    """
    given = list(given)
    name = str(given[0]) if task == HANDING_ON and given else task
    numbers = [number for number, _count in zip(_numbers(given), range(MANY), strict=False)]
    try:
        # What failed may have been the connection itself. Django closes one that is in a transaction, sound or not.
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        with transaction.atomic():
            FailedTask.objects.filter(at__lt=at - KEPT_FOR).delete()
            portal = _portals[name](numbers[0]) if name in _portals and numbers else None
            FailedTask.objects.create(
                task=name[:200], portal_id=portal, at=at, loss=loss, error=type(error).__name__[:100], numbers=numbers
            )
    except Error:
        logger.exception("Not kept that %s was lost.", name)


def was_lost(task: str, number: int, *, since: datetime) -> bool:
    """Whether a task about a row was lost since a moment, so that nobody does it by itself."""
    rows = FailedTask.objects.filter(task=task).since(since).values_list("numbers", flat=True)
    return any(number in numbers for numbers in rows)


def _numbers(given: object) -> Iterator[int]:
    if isinstance(given, Mapping):
        given = list(given.values())
    if isinstance(given, int) and not isinstance(given, bool):
        yield given
    elif isinstance(given, (list, tuple, set, frozenset)):
        for each in given:
            yield from _numbers(each)

"""Which sets are kept: the newest of each of the last days, weeks and months in which there are any."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from cityportal.backups.sets import SETS, objects_at, read_summary, sets_at
from cityportal.backups.targets import Target


def kept_moments(moments: Iterable[datetime], *, days: int, weeks: int, months: int) -> set[datetime]:
    """Those of some moments that are kept; the newest always is. Days are those of the active time zone."""
    newest_first = sorted(moments, reverse=True)
    kept = set(newest_first[:1])
    periods: tuple[tuple[int, Callable[[datetime], Any]], ...] = (
        (days, lambda day: day.date()),
        (weeks, lambda day: day.isocalendar()[:2]),
        (months, lambda day: (day.year, day.month)),
    )
    for most, period_of in periods:
        newest: dict[Any, datetime] = {}
        for moment in newest_first:
            newest.setdefault(period_of(timezone.localtime(moment)), moment)
        kept.update(list(newest.values())[:most])
    return kept


def rotate(target: Target, *, days: int, weeks: int, months: int) -> list[str]:
    """Delete sets that are not kept any more, and objects that no kept one names. Returns the names of those sets.

    Raises:
        BadSet: the summary of a kept set cannot be read: nothing is deleted.
        OSError: the target does not answer, or refuses to delete.
    """
    summaries = [read_summary(target, name) for name in sets_at(target)]
    kept = kept_moments((one.made_at for one in summaries), days=days, weeks=weeks, months=months)
    gone = [one.name for one in summaries if one.made_at not in kept]
    named = {key for one in summaries if one.made_at in kept for key in one.objects}
    for name in gone:
        # What is no set without it goes first.
        target.delete(f"{SETS}/{name}.json")
        target.delete(f"{SETS}/{name}.age")
    for key, stored in objects_at(target).items():
        if key not in named:
            target.delete(stored.name)
    return gone


def rotate_all(targets: Iterable[Target]) -> Iterator[tuple[str, str]]:
    """Rotate targets as the settings say. Yields the name of the target and of each set that was deleted there."""
    for target in targets:
        for name in rotate(
            target,
            days=settings.BACKUP_KEEP_DAYS,
            weeks=settings.BACKUP_KEEP_WEEKS,
            months=settings.BACKUP_KEEP_MONTHS,
        ):
            yield target.name, name

"""Days of a week with what happens on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from deadlines.models import SpecialDay


@dataclass(frozen=True, slots=True)
class WeekDay:
    """A day of a week that has something.

    Attributes:
        note: why nobody works on it, if so.
    """

    day: date
    entries: tuple[Any, ...]
    note: str


def week_days(monday: date, entries: Iterable[Any]) -> list[WeekDay]:
    """Entries under their days, in the order in which they come; `day` of an entry counts from 1, the Monday.

    One query.
    """
    by_day: dict[date, list[Any]] = defaultdict(list)
    for entry in entries:
        by_day[monday + timedelta(days=int(entry["day"]) - 1)].append(entry)
    off = SpecialDay.objects.off().between(monday, monday + timedelta(days=6)) if by_day else ()
    names = {row.date: row.name for row in off}
    return [WeekDay(day, tuple(found), names.get(day, "")) for day, found in sorted(by_day.items())]

"""Days of a week with what happens on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import pgettext

from deadlines.models import SpecialDay

NOON: Final = time(12)


@dataclass(frozen=True, slots=True)
class WeekDay:
    """A day of a week that has something.

    Attributes:
        note: why nobody works on it, if so.
    """

    day: date
    entries: tuple[Any, ...]
    note: str

    @property
    def halves(self) -> list[tuple[str, list[Any]]]:
        """Morning and afternoon with what is in them; a half day without anything is left out. `time` of an entry
        decides; what begins at noon is of the afternoon."""
        morning = [entry for entry in self.entries if entry["time"] < NOON]
        afternoon = [entry for entry in self.entries if entry["time"] >= NOON]
        named = ((pgettext("half of a day", "Morning"), morning), (pgettext("half of a day", "Afternoon"), afternoon))
        return [(name, found) for name, found in named if found]


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


def in_city(day: date, moment: time) -> datetime:
    """A day and a time of the city."""
    return timezone.make_aware(datetime.combine(day, moment))

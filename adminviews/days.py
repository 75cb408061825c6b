"""Days of the city's calendar as moments: the one place that knows where the calendar of a database ends. Pure."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Final

from django.utils import timezone

# Before it there is no moment that a database could be asked for in its own time zone.
FIRST_DAY: Final = date(1, 1, 2)


def begins(day: date) -> datetime:
    """The first moment of a day in the time zone of the city; of the first day, where it is before that."""
    return datetime.combine(max(day, FIRST_DAY), time.min, timezone.get_default_timezone())


def ends(day: date) -> datetime:
    """The last moment of a day in the time zone of the city; of the first day, where it is before that."""
    return datetime.combine(max(day, FIRST_DAY), time.max, timezone.get_default_timezone())

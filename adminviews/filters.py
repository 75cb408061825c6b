"""Filters of lists by period, and days of the city's calendar as moments."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, Final

import django_filters
from django.utils import timezone

# Before it there is no moment that a database could be asked for in its own time zone.
FIRST_DAY: Final = date(1, 1, 2)


def begins(day: date) -> datetime:
    """The first moment of a day in the time zone of the city; of the first day, where it is before that."""
    return datetime.combine(max(day, FIRST_DAY), time.min, timezone.get_default_timezone())


def ends(day: date) -> datetime:
    """The last moment of a day in the time zone of the city; of the first day, where it is before that."""
    return datetime.combine(max(day, FIRST_DAY), time.max, timezone.get_default_timezone())


class PeriodField(django_filters.fields.DateRangeField):
    """Two days; the first one of the calendar is no error of the database."""

    def compress(self, data_list: list[date | None]) -> Any:
        return super().compress([day and max(day, FIRST_DAY) for day in data_list])


class PeriodFilter(django_filters.DateFromToRangeFilter):
    """From one day to another, both included, in the time zone of the city."""

    field_class = PeriodField

"""Filters of lists by period."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters

from adminviews.days import FIRST_DAY


class PeriodField(django_filters.fields.DateRangeField):
    """Two days; the first one of the calendar is no error of the database."""

    def compress(self, data_list: list[date | None]) -> Any:
        return super().compress([day and max(day, FIRST_DAY) for day in data_list])


class PeriodFilter(django_filters.DateFromToRangeFilter):
    """From one day to another, both included, in the time zone of the city."""

    field_class = PeriodField

"""Weeks and periods that move with the day they are counted from. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

# Months of the periods that a year is divided into.
MONTHS: Final = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


@dataclass(frozen=True, slots=True)
class Covered:
    """A period: its number within the year, where it has one, and its last day."""

    year: int
    number: int | None
    last_day: date


def period_before(period: str, day: date, *, ago: int) -> Covered:
    """The period so many periods before the one of a day: 0 is that one, 1 the last that was over.

    Nine months end in September: 1 is those of the last year in which September was over.
    """
    if period == "nine_months":
        year = (day.year if day.month > 9 else day.year - 1) - (ago - 1)
        return Covered(year, None, date(year, 9, 30))
    months = MONTHS[period]
    place = (day.year * 12 + day.month - 1) // months - ago
    year, month = divmod(place * months, 12)
    next_year, next_month = divmod((place + 1) * months, 12)
    number = None if period == "year" else month // months + 1
    return Covered(year, number, date(next_year, next_month + 1, 1) - timedelta(days=1))


def day_of_week(today: date, *, week: int, day: int) -> date:
    """A day of a week, 1 its Monday; week 0 is the one of today."""
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(weeks=week, days=day - 1)

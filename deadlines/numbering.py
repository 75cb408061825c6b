"""Every day with its number, kept in step with the days that differ from the week.

The difference of two numbers is the count of working days between two days, so lists of many thousand items are counted
in SQL, and show a change of the calendar at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from deadlines.models import NumberedDay, SpecialDay
from deadlines.working_days import WorkingCalendar, days_after

# The first year whose days off ship with the product; no rule begins earlier.
FIRST_DAY: Final = date(2024, 1, 1)
YEARS_AHEAD: Final = 12


def numbered(calendar: WorkingCalendar, *, until: date) -> Iterator[NumberedDay]:
    """The rows of a calendar from the first day on."""
    number = 0
    for day in (FIRST_DAY, *days_after(FIRST_DAY, until)):
        is_working = calendar.is_working_day(day)
        number += is_working
        yield NumberedDay(date=day, number=number, is_working=is_working)


def number_days(*, today: date) -> int:
    """Bring the rows in step with the calendar, and keep twelve years ahead. Returns how many changed.

    In the caller's transaction.
    """
    until = date(today.year + YEARS_AHEAD, 12, 31)
    present = {day: (number, is_working) for day, number, is_working in NumberedDay.objects.values_list()}
    until = max(until, *present) if present else until
    changed = [
        row
        for row in numbered(SpecialDay.objects.all().calendar(), until=until)
        if present.get(row.date) != (row.number, row.is_working)
    ]
    NumberedDay.objects.bulk_create(
        changed,
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["date"],
        update_fields=["number", "is_working"],
    )
    return len(changed)

"""Periods that a content report is asked for: months, quarters and years, by a code. Pure."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Final, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

# How many are offered, the one that runs among them; what is older is asked for by its days.
MONTHS, QUARTERS, YEARS = 12, 8, 5
_CODE: Final = re.compile(r"([0-9]{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?", re.ASCII)


class Period(NamedTuple):
    """Days of the city, both included."""

    first: date
    last: date


def month_of(day: date) -> str:
    """The code of the month of a day: "2026-11"."""
    return f"{day.year:04}-{day.month:02}"


def period_of(code: str) -> Period | None:
    """The days of "2026", "2026-Q4" or "2026-11"; None: no such period."""
    found = _CODE.fullmatch(code)
    if found is None or not (year := int(found[1])):
        return None
    first, last = 1, 12
    if found[2]:
        last = int(found[2]) * 3
        first = last - 2
    elif found[3]:
        first = last = int(found[3])
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def offered_periods(today: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """Periods to choose from, in groups with their names, each by its code and in words: the newest first."""
    # Months and quarters are numbered through from the year zero.
    months = [divmod(today.year * 12 + today.month - 1 - back, 12) for back in range(MONTHS)]
    quarters = [divmod(today.year * 4 + (today.month - 1) // 3 - back, 4) for back in range(QUARTERS)]
    return [
        (
            pgettext("periods of a report", "Month"),
            [
                (f"{year:04}-{month + 1:02}", _("Month %(number)s of %(year)s") % {"number": month + 1, "year": year})
                for year, month in months
            ],
        ),
        (
            pgettext("periods of a report", "Quarter"),
            [
                (
                    f"{year:04}-Q{quarter + 1}",
                    _("Quarter %(number)s of %(year)s") % {"number": ("I", "II", "III", "IV")[quarter], "year": year},
                )
                for year, quarter in quarters
            ],
        ),
        (
            pgettext("periods of a report", "Year"),
            [(f"{year:04}", _("Year %(year)s") % {"year": year}) for year in range(today.year, today.year - YEARS, -1)],
        ),
    ]

"""How long it is kept who sent something. Pure."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Final

MONTHS_IN_A_YEAR: Final = 12


def kept_until(ended_on: date, *, months: int) -> date:
    """The last day of a period of months that begins with the day on which a matter ended.

    It ends with the day of the same number, or the last of a month that has no such day (Civil Code 2015, Article 148).
    How many months is the installation's to say (PERSONAL_DATA_KEPT_MONTHS): the law wants data deleted once its
    purpose is reached (Law 91/2025/QH15, Article 14), and names no number.
    """
    years, month = divmod(ended_on.month - 1 + months, MONTHS_IN_A_YEAR)
    year, month = ended_on.year + years, month + 1
    return date(year, month, min(ended_on.day, calendar.monthrange(year, month)[1]))


def first_kept_end(on: date, *, months: int) -> date:
    """The first day of an end whose period of months is not over before a day: `kept_until` turned around.

    What ended before it need not be kept on that day.
    """
    years, month = divmod(on.month - 1 - months, MONTHS_IN_A_YEAR)
    year, month = on.year + years, month + 1
    last = calendar.monthrange(year, month)[1]
    return date(year, month, on.day) if on.day <= last else date(year, month, last) + timedelta(days=1)

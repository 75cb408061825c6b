"""How long it is kept who sent something. Pure."""

from __future__ import annotations

import calendar
from datetime import date
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

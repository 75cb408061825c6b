"""Days of a year as the package `holidays` expects them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import holidays

from deadlines.enums import DayKind

COUNTRY: Final = "VN"
# What the package calls a working day that is given off for a Saturday.
_SWAPPED: Final = "Day off"


@dataclass(frozen=True, slots=True)
class ProposedDay:
    """A day that would differ from the week."""

    date: date
    kind: DayKind
    name_vi: str
    name_en: str


def proposed_days(year: int) -> list[ProposedDay]:
    """What the Labour Code and the moon say of a year, and what the package knows of swaps, in the order of days."""
    vietnamese = holidays.country_holidays(COUNTRY, years=year, language="vi")
    english = holidays.country_holidays(COUNTRY, years=year, language="en_US")
    themselves = holidays.country_holidays(COUNTRY, years=year, observed=False)
    found = [
        ProposedDay(
            date=day,
            kind=_kind(english[day], is_in_lieu=day not in themselves),
            name_vi=vietnamese[day],
            name_en=english[day],
        )
        for day in vietnamese
    ]
    worked = [
        ProposedDay(date=day, kind=DayKind.WORKED, name_vi="Ngày làm bù", name_en="Worked in exchange")
        for day in vietnamese.weekend_workdays
        if day.year == year
    ]
    return sorted([*found, *worked], key=lambda day: day.date)


def _kind(name: str, *, is_in_lieu: bool) -> DayKind:
    if is_in_lieu:
        return DayKind.COMPENSATORY
    return DayKind.SWAPPED_OFF if name.startswith(_SWAPPED) else DayKind.HOLIDAY

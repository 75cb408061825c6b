"""What ships with the product, from its files: no database."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import deadlines
from deadlines.enums import DAYS_OFF, DayKind
from deadlines.working_days import WorkingCalendar

DATA: Final = Path(deadlines.__file__).parent / "data"
# Words of the file of holidays.
_KINDS: Final = {
    "statutory": DayKind.HOLIDAY,
    "provisional": DayKind.HOLIDAY,
    "compensatory": DayKind.COMPENSATORY,
    "swap_off": DayKind.SWAPPED_OFF,
    "makeup_workday": DayKind.WORKED,
}


@dataclass(frozen=True, slots=True)
class ShippedDay:
    """A day that differs from the week. Provisional: expected, and decided by nobody yet."""

    date: date
    kind: DayKind
    name_vi: str
    name_en: str
    is_provisional: bool
    source: str


@cache
def shipped_days() -> tuple[ShippedDay, ...]:
    """All days, in their order."""
    found = (
        ShippedDay(
            date=date.fromisoformat(row["date"]),
            kind=_KINDS[row["kind"]],
            name_vi=row["name_vi"],
            name_en=row["name_en"],
            is_provisional=row["kind"] == "provisional",
            source=row["source"],
        )
        for row in rows("public_holidays")
    )
    return tuple(sorted(found, key=lambda day: day.date))


def calendar_of(days: Iterable[ShippedDay]) -> WorkingCalendar:
    """The week, but for these days."""
    known = list(days)
    return WorkingCalendar(
        days_off=frozenset(day.date for day in known if day.kind in DAYS_OFF),
        worked=frozenset(day.date for day in known if day.kind == DayKind.WORKED),
    )


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))

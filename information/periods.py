"""Periods of reports and weeks, in words. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from deadlines.models import SpecialDay
from information.enums import Period

# How many of a period there are in a year; those left out have no number.
IN_A_YEAR: Final = {Period.MONTH: 12, Period.QUARTER: 4, Period.HALF_YEAR: 2}


def number_fault(period: str, number: int | None) -> str | None:
    """What is wrong with the number of a period, in the active language; None: nothing, or no period is chosen yet.

    A number may be missing: then the whole year is meant.
    """
    if number is None or period not in Period.values:
        return None
    most = IN_A_YEAR.get(Period(period))
    if most is None:
        return _("This period has no number: leave the field empty.")
    return None if 1 <= number <= most else _("The number is from 1 to %(most)d.") % {"most": most}


def period_in_words(period: Period, number: int | None, year: int) -> str:
    """ "Quarter III of 2026", "nine months of 2026", "until 2026"."""
    # Quarters are numbered as the state does: quý III.
    quarter = {1: "I", 2: "II", 3: "III", 4: "IV"}.get(number or 0, str(number))
    values = {"number": quarter if period == Period.QUARTER else number, "year": year}
    if number is None and period in {Period.MONTH, Period.QUARTER, Period.HALF_YEAR}:
        return str(year)
    if period == Period.HALF_YEAR:
        return (_("First half of %(year)s") if number == 1 else _("Second half of %(year)s")) % values
    return {
        Period.MONTH: _("Month %(number)s of %(year)s"),
        Period.QUARTER: _("Quarter %(number)s of %(year)s"),
        Period.NINE_MONTHS: _("Nine months of %(year)s"),
        Period.YEAR: _("Year %(year)s"),
        Period.SEVERAL_YEARS: _("Several years until %(year)s"),
    }[period] % values


NOON: Final = time(12)


@dataclass(frozen=True, slots=True)
class WeekDay:
    """A day of a week that has something.

    Attributes:
        note: why nobody works on it, if so.
    """

    day: date
    entries: tuple[Any, ...]
    note: str

    @property
    def halves(self) -> list[tuple[str, list[Any]]]:
        """Morning and afternoon with what is in them; a half day without anything is left out. `time` of an entry
        decides; what begins at noon is of the afternoon."""
        morning = [entry for entry in self.entries if entry["time"] < NOON]
        afternoon = [entry for entry in self.entries if entry["time"] >= NOON]
        named = ((pgettext("half of a day", "Morning"), morning), (pgettext("half of a day", "Afternoon"), afternoon))
        return [(name, found) for name, found in named if found]


def week_days(monday: date, entries: Iterable[Any]) -> list[WeekDay]:
    """Entries under their days, in the order in which they come; `day` of an entry counts from 1, the Monday."""
    found = list(entries)
    off = SpecialDay.objects.off().between(monday, monday + timedelta(days=6)) if found else ()
    return days_of_week(monday, found, names={row.date: row.name for row in off})


def days_of_week(monday: date, entries: Iterable[Any], *, names: Mapping[date, str]) -> list[WeekDay]:
    """As `week_days`, where the names of the days off are known."""
    by_day: dict[date, list[Any]] = defaultdict(list)
    for entry in entries:
        by_day[monday + timedelta(days=int(entry["day"]) - 1)].append(entry)
    return [WeekDay(day, tuple(found), names.get(day, "")) for day, found in sorted(by_day.items())]


def in_city(day: date, moment: time) -> datetime:
    """A day and a time of the city."""
    return timezone.make_aware(datetime.combine(day, moment))

"""Periods of reports in words. Pure."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

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
    values = {"number": _quarter(number) if period == Period.QUARTER else number, "year": year}
    if number is None and period in {Period.MONTH, Period.QUARTER, Period.HALF_YEAR}:
        return str(year)
    if period == Period.HALF_YEAR:
        text = _("First half of %(year)s") if number == 1 else _("Second half of %(year)s")
        return text % values
    return {
        Period.MONTH: _("Month %(number)s of %(year)s"),
        Period.QUARTER: _("Quarter %(number)s of %(year)s"),
        Period.NINE_MONTHS: _("Nine months of %(year)s"),
        Period.YEAR: _("Year %(year)s"),
        Period.SEVERAL_YEARS: _("Several years until %(year)s"),
    }[period] % values


def _quarter(number: int | None) -> str:
    """Quarters are numbered as the state does: quý III."""
    return {1: "I", 2: "II", 3: "III", 4: "IV"}.get(number or 0, str(number))

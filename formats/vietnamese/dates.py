"""Dates as the reader's language writes them."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.translation import pgettext, pgettext_lazy

WEEKDAYS = (
    pgettext_lazy("weekday inside a line", "Monday"),
    pgettext_lazy("weekday inside a line", "Tuesday"),
    pgettext_lazy("weekday inside a line", "Wednesday"),
    pgettext_lazy("weekday inside a line", "Thursday"),
    pgettext_lazy("weekday inside a line", "Friday"),
    pgettext_lazy("weekday inside a line", "Saturday"),
    pgettext_lazy("weekday inside a line", "Sunday"),
)


def vi_date(value: date | None) -> str:
    """Write "23/11/2026", in English "23 November 2026"."""
    return date_format(in_city_time(value), pgettext("date format", "j F Y")) if value else ""


def vi_time(value: time | datetime | None) -> str:
    """Write "07:30"; a moment in the time of the city. Empty for None, as in drafts."""
    if value is None:
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return time_format(value, "H:i")


def vi_days(first: date, last: date) -> str:
    """Write "23–29/11/2026", "30/11–06/12/2026", in English "23–29 November 2026": what both days share stands once."""
    if first.year != last.year:
        return f"{vi_date(first)} – {vi_date(last)}"
    shared = "month" if first.month == last.month else "year"
    begins = {
        "month": pgettext("date format, days of one month", "j"),
        "year": pgettext("date format, days of one year", "j F"),
    }[shared]
    return f"{date_format(first, begins)}–{vi_date(last)}"


def vi_short_datetime(value: date | None) -> str:
    """Write "10:15, 23/11/2026", in English "10:15, 23 November 2026"."""
    if not isinstance(value, datetime):
        return vi_date(value)
    return f"{vi_time(value)}, {vi_date(value)}"


def vi_datetime(value: date | None) -> str:
    """Write "07:30, thứ Hai ngày 23/11/2026", in English "07:30, Monday 23 November 2026"; a date has no time."""
    if not value:
        return ""
    local = in_city_time(value)
    day = pgettext("weekday and date", "%(weekday)s %(date)s") % {
        "weekday": WEEKDAYS[local.weekday()],
        "date": vi_date(value),
    }
    return f"{vi_time(local)}, {day}" if isinstance(local, datetime) else day


def weekday_and_date(value: date) -> str:
    """Write "Thứ Hai ngày 23/11/2026", as a heading."""
    return capfirst(vi_datetime(value))


def in_city_time(value: date) -> date:
    """Convert a moment to the time of the city; a date, and a time without zone, as it is."""
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value

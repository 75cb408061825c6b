"""A last day in words: "Quyết định công bố 28/4/2026, nghỉ 30/4–1/5, hạn 14/5/2026"."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from deadlines.enums import LimitUnit
from deadlines.limits import Limit
from deadlines.working_days import WEEKEND, WorkingCalendar, days_after


def limit_in_words(limit: Limit) -> str:
    """ "10 working days", "at once"."""
    count = limit.count
    match limit.unit:
        case LimitUnit.WORKING_DAYS:
            text = ngettext("%(count)d working day", "%(count)d working days", count)
        case LimitUnit.WORKING_DAYS_BEFORE:
            text = ngettext("at least %(count)d working day before", "at least %(count)d working days before", count)
        case LimitUnit.HOURS:
            text = ngettext("%(count)d hour", "%(count)d hours", count)
        case LimitUnit.DAYS:
            text = ngettext("%(count)d day", "%(count)d days", count)
        case LimitUnit.DAYS_OPEN:
            text = ngettext("open for at least %(count)d day", "open for at least %(count)d days", count)
        case LimitUnit.OTHER_ACT:
            return pgettext("time limit", "as another act says")
        case _:
            return pgettext("time limit", "at once")
    return text % {"count": count}


def days_off_in_words(begun: date, last: date, calendar: WorkingCalendar) -> str:
    """Days that lengthen a period beyond its weekends, as spans: "29/4–1/5". Empty where there are none.

    A weekend between two of them belongs to the span; at its ends it says nothing that the week does not.
    """
    spans = _spans(day for day in days_after(begun, last) if not calendar.is_working_day(day))
    lengthening = [[day for day in span if day.weekday() not in WEEKEND] for span in spans]
    return ", ".join(
        _short(span[0]) if span[0] == span[-1] else f"{_short(span[0])}–{_short(span[-1])}"
        for span in lengthening
        if span
    )


def explain(label: str, begun: date, due: date, calendar: WorkingCalendar) -> str:
    """How a last day came about. `label` says what the period is counted from, as it begins a sentence.

    For what lies ahead of a planned day the period runs backwards, and the last day stands first.
    """
    first, last = sorted((begun, due))
    parts = [_("%(event)s %(date)s") % {"event": label, "date": _long(begun)}]
    if days_off := days_off_in_words(first, last, calendar):
        parts.append(pgettext("explanation of a time limit", "off %(days)s") % {"days": days_off})
    # Days of weekends.
    if worked := ", ".join(_short(day) for day in days_after(first, last) if day in calendar.worked):
        parts.append(pgettext("explanation of a time limit", "worked %(days)s") % {"days": worked})
    parts.append(pgettext("explanation of a time limit", "last day %(date)s") % {"date": _long(due)})
    return ", ".join(parts)


def _spans(days: Iterable[date]) -> list[list[date]]:
    spans: list[list[date]] = []
    for day in days:
        if spans and day - spans[-1][-1] == timedelta(days=1):
            spans[-1].append(day)
        else:
            spans.append([day])
    return spans


def _short(day: date) -> str:
    return date_format(day, pgettext("day and month", "j M"))


def _long(day: date) -> str:
    return date_format(day, pgettext("date format", "j F Y"))

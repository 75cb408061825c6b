"""Sheets of figures: portal by portal and day by day, for the measurement system (Regulation 4.2.a, 18.1)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from exchange.errors import PeriodTooLong, PeriodWrong
from sites.directory import PortalRecord
from sites.registry import Figure, registered_figures

# Lines of a sheet: all portals of a city for a month, or one for years.
MOST_LINES: Final = 200_000


# Key of the portal, day, code of the figure.
Place = tuple[int, date, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of one portal on one day. `count` is None where it was not measured on that day."""

    portal: PortalRecord
    day: date
    figure: Figure
    key: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Total:
    """A figure over a period. `days_missing`: on how many days of it nobody measured."""

    figure: Figure
    count: int
    days_missing: int


@dataclass(frozen=True)
class Sheet:
    """Figures of some portals over some days, and figures that are not measured.

    Attributes:
        counts: what happened alone; the zeros of other days are made as the lines are read, and of figures that are
            counted on some days alone what was not measured.
    """

    first: date
    last: date
    portals: tuple[PortalRecord, ...]
    measured: tuple[Figure, ...]
    not_measured: tuple[Figure, ...]
    counts: Mapping[Place, Mapping[str, int]]

    @property
    def lines(self) -> Iterator[Line]:
        """Portal by portal, day by day, figure by figure: one at a time, since there may be very many."""
        for portal in self.portals:
            for number in range((self.last - self.first).days + 1):
                day = self.first + timedelta(days=number)
                for figure in self.measured:
                    # What it is on a day of which its counter says nothing.
                    zero: dict[str, int | None] = {} if figure.by_key else {"": None if figure.on_some_days else 0}
                    found = self.counts.get((portal.id, day, figure.code), zero)
                    for key, count in sorted(found.items()):
                        yield Line(portal, day, figure, key, count)

    def totals(self) -> list[Total]:
        """Each figure that is measured, over all portals and days."""
        sums: dict[str, int] = defaultdict(int)
        days: dict[str, set[date]] = defaultdict(set)
        for (_portal, day, code), found in self.counts.items():
            sums[code] += sum(found.values())
            days[code].add(day)
        period = (self.last - self.first).days + 1
        return [
            Total(figure, sums[figure.code], period - len(days[figure.code]) if figure.on_some_days else 0)
            for figure in self.measured
        ]

    def rows(self) -> Iterator[list[Any]]:
        """Rows of a table, the names of the columns first, what is not measured last."""
        yield [
            _("Code of the portal"), _("Portal"), _("Day"), _("Code of the figure"), pgettext("measurement", "Figure"),
            pgettext("of a figure", "Sort"), pgettext("of a figure", "Count"),
        ]  # fmt: skip
        for line in self.lines:
            figure = line.figure
            yield [
                line.portal.code,
                line.portal.name,
                line.day.isoformat(),
                figure.code,
                figure.name,
                line.key,
                _("not measured") if line.count is None else line.count,
            ]
        for figure in self.not_measured:
            yield ["", "", "", figure.code, figure.name, figure.why_not, _("not measured")]

    def as_json(self) -> bytes:
        """The table as JSON, for programs."""
        data = {
            "first_day": self.first.isoformat(),
            "last_day": self.last.isoformat(),
            "figures": [
                {
                    "portal": line.portal.code,
                    "day": line.day.isoformat(),
                    "figure": line.figure.code,
                    "sort": line.key,
                    "count": line.count,
                }
                for line in self.lines
            ],
            "not_measured": [{"figure": one.code, "reason": str(one.why_not)} for one in self.not_measured],
        }
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def sheet_of(portals: Sequence[PortalRecord], *, first: date, last: date, today: date) -> Sheet:
    """Figures of some portals from one day to another.

    Raises:
        PeriodWrong: it ends before it begins, or has not passed.
        PeriodTooLong: a sheet would have more lines than it may.
    """
    if last < first or last >= today:
        raise PeriodWrong
    figures = registered_figures()
    counted = tuple(figure for figure in figures if figure.counter is not None)
    if ((last - first).days + 1) * len(portals) * len(counted) > MOST_LINES:
        raise PeriodTooLong
    counts: dict[Place, dict[str, int]] = defaultdict(dict)
    for figure in counted:
        for count in figure.counter([portal.id for portal in portals], first, last) if figure.counter else ():
            counts[count.portal_id, count.day, figure.code][count.key] = count.number
    found = {code for _portal, _day, code in counts}
    measured = tuple(figure for figure in counted if not figure.on_some_days or figure.code in found)
    not_measured = tuple(figure for figure in figures if figure not in measured)
    return Sheet(first, last, tuple(portals), measured, not_measured, dict(counts))

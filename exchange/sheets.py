"""Sheets of figures: portal by portal and day by day, for the measurement system (Regulation 4.2.a, 18.1)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from exchange.errors import PeriodTooLong, PeriodWrong
from sites.directory import PortalRecord, get_directory
from sites.enums import PortalState
from sites.figures import Figure, registered_figures
from sites.spreadsheets import csv_lines

# Lines of a sheet: all portals of a city for a month, or one for years.
MOST_LINES: Final = 200_000
# What citizens can read, or could until it was suspended.
COUNTED_STATES: Final = frozenset({PortalState.LIVE, PortalState.SUSPENDED, PortalState.ARCHIVED})


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of one portal on one day."""

    portal: PortalRecord
    day: date
    figure: Figure
    key: str
    count: int


@dataclass(frozen=True)
class Sheet:
    """Figures of some portals over some days, zeros among them; and figures that are not measured."""

    first: date
    last: date
    lines: tuple[Line, ...]
    not_measured: tuple[Figure, ...]

    def totals(self) -> list[tuple[Figure, int]]:
        """Each figure that is measured, over all portals and days."""
        sums: dict[str, int] = defaultdict(int)
        for line in self.lines:
            sums[line.figure.code] += line.count
        return [(figure, sums[figure.code]) for figure in registered_figures() if figure.counter is not None]

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
                line.count,
            ]
        for figure in self.not_measured:
            yield ["", "", "", figure.code, figure.name, figure.why_not, _("not measured")]

    def as_csv(self) -> bytes:
        return "".join(csv_lines(self.rows())).encode()

    def as_json(self) -> bytes:
        """The same for programs."""
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


def counted_portals() -> list[PortalRecord]:
    """Portals that are, or were, open to readers. No query in a warm process."""
    return [record for record in get_directory().records if record.state in COUNTED_STATES]


def sheet_of(portals: Sequence[PortalRecord], *, first: date, last: date, today: date) -> Sheet:
    """Figures of some portals from one day to another. One query for each figure, whatever the number of portals.

    Raises:
        PeriodWrong: it ends before it begins, or has not passed.
        PeriodTooLong: a sheet would have more lines than it may.
    """
    if last < first or last >= today:
        raise PeriodWrong
    days = (last - first).days + 1
    measured = [figure for figure in registered_figures() if figure.counter is not None]
    if days * len(portals) * len(measured) > MOST_LINES:
        raise PeriodTooLong
    lines = [line for figure in measured for line in _lines(figure, portals, first, days)]
    order = {portal.id: place for place, portal in enumerate(portals)}
    lines.sort(key=lambda line: (order[line.portal.id], line.day, line.figure.position, line.key))
    rest = tuple(figure for figure in registered_figures() if figure.counter is None)
    return Sheet(first, last, tuple(lines), rest)


def _lines(figure: Figure, portals: Sequence[PortalRecord], first: date, days: int) -> Iterator[Line]:
    by_id = {portal.id: portal for portal in portals}
    last = first + timedelta(days=days - 1)
    found = {
        (count.portal_id, count.day, count.key): count.number
        for count in (figure.counter(by_id, first, last) if figure.counter is not None else ())
    }
    if not figure.by_key:
        for portal_id in by_id:
            for number in range(days):
                found.setdefault((portal_id, first + timedelta(days=number), ""), 0)
    for (portal_id, day, key), count in found.items():
        yield Line(by_id[portal_id], day, figure, key, count)


def hash_of(content: bytes) -> str:
    """What a sheet is told apart by."""
    return sha256(content).hexdigest()

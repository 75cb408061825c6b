"""Figures of ratings: for the public, for the measurement system (4.2.a) and the content report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db.models import Sum
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from audit.models.portal_scoped import PortalScopedQuerySet
from formats.vietnamese.numbers import UNKNOWN, one_decimal, percent, written_number
from formats.vietnamese.text import sort_key
from home.reports.periods import Period
from home.reports.portal_reports import ReportPart, register_report_part
from participation.enums.ratings import Helpfulness, RatingAxis
from participation.models import RatingDay, RatingTally
from sites.registry import Count, Figure, register_figure

if TYPE_CHECKING:
    from sites.directory import PortalRecord

# The public reads an average of more ratings than these: of fewer, one could be told from another.
TOO_FEW: Final = 5
# Months and quarters that are shown, the last ones with ratings.
MOST_MONTHS, MOST_QUARTERS = 12, 8


class Points(NamedTuple):
    """How often points were given, and how many together."""

    number: int = 0
    points: int = 0

    @property
    def average(self) -> float | None:
        """None: too few to be public."""
        return self.points / self.number if self.number > TOO_FEW else None

    def plus(self, other: Points) -> Points:
        return Points(self.number + other.number, self.points + other.points)


# By axis.
Rated = dict[str, Points]


class Row(NamedTuple):
    """One line of a table. `cells`: each with the label of its column."""

    name: str
    url: str
    cells: list[tuple[str, str]]


def figures_of(portals: Collection[int]) -> dict[str, Any]:
    """Figures of some portals together, as their page shows them. The cost does not grow with the number of ratings."""
    months: dict[str, Rated] = defaultdict(dict)
    tallies = RatingTally.objects.for_portals(portals).order_by().values_list("month", "axis")
    for month, axis, number, points in tallies.annotate(Sum("number"), Sum("points")):
        months[month][axis] = Points(number, points)
    quarters: dict[str, Rated] = defaultdict(dict)
    total: Rated = {}
    for month, rated in months.items():
        _add(quarters[quarter_of(month)], rated)
        _add(total, rated)
    return {
        "axes": [
            {"label": axis.label, "average": one_decimal(of.average), "number": written_number(of.number)}
            for axis in RatingAxis
            for of in [total.get(axis.value, Points())]
        ],
        "is_enough": any(of.average is not None for of in total.values()),
        "chart": _chart(total),
        "series": [_("Average points")],
        "columns": _columns(),
        "months": _by_period(months, MOST_MONTHS),
        "quarters": _by_period(quarters, MOST_QUARTERS),
        "helped": _helped(portals),
        "too_few": TOO_FEW,
    }


def portals_side_by_side(records: Sequence[PortalRecord]) -> list[Row]:
    """Ratings of portals, in the order of their names; those that nobody rated are none of them."""
    rated: dict[int, Rated] = defaultdict(dict)
    tallies = RatingTally.objects.for_portals([record.id for record in records]).order_by()
    for portal, axis, number, points in tallies.values_list("portal_id", "axis").annotate(Sum("number"), Sum("points")):
        rated[portal][axis] = Points(number, points)
    named = sorted((record for record in records if record.id in rated), key=lambda one: sort_key(one.listed_name))
    return [Row(one.listed_name, one.root_url, _cells(rated[one.id])) for one in named]


def quarter_of(month: str) -> str:
    """The code of the quarter of a month: "2026-11" gives "2026-Q4"."""
    return f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}"


def period_in_words(code: str) -> str:
    """A month or quarter by its code."""
    year, part = code.split("-")
    if part.startswith("Q"):
        number = ("I", "II", "III", "IV")[int(part[1]) - 1]
        return _("Quarter %(number)s of %(year)s") % {"number": number, "year": year}
    return _("Month %(number)s of %(year)s") % {"number": int(part), "year": year}


def _add(to: Rated, rated: Rated) -> None:
    for axis, points in rated.items():
        to[axis] = to.get(axis, Points()).plus(points)


def _overall(rated: Rated) -> Points:
    """All axes together."""
    return Points(sum(one.number for one in rated.values()), sum(one.points for one in rated.values()))


def _columns() -> list[str]:
    return [*(str(axis.label) for axis in RatingAxis), pgettext("of ratings", "All"), pgettext("of ratings", "Answers")]


def _cells(rated: Rated) -> list[tuple[str, str]]:
    """Averages of the axes and of all, and how many points were given."""
    overall = _overall(rated)
    # With too few on each axis, all together are as few people.
    is_enough = any(one.average is not None for one in rated.values())
    values = [one_decimal(rated.get(axis.value, Points()).average) for axis in RatingAxis]
    values += [one_decimal(overall.average if is_enough else None), written_number(overall.number)]
    return list(zip(_columns(), values, strict=True))


def _by_period(periods: dict[str, Rated], most: int) -> list[Row]:
    """The last periods, the newest first, each with how far it differs from the one before."""
    trend, rows = pgettext("of ratings", "Change"), []
    codes = sorted(periods, reverse=True)
    for code, before in zip(codes[:most], [*codes[1:], ""], strict=False):
        now = _shown_overall(periods[code])
        was = _shown_overall(periods[before]) if before else None
        cells = [*_cells(periods[code]), (trend, _change(now, was))]
        rows.append(Row(period_in_words(code), "", cells))
    return rows


def _shown_overall(rated: Rated) -> float | None:
    return _overall(rated).average if any(one.average is not None for one in rated.values()) else None


def _change(now: float | None, was: float | None) -> str:
    """How far an average went up or down; a dash where one of them is not shown."""
    if now is None or was is None:
        return UNKNOWN
    # As the two stand in the table.
    change = round(round(now, 1) - round(was, 1), 1)
    sign = "+" if change > 0 else "−" if change < 0 else ""
    return f"{sign}{number_format(abs(change), decimal_pos=1)}"


def _chart(total: Rated) -> list[tuple[str, list[Decimal]]]:
    """Averages of the axes as `bar_chart` draws them."""
    averages = [(axis.label, total.get(axis.value, Points()).average) for axis in RatingAxis]
    return [(str(label), [Decimal(str(round(average, 1)))]) for label, average in averages if average is not None]


def _helped(portals: Collection[int]) -> dict[str, Any]:
    """Shares of the answers whether pages helped; none where too few answered."""
    sums = RatingDay.objects.for_portals(portals).aggregate(
        **{said.value: Sum(said.value, default=0) for said in Helpfulness}
    )
    whole = sum(sums.values())
    if whole <= TOO_FEW:
        return {}
    parts = [(said.label, written_number(sums[said]), percent(sums[said] / whole)) for said in Helpfulness]
    return {"whole": written_number(whole), "parts": parts}


def rated_on(portals: Iterable[int], first: date, last: date) -> Iterator[Count]:
    """How often portals were rated on the axes."""
    yield from (Count(*row) for row in _days(portals, first, last).values_list("portal_id", "day", "rated") if row[2])


def pages_rated_on(portals: Iterable[int], first: date, last: date) -> Iterator[Count]:
    """Answers about pages, by whether they helped."""
    for portal, day, *numbers in _days(portals, first, last).values_list("portal_id", "day", *Helpfulness.values):
        said = zip(Helpfulness.values, numbers, strict=True)
        yield from (Count(portal, day, number, key) for key, number in said if number)


def _days(portals: Iterable[int], first: date, last: date) -> PortalScopedQuerySet[RatingDay]:
    return RatingDay.objects.for_portals(portals).filter(day__gte=first, day__lte=last).order_by()


register_figure(Figure("ratings", gettext_lazy("Ratings"), 150, rated_on))
register_figure(Figure("page_feedback", gettext_lazy("Whether pages helped"), 155, pages_rated_on, by_key=True))


def count_of_period(portals: Collection[int], period: Period, today: date) -> dict[int, tuple[int, ...]]:
    """Ratings of portals and pages in a period, by portal."""
    columns = ("rated", *Helpfulness.values)
    rows = _days(portals, period.first, period.last).values_list("portal_id").annotate(*map(Sum, columns))
    return {key: tuple(numbers) for key, *numbers in rows}


register_report_part(
    "ratings",
    ReportPart(
        heading=gettext_lazy("Ratings of readers"),
        columns=(
            gettext_lazy("Ratings of the portal"),
            pgettext_lazy("in the content report", "Page helped"),
            pgettext_lazy("in the content report", "Page helped partly"),
            pgettext_lazy("in the content report", "Page did not help"),
        ),
        count=count_of_period,
        note=gettext_lazy(
            "How often the portal was rated on one or more of the four axes, and what readers said of single pages. "
            "From one network each counts once a day."
        ),
    ),
)

"""Figures of questions as their public pages and their table of open data show them. Reads no database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from formats.vietnamese.numbers import percent
from qa.enums import Ending
from qa.oversight.figures import COUNTED, Figures

# Months that the chart shows, the last ones.
MOST_MONTHS: Final = 12
# Shown also where there is none.
ALWAYS: Final = frozenset({Ending.ANSWERED, Ending.WAITING})
LABELS: Final[dict[str, Any]] = {
    "received": pgettext_lazy("figures of questions", "Received"),
    **{one.value: one.label for one in Ending},
    "in_time": pgettext_lazy("figures of questions", "Replied in time"),
    "late": pgettext_lazy("figures of questions", "Replied late"),
    "overdue": pgettext_lazy("figures of questions", "Open, overdue"),
}
SHARE: Final = gettext_lazy("Share in time")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table. `cells`: each with the label of its column."""

    name: str
    url: str
    cells: list[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Table:
    """Figures side by side. Endings that none of them has are no columns."""

    columns: list[str]
    rows: list[Row]


def table_of(rows: Iterable[tuple[str, str, Figures]], *, total: Figures) -> Table:
    """Figures with a name and an address each.

    Args:
        total: of all questions of the page, by which its tables have the same columns.
    """
    named = [one.value for one in Ending if one in ALWAYS or getattr(total, one.value)]
    names = ["received", *named, "in_time", "late", "overdue"]
    labels = [str(LABELS[name]) for name in names]
    shown = [
        Row(
            name,
            url,
            [
                *((label, getattr(one, field)) for label, field in zip(labels, names, strict=True)),
                (str(SHARE), percent(one.share_in_time)),
            ],
        )
        for name, url, one in rows
    ]
    return Table([*labels, str(SHARE)], shown)


def total_in_words(total: Figures) -> dict[str, Any]:
    """The figures of a whole page: what became of the questions, and which of that happened to none."""
    return {
        "received": total.received,
        "endings": [(one.label, number) for one, number in total.endings if number or one in ALWAYS],
        "none": [one.label for one, number in total.endings if not number and one not in ALWAYS],
        "in_time": total.in_time,
        "late": total.late,
        "overdue": total.overdue,
        "share_in_time": total.share_in_time,
    }


def chart_of(by_month: dict[str, Figures]) -> dict[str, Any]:
    """The last months, the newest first, as `bar_chart` draws them."""
    months = sorted(by_month.items(), reverse=True)[:MOST_MONTHS]
    return {
        "series": [_("Answered"), _("Not answered yet"), _("Ended without a public answer")],
        "rows": [
            (f"{month[5:]}/{month[:4]}", [one.answered_once, one.not_answered_yet, one.closed_otherwise])
            for month, one in months
        ],
    }


def rows_by_month(by_month: dict[str, Figures]) -> Iterator[list[Any]]:
    """The table of open data: a line for each month, with all columns, whether they hold something or not."""
    yield ["month", *COUNTED]
    for month, one in sorted(by_month.items()):
        yield [month, *(getattr(one, name) for name in COUNTED)]

"""Charts: drawn as SVG by the server, without a script, beside the table that holds their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from django import template

from formats.vietnamese.numbers import written_number

register = template.Library()

Number = int | Decimal

# In ems: a bar, the space below it, a label above bars, and from the top of a line to the foot of its letters.
BAR: Final = 1.3
GAP: Final = 0.6
LABEL: Final = 1.4
BASELINE: Final = 1.0
# In hundredths of the width: where bars begin beside their labels, and how long the longest is, there and below them.
# The rest is for sums.
START: Final = 22.0
LONGEST: Final = 66.0
LONGEST_BELOW: Final = 78.0
MOST_SERIES: Final = 3


@register.inclusion_tag("components/bar-chart.html")
def bar_chart(
    *,
    title: str,
    uid: str,
    series: Sequence[str],
    rows: Sequence[tuple[str, Sequence[Number]]],
    table: str,
    stacked: bool = True,
    wide: bool = False,
) -> dict[str, Any]:
    """Draw a bar for each row, in which the numbers of the series follow one another, with their sum behind it.

    Args:
        uid: identifier of the chart on the page; table: identifier of the table that holds the same numbers.
        series: names of the numbers of each row, three at most. Numbers are not below zero.
        stacked: False gives each number a bar of its own.
        wide: labels stand above their bars, for those of more than a word.

    Raises:
        ValueError: more series than there are colours.
    """
    if len(series) > MOST_SERIES:
        raise ValueError("a chart has three series at most")
    named = list(enumerate(series, 1))
    lines = [
        (
            label,
            [list(zip(named, numbers, strict=True))]
            if stacked
            else [[one] for one in zip(named, numbers, strict=True)],
        )
        for label, numbers in rows
    ]
    most = max((sum(number for _name, number in parts) for _label, bars in lines for parts in bars), default=0)
    start, longest = (0.0, LONGEST_BELOW) if wide else (START, LONGEST)
    top, drawn = 0.0, []
    for label, bars in lines:
        first = top + (LABEL if wide else 0)
        drawn.append(
            {
                "label": label,
                "y": _em(top + BASELINE),
                "bars": [
                    _bar(parts, first + place * BAR, start, longest / float(most) if most else 0.0)
                    for place, parts in enumerate(bars)
                ],
            }
        )
        top = first + len(bars) * BAR + GAP
    return {"title": title, "uid": uid, "table": table, "series": named, "rows": drawn, "height": _em(top)}


Part = tuple[tuple[int, str], Number]


def _bar(parts: Sequence[Part], top: float, start: float, scale: float) -> dict[str, Any]:
    total = sum(number for _name, number in parts)
    return {
        "parts": list(_parts(parts, start, scale)),
        "y": _em(top),
        "height": _em(BAR),
        "sum": written_number(total),
        "sum_x": _percent(start + float(total) * scale + 1),
        "sum_y": _em(top + BASELINE),
    }


def _parts(parts: Sequence[Part], start: float, scale: float) -> Iterator[dict[str, Any]]:
    for (number, name), value in parts:
        width = float(value) * scale
        if value:
            yield {
                "number": number,
                "x": _percent(start),
                "width": _percent(width),
                "name": name,
                "value": written_number(value),
            }
        start += width


def _em(value: float) -> str:
    return f"{value:.2f}em"


def _percent(value: float) -> str:
    return f"{value:.2f}%"

"""Charts: drawn as SVG by the server, without a script, beside the table that holds their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import template

register = template.Library()

# In ems: a bar with the space below it, and the bar alone.
ROW, BAR = 1.9, 1.3
# In hundredths of the width: where bars begin, and how long the longest is. The rest is for labels and sums.
START: Final = 22.0
LONGEST: Final = 66.0
MOST_SERIES: Final = 3


@register.inclusion_tag("components/bar-chart.html")
def bar_chart(
    *, title: str, uid: str, series: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]], table: str
) -> dict[str, Any]:
    """Draw a bar for each row, in which the numbers of the series follow one another, with their sum behind it.

    Args:
        uid: identifier of the chart on the page; table: identifier of the table that holds the same numbers.
        series: names of the numbers of each row, three at most.

    Raises:
        ValueError: more series than there are colours.
    """
    if len(series) > MOST_SERIES:
        raise ValueError("a chart has three series at most")
    most = max((sum(numbers) for _label, numbers in rows), default=0)
    return {
        "title": title,
        "uid": uid,
        "table": table,
        "series": list(enumerate(series, 1)),
        "bars": [_bar(place, label, numbers, series, most) for place, (label, numbers) in enumerate(rows)],
        "height": _em(len(rows) * ROW),
    }


def _bar(place: int, label: str, numbers: Sequence[int], series: Sequence[str], most: int) -> dict[str, Any]:
    parts = []
    x = START
    for number, (name, value) in enumerate(zip(series, numbers, strict=True), 1):
        width = LONGEST * value / most if most else 0
        if value:
            parts.append({"number": number, "x": _percent(x), "width": _percent(width), "name": name, "value": value})
        x += width
    top = place * ROW
    return {
        "label": label,
        "sum": sum(numbers),
        "parts": parts,
        "y": _em(top),
        "text_y": _em(top + 1.0),
        "bar_height": _em(BAR),
        "sum_x": _percent(x + 1),
    }


def _em(value: float) -> str:
    return f"{value:.2f}em"


def _percent(value: float) -> str:
    return f"{value:.2f}%"

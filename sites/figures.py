"""A registry of what is counted of portals, day by day: the apps register figures, reports and exports read them.

What an app will count once it is there, or what nobody counts, is registered with the reason why there is no figure:
a sheet says "not measured" and never invents a number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from django.utils.functional import Promise


class Count(NamedTuple):
    """How often something happened on a portal on a day. `key`: of what sort, such as the code of a category."""

    portal_id: int
    day: date
    number: int
    key: str = ""


# Takes keys of portals, and the first and the last day; gives only what happened. A bounded number of queries.
Counter = Callable[[Iterable[int], date, date], Iterable[Count]]


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that is counted.

    Attributes:
        code: its name in sheets; it stays.
        counter: None: it is not measured, for the reason in `why_not`.
        by_key: whether it is counted by sort; a sort that did not happen has no line.
        on_some_days: whether its counter knows some portals and days alone, and gives their zeros too: what it does not
            give is not measured, for the reason in `why_not`.
    """

    code: str
    name: Promise | str
    position: int
    counter: Counter | None = None
    by_key: bool = False
    on_some_days: bool = False
    why_not: Promise | str = ""


_figures: dict[str, Figure] = {}


def register_figure(figure: Figure) -> None:
    """Register what is counted. One that is measured takes the place of one that is not; another is an error."""
    known = _figures.get(figure.code)
    if known is not None and figure.counter is None:
        return
    if known is not None and known.counter is not None and known.counter is not figure.counter:
        message = f"The figure {figure.code!r} is registered twice."
        raise ValueError(message)
    _figures[figure.code] = figure


def registered_figures() -> list[Figure]:
    """All figures in the order in which sheets have them."""
    return sorted(_figures.values(), key=lambda figure: (figure.position, figure.code))

"""What the page of punctuality counts besides items and pages: told by the apps above."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import Promise

# How many there are on a day, by the key of the portal that has to act; portals without any may be missing. One query.
CountByPortal = Callable[[date], Mapping[int, int]]


@dataclass(frozen=True, slots=True)
class FurtherCount:
    """One thing that is counted.

    Attributes:
        heading, label: of its table, and of its figures.
        list_name: name of the address of the list that shows them one by one, of one portal by `portal`.
    """

    heading: Promise
    label: Promise
    list_name: str
    count: CountByPortal


_counts: dict[str, FurtherCount] = {}


def register_further_count(name: str, further: FurtherCount) -> None:
    """Register what is counted. Registering a name again replaces it."""
    _counts[name] = further


def further_counts() -> list[FurtherCount]:
    """All of them, in the order in which they were registered."""
    return list(_counts.values())

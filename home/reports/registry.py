"""What a content report counts besides items: told by the apps above, by a registry."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from home.reports.periods import Period

if TYPE_CHECKING:
    from django.utils.functional import Promise

# Takes keys of portals, the period and today; gives one number for each column, by portal. Those with nothing may be
# missing. A bounded number of queries.
CountOfPeriod = Callable[[Collection[int], Period, date], Mapping[int, Sequence[int]]]


@dataclass(frozen=True, slots=True)
class ReportPart:
    """One thing that is counted, in some columns.

    Attributes:
        note: what the numbers stand for, in a sentence.
    """

    heading: Promise
    columns: tuple[Promise, ...]
    count: CountOfPeriod
    note: Promise | str = ""


_parts: dict[str, ReportPart] = {}


def register_report_part(name: str, part: ReportPart) -> None:
    """Register what is counted. Registering a name again replaces it."""
    _parts[name] = part


def report_parts() -> list[ReportPart]:
    """All of them, in the order in which they were registered. No query."""
    return list(_parts.values())


__all__ = ["ReportPart", "register_report_part", "report_parts"]

"""How punctual portals are, and what they must look at again: counted by SQL, whatever the kind and number of items."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, F, Max, Q, Sum

from deadlines.working_days import WorkingCalendar
from home.models.freshness import PageFreshnessQuerySet
from home.models.publication_deadline import PublicationDeadlineQuerySet
from home.timeliness.clock_limits import soon_by


@dataclass(frozen=True, slots=True)
class Punctuality:
    """What is known of some items and pages.

    Attributes:
        key: of the portal or category they belong to; None: of all.
        days_late: working days by which the late ones were late, together; most_days_late: the worst of them.
        overdue: never public, and their last day is past; due_soon: it is near; waiting: all that were never public.
        stale: public pages that somebody must look at again.
    """

    key: int | None
    in_time: int = 0
    late: int = 0
    days_late: int = 0
    most_days_late: int = 0
    overdue: int = 0
    due_soon: int = 0
    waiting: int = 0
    stale: int = 0

    @property
    def published(self) -> int:
        return self.in_time + self.late

    @property
    def share_in_time(self) -> float | None:
        """Of what is public or overdue, the part that was in time; None where there is neither."""
        judged = self.published + self.overdue
        return self.in_time / judged if judged else None

    @property
    def average_days_late(self) -> float | None:
        return self.days_late / self.late if self.late else None


def punctuality_by(
    group: str,
    clocks: PublicationDeadlineQuerySet,
    pages: PageFreshnessQuerySet,
    *,
    on: date,
    calendar: WorkingCalendar,
) -> list[Punctuality]:
    """One row for each portal (`portal`) or category (`category`) that has a clock or a stale page among those given.

    Pages of no category belong to no row of categories.
    """
    stale = pages.stale(on=on).exclude(**{group: None}).values_list(group).annotate(Count("pk")).order_by(group)
    stale_of: dict[int, int] = dict(stale)
    rows = clocks.judged().with_lateness(on=on).values(group).annotate(**_counts(on, calendar)).order_by(group)
    found = [_row(key := row.pop(group), row, stale=stale_of.pop(key, 0)) for row in rows]
    return [*found, *(Punctuality(key=key, stale=count) for key, count in stale_of.items())]


def total_of(rows: Iterable[Punctuality]) -> Punctuality:
    """The rows together."""
    found = list(rows)
    sums = {name: sum(getattr(row, name) for row in found) for name in _SUMMED}
    return Punctuality(key=None, most_days_late=max((row.most_days_late for row in found), default=0), **sums)


_SUMMED: Final = ("in_time", "late", "days_late", "overdue", "due_soon", "waiting", "stale")


def _counts(on: date, calendar: WorkingCalendar) -> dict[str, Any]:
    public, waiting = Q(published_on__isnull=False), Q(published_on__isnull=True)
    was_late = public & Q(published_on__gt=F("due"))
    return {
        "in_time": Count("pk", filter=public & Q(published_on__lte=F("due"))),
        "late": Count("pk", filter=was_late),
        "days": Sum("days_late", filter=was_late),
        "most_days_late": Max("days_late", filter=was_late),
        "overdue": Count("pk", filter=waiting & Q(due__lt=on)),
        "due_soon": Count("pk", filter=waiting & Q(due__gte=on, due__lte=soon_by(on, calendar=calendar))),
        "waiting": Count("pk", filter=waiting),
    }


def _row(key: int, counts: dict[str, Any], *, stale: int) -> Punctuality:
    days = counts.pop("days") or 0
    return Punctuality(key=key, days_late=days, stale=stale, **{name: value or 0 for name, value in counts.items()})

"""How long portals could be read in some days, from what the access log says of each minute (Regulation 7.6)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from exchange.access_log import MINUTES_OF_DAY
from exchange.models import PortalUse
from sites.directory import PortalRecord


@dataclass(frozen=True, slots=True)
class Availability:
    """Minutes of one portal in some days.

    Attributes:
        up: in which a page was answered.
        down: in which pages were asked for, all of them in vain.
        unrecorded: of which nothing is known: nobody asked, or the log of the day was not counted.
    """

    portal: PortalRecord
    up: int
    down: int
    unrecorded: int

    @property
    def percentage(self) -> float | None:
        """Of the minutes that are known, those in which the portal could be read, in hundredths of a percent that are
        rounded down: 100 is said of what never was down alone. None: no minute is known."""
        known = self.up + self.down
        return self.up * 10_000 // known / 100 if known else None


def counted_months() -> list[date]:
    """First days of the months of which a day was counted, the newest first."""
    months = PortalUse.objects.annotate(month=TruncMonth("day")).order_by("-month").values_list("month", flat=True)
    return list(months.distinct())


def availability_in(month: date, portals: Iterable[PortalRecord], *, today: date) -> list[Availability]:
    """Availability of some portals in a month, up to yesterday; what is known to have been down longest first.

    Args:
        month: its first day.
    """
    last = min(month.replace(day=monthrange(month.year, month.month)[1]), today - timedelta(days=1))
    return availability_between(month, last, portals)


def availability_between(first: date, last: date, portals: Iterable[PortalRecord]) -> list[Availability]:
    """Availability of some portals on the days from one to another, both included; what is known to have been down
    longest first."""
    minutes = max((last - first).days + 1, 0) * MINUTES_OF_DAY
    records = {record.id: record for record in portals}
    rows = PortalUse.objects.for_portals(records).filter(day__range=(first, last)).order_by().values_list("portal")
    sums = {portal: (up, down) for portal, up, down in rows.annotate(Sum("minutes_up"), Sum("minutes_down"))}
    found = []
    for record in records.values():
        up, down = sums.get(record.id, (0, 0))
        found.append(Availability(record, up, down, minutes - up - down))
    return sorted(found, key=lambda one: (-one.down, one.unrecorded))

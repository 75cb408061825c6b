"""When somebody of a portal signed in last, for who supervises all of them (Regulation 7.5): without names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Max, QuerySet
from django.utils import timezone

from members.models import BoardSeat, Membership
from sites.directory import PortalRecord
from sites.enums import PortalState

# As often as a portal has to have news (`information/data/required_information.csv`). Ours: no act says a figure.
QUIET_DAYS: Final = 15


@dataclass(frozen=True, slots=True)
class LastSignIn:
    """The days on which somebody who works on a portal signed in last; None: nobody who holds a role or seat ever did.

    Attributes:
        staff: of whoever holds a role; board: of whoever sits on the board, without which nothing becomes public.
    """

    portal: PortalRecord
    staff: date | None
    board: date | None

    def is_quiet(self, *, on: date) -> bool:
        """Whether one of the two stayed away for too long."""
        return any(day is None or on - day > timedelta(days=QUIET_DAYS) for day in (self.staff, self.board))


def quiet_portals(portals: Sequence[PortalRecord], *, on: date) -> list[LastSignIn]:
    """Open ones of some portals whose staff or board stayed away for more than `QUIET_DAYS`, the longest first. Two
    queries, whatever their number.

    Accounts that are closed do not count; who works on several portals counts on each.
    """
    roles = Membership.objects.in_force(on=on).filter(user__is_active=True, portal__isnull=False)
    seats = BoardSeat.objects.in_force(on=on).filter(user__is_active=True)
    staff: dict[int, datetime | None] = dict(_latest(roles, "portal_id"))
    boards: dict[int, datetime | None] = dict(_latest(seats, "board__portal_id"))
    rows = [
        LastSignIn(portal, _day(staff.get(portal.id)), _day(boards.get(portal.id)))
        for portal in portals
        if portal.state == PortalState.LIVE
    ]
    return sorted((row for row in rows if row.is_quiet(on=on)), key=_longest_away)


def _latest(rows: QuerySet[Any], portal: str) -> QuerySet[Any, tuple[int, datetime | None]]:
    return rows.order_by().values_list(portal).annotate(Max("user__last_login"))


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _longest_away(row: LastSignIn) -> tuple[date, date, int]:
    days = [day or date.min for day in (row.staff, row.board)]
    return min(days), max(days), row.portal.id

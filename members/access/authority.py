"""By which right somebody did what counts later: a mark that stays the same as long as the right holds without a break.

What is done by a right keeps its mark: the first approval of two, a check before the board, an invitation. It counts as
long as the person holds a right with this very mark. A seat, a delegation or a role that ended and was given again is
another row. What takes a right away for a while raises a counter, under the lock that whoever uses the right waits for:
the account's (suspended, opened), the portal's (closed to its staff), the board's (another term). No clocks are
compared, and no dates, which may come back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from members.enums import APPROVING_SEATS, Role
from members.models import BoardSeat, Delegation, Membership

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User
    from sites.models import Portal

# Marks of rights by person and portal.
Authorities = Mapping[tuple[int, int], frozenset[str]]


def approving_authorities(users: Iterable[int], *, on: date) -> Authorities:
    """The marks of the rights by which some persons approve on a day: one for an own seat that approves, one for each
    delegation to the seat of a member."""
    rows = BoardSeat.objects.approving(on=on).filter(user__in=set(users)).select_related("user", "board__portal")
    seats = list(rows.order_by("pk"))
    lent = _lent_to([seat for seat in seats if seat.seat not in APPROVING_SEATS], on=on)
    found: dict[tuple[int, int], set[str]] = defaultdict(set)
    for seat in seats:
        # Of an own seat nothing is lent.
        for delegation in [0] if seat.seat in APPROVING_SEATS else lent[seat.pk]:
            found[seat.user_id, seat.board.portal_id].add(_mark_of_seat(seat, delegation))
    return {key: frozenset(marks) for key, marks in found.items()}


def approving_authority(user: User, portal: Portal, *, on: date) -> str:
    """One of them, to be kept with what the person does now; empty for who cannot approve there."""
    return min(approving_authorities([user.pk], on=on).get((user.pk, portal.pk), frozenset()), default="")


def checking_authorities(
    users: Iterable[int], portal_id: int, roles: QuerySet[Membership], *, on: date
) -> dict[int, frozenset[str]]:
    """The marks of the rights by which some persons check an item of a portal, by person: those of the section editors
    of its place, and of who approves anyway.

    Args:
        roles: of the section editors who look after the item (`editorial.review.checkers.checking_roles`).
    """
    keys = set(users)
    found: dict[int, set[str]] = defaultdict(set)
    for row in roles.filter(user__in=keys).select_related("user", "portal"):
        found[row.user_id].add(_mark_of_role(row))
    for (user, portal), marks in approving_authorities(keys, on=on).items():
        if portal == portal_id:
            found[user] |= marks
    return {user: frozenset(marks) for user, marks in found.items()}


def inviting_authorities(user: User, portal_id: int | None, *, on: date) -> frozenset[str]:
    """The marks of the roles by which a person invites to a portal, or over the city where it is None."""
    of_role: Any = Q(role=Role.OPERATOR)
    if portal_id is not None:
        of_role |= Q(role=Role.PORTAL_ADMIN, portal=portal_id)
    rows = Membership.objects.in_force(on=on).filter(of_role, user=user.pk, user__is_active=True)
    return frozenset(map(_mark_of_role, rows.select_related("user", "portal")))


def _lent_to(seats: Iterable[BoardSeat], *, on: date) -> dict[int, list[int]]:
    keys = [seat.pk for seat in seats]
    found: dict[int, list[int]] = defaultdict(list)
    if keys:
        lenders = BoardSeat.objects.in_force(on=on).filter(seat__in=APPROVING_SEATS, user__is_active=True)
        rows = Delegation.objects.in_force(on=on).filter(to_seat__in=keys, from_seat__in=lenders)
        for seat, delegation in rows.values_list("to_seat", "pk"):
            found[seat].append(delegation)
    return found


def _mark_of_seat(seat: BoardSeat, delegation: int) -> str:
    held = f"seat {seat.pk}, delegation {delegation}, term {seat.board.term_epoch}"
    return f"{held}, account {seat.user.access_epoch}, portal {seat.board.portal.access_epoch}"


def _mark_of_role(row: Membership) -> str:
    portal = row.portal.access_epoch if row.portal is not None else 0
    return f"role {row.pk}, account {row.user.access_epoch}, portal {portal}"

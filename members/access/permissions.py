"""Questions about roles and seats, answered from memberships and board seats, never from stock permissions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from members.access.roles import roles_of
from members.enums import APPROVING_SEATS, CONTENT_ROLES, Role, Seat
from members.models import Board, BoardSeat

if TYPE_CHECKING:
    from accounts.models import AnyUser

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import AnyUser


def reviewed_portals(user: AnyUser, *, on: date) -> frozenset[int]:
    """Keys of the portals whose items the person can approve or return.

    No query of its own (`members.access.roles`).
    """
    return roles_of(user, on=on).reviewed


def can_edit_content(user: AnyUser, portal_id: int | None, *, on: date) -> bool:
    """Whether the person edits what a portal publishes: an editor, an administrator, a member of its board."""
    standing = roles_of(user, on=on)
    return portal_id in standing.boards or any((portal_id, role) in standing.roles for role in CONTENT_ROLES)


def has_city_role(user: AnyUser, role: Role, *, on: date) -> bool:
    """Whether the person holds a role over the whole city."""
    return role in roles_of(user, on=on).city_roles


def can_operate(user: AnyUser, *, on: date) -> bool:
    """Whether the person creates, suspends and archives portals: the operator."""
    return has_city_role(user, Role.OPERATOR, on=on)


def can_supervise(user: AnyUser, *, on: date) -> bool:
    """Whether the person sees the registry of all portals: supervisor and operator."""
    return has_city_role(user, Role.SUPERVISOR, on=on) or can_operate(user, on=on)


def delegable_seats(user: AnyUser, board: Board, *, on: date) -> QuerySet[BoardSeat]:
    """Seats of a board from which the person may delegate, and take back: the own one of a head or deputy; each for
    the operator. One query to ask."""
    seats = board.seats.held_from(on).filter(seat__in=APPROVING_SEATS, user__is_active=True)
    if not user.is_active or user.is_anonymous:
        return seats.none()
    if can_operate(user, on=on):
        return seats
    return seats.in_force(on=on).filter(user=user, board__portal__access_revoked=False)


def can_change_review(user: AnyUser, board: Board, *, on: date) -> bool:
    """Whether the person decides on the steps of the board's review: its head, or the operator."""
    return (board.portal_id, Seat.HEAD) in roles_of(user, on=on).seats or can_operate(user, on=on)

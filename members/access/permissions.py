"""Permissions over roles: who operates, supervises, administers which portal, and how a person is found for one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from accounts.addresses import account_at
from accounts.models import User
from formats.vietnamese.text import clean_text
from members.access.roles import roles_of
from members.enums import APPROVING_SEATS, CONTENT_ROLES, PORTAL_ROLES, Role, Seat
from members.errors import PersonAmbiguous
from members.models import Board, BoardSeat, Membership
from sites.directory import get_directory
from sites.enums import PortalState
from sites.models import Portal
from sites.models.portal import PortalQuerySet

if TYPE_CHECKING:
    from accounts.models import AnyUser


def reviewed_portals(user: AnyUser, *, on: date) -> frozenset[int]:
    """Keys of the portals whose items the person can approve or return."""
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
    """Whether the person sees the registry of all portals: operator, and supervisor whose role has no remit."""
    return has_city_role(user, Role.SUPERVISOR, on=on) or can_operate(user, on=on)


def supervised_portals(user: AnyUser, *, on: date) -> frozenset[int] | None:
    """Keys of the portals whose registry, records and reports the person reads for a managing agency (6.2).

    None: all portals, and what concerns the whole city. Empty: the person is neither operator nor supervisor.
    """
    return None if can_supervise(user, on=on) else roles_of(user, on=on).supervised


def supervises_some(user: AnyUser, *, on: date) -> bool:
    """Whether there is a portal that the person supervises."""
    return supervised_portals(user, on=on) != frozenset()


def supervisors_of(portal_id: int, *, on: date) -> set[int]:
    """Keys of the accounts of supervisors who are told of a portal, open or closed."""
    return supervisors_by_portal({portal_id}, on=on)[portal_id]


def supervisors_by_portal(
    portal_ids: Collection[int], *, on: date, is_active: bool | None = None
) -> dict[int, set[int]]:
    """`supervisors_of` of some portals; with `is_active`, of open or of closed accounts alone."""
    held = Membership.objects.in_force(on=on).filter(role=Role.SUPERVISOR).order_by()
    if is_active is not None:
        held = held.filter(user__is_active=is_active)
    reach = [(row.user_id, None if row.remit is None else row.remit.portals()) for row in held]
    return {key: {user for user, portals in reach if portals is None or key in portals} for key in portal_ids}


def delegable_seats(user: AnyUser, board: Board, *, on: date) -> QuerySet[BoardSeat]:
    """Seats of a board from which the person may delegate, and take back: the own one of a head or deputy; each for the
    operator."""
    seats = board.seats.held_from(on).filter(seat__in=APPROVING_SEATS, user__is_active=True)
    if not user.is_active or user.is_anonymous:
        return seats.none()
    if can_operate(user, on=on):
        return seats
    return seats.in_force(on=on).filter(user=user, board__portal__access_revoked=False)


def can_change_review(user: AnyUser, board: Board, *, on: date) -> bool:
    """Whether the person decides on the steps of the board's review: its head, or the operator."""
    return (board.portal_id, Seat.HEAD) in roles_of(user, on=on).seats or can_operate(user, on=on)


# The board's rights follow from seats, which are given by decision (15.1), never from a role.
GRANTABLE_PORTAL_ROLES = tuple(role for role in Role if role in PORTAL_ROLES and role != Role.BOARD)


def administered_portals(user: AnyUser, *, on: date) -> PortalQuerySet:
    """Portals whose roles a person gives and withdraws as their portal administrator."""
    return Portal.objects.filter(pk__in=roles_of(user, on=on).administered)


def boards_sat_on(user: AnyUser, *, on: date) -> PortalQuerySet:
    """Portals on whose boards a person sits."""
    return Portal.objects.filter(pk__in=roles_of(user, on=on).boards)


def can_administer(user: AnyUser, portal: Portal, *, on: date) -> bool:
    """Whether the person is an administrator of exactly this portal."""
    return portal.pk in roles_of(user, on=on).administered


def can_give_roles(user: AnyUser, portal: Portal, *, on: date) -> bool:
    """Whether the person gives and withdraws roles on this portal: its administrator, and the operator."""
    return can_administer(user, portal, on=on) or can_operate(user, on=on)


def people_of(portal: Portal, *, on: date) -> QuerySet[User]:
    """Active accounts with a role or a seat on a portal, now or later: those its administrator knows."""
    roles = portal.memberships.filter(withdrawn_at=None).exclude(valid_until__lt=on)
    seats = BoardSeat.objects.held_from(on).filter(board__portal=portal)
    people = User.objects.filter(Q(pk__in=roles.values("user")) | Q(pk__in=seats.values("user")), is_active=True)
    return people.order_by("last_name", "first_name", "username")


def find_person(text: str, *, is_active: bool = True) -> User | None:
    """The active account with exactly this e-mail address or user name; or the closed one.

    For operators only: the answer tells whether there is such an account. Never by a part of a name.

    Raises:
        PersonAmbiguous: these are two accounts, open or closed.
    """
    wanted = clean_text(text)
    if not wanted:
        return None
    named = User.objects.filter(username=wanted).first()
    addressed = account_at(wanted) if "@" in wanted else None
    if named is not None and addressed is not None and named.pk != addressed.pk:
        raise PersonAmbiguous
    person = addressed or named
    return person if person is not None and person.is_active == is_active else None


def seats_to_open(user: AnyUser, *, on: date) -> list[BoardSeat]:
    """Seats by which a person can approve the opening of a portal that is in preparation."""
    records = get_directory().by_id
    if not any(pk in records and records[pk].state == PortalState.PREPARING for pk in roles_of(user, on=on).boards):
        return []
    seats = BoardSeat.objects.approving(on=on).filter(user=user.pk, board__portal__state=PortalState.PREPARING)
    return list(seats.select_related("board__portal__kind").order_by("board__portal__name_vi"))

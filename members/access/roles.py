"""What a person is on a day: roles in force and seats held, read once for a request."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Final

from django.db import connection
from django.db.models import IntegerField, Value

from members.enums import WRITING_ROLES, Role
from members.models import BoardSeat, Membership
from members.remits import Remit
from sites.directory import get_directory

if TYPE_CHECKING:
    from accounts.models import AnyUser


@dataclass(frozen=True)
class RoleSet:
    """Roles and seats of one person on one day, as keys of portals; None stands for the whole city.

    Without those on portals that are closed to their staff.
    """

    roles: frozenset[tuple[int | None, str]]
    seats: frozenset[tuple[int, str]]
    # Portals whose items the person can approve or return: by the own seat, or while somebody lends the right.
    reviewed: frozenset[int] = frozenset()
    # Of a supervisor of part of the portals, who has no role over the whole city by that.
    remits: frozenset[Remit] = frozenset()

    @cached_property
    def city_roles(self) -> frozenset[str]:
        return frozenset(role for portal_id, role in self.roles if portal_id is None)

    @cached_property
    def supervised(self) -> frozenset[int]:
        """Portals within the remits."""
        return frozenset(key for remit in self.remits for key in remit.portals())

    @cached_property
    def administered(self) -> frozenset[int]:
        """Portals of which the person is an administrator."""
        return frozenset(
            portal_id for portal_id, role in self.roles if role == Role.PORTAL_ADMIN and portal_id is not None
        )

    @cached_property
    def boards(self) -> frozenset[int]:
        """Portals on whose boards the person sits."""
        return frozenset(portal_id for portal_id, _seat in self.seats)

    @cached_property
    def answers_for(self) -> frozenset[int]:
        """Portals whose record the person reads: administered ones, and those on whose boards the person sits."""
        return self.administered | self.boards

    @cached_property
    def writes_for(self) -> frozenset[int]:
        """Portals for which the person writes: by a role, or by a seat on the board."""
        return self.boards | {key for key, role in self.roles if key is not None and role in WRITING_ROLES}

    @cached_property
    def portals(self) -> frozenset[int]:
        """Portals on which the person holds a role or a seat."""
        return frozenset(portal_id for portal_id, _role in self.roles if portal_id is not None) | self.boards


# What a row of the one query is.
ROLE, SEAT, APPROVING, REMIT = (Value(number, output_field=IntegerField()) for number in range(4))
# Stand in the compiled statement for who is asked for and for the day: nobody has this key, and no row this day.
ANY_PERSON: Final = -1
ANY_DAY: Final = date.min
NONE = RoleSet(roles=frozenset(), seats=frozenset())

_held: ContextVar[dict[tuple[int, date], RoleSet] | None] = ContextVar("standings of this request", default=None)


def roles_of(user: AnyUser, *, on: date) -> RoleSet:
    """What a person is on a day; nothing for a closed account, nor on a portal whose staff has no access (8.9)."""
    if not user.is_active or user.is_anonymous:
        return NONE
    held = _held.get()
    key = (user.pk, on)
    if held is not None and key in held:
        return held[key]
    closed = get_directory().closed_to_staff
    rows = _rows(user.pk, on)
    held_now = [row for row in rows if row[0] not in closed]
    standing = RoleSet(
        roles=frozenset((portal_id, role) for portal_id, role, what in held_now if what == ROLE.value),
        seats=frozenset((portal_id, seat) for portal_id, seat, what in held_now if what == SEAT.value),
        reviewed=frozenset(portal_id for portal_id, _seat, what in held_now if what == APPROVING.value),
        # A portal that is closed to its staff is supervised all the same.
        remits=frozenset(Remit(portal_id, agency) for portal_id, agency, what in rows if what == REMIT.value),
    )
    if held is not None:
        held[key] = standing
    return standing


def _rows(person: int, day: date) -> list[tuple[Any, ...]]:
    """Roles, seats, seats that can approve and remits of supervisors, each with its portal and what it is."""
    statement, parameters = _statement(connection.vendor)
    asked = {ANY_PERSON: person, _adapted(ANY_DAY): _adapted(day)}
    with connection.cursor() as cursor:
        cursor.execute(statement, [asked.get(parameter, parameter) for parameter in parameters])
        return cursor.fetchall()


@cache
def _statement(_vendor: str) -> tuple[str, tuple[Any, ...]]:
    """SQL of the query for any person and day, with its parameters.

    Django takes twenty times as long to compile it as a database takes to answer it, and every request to the admin
    asks it: it is compiled once for a process (decision 0104). The rows are read each time.
    """
    # Without the order of the models, which joins the portals.
    held = Membership.objects.in_force(on=ANY_DAY).filter(user=ANY_PERSON).order_by()
    roles, remits = held.of_all_portals(), held.within_remit()
    seats = BoardSeat.objects.in_force(on=ANY_DAY).filter(user=ANY_PERSON).order_by()
    approving = BoardSeat.objects.approving(on=ANY_DAY).filter(user=ANY_PERSON).order_by()
    rows = roles.values_list("portal_id", "role", ROLE).union(
        seats.values_list("board__portal_id", "seat", SEAT),
        approving.values_list("board__portal_id", "seat", APPROVING),
        remits.values_list("remit_portal_id", "remit_agency", REMIT),
        all=True,
    )
    return rows.query.sql_with_params()


def _adapted(day: date) -> Any:
    """A day as the driver of the database takes it."""
    return connection.ops.adapt_datefield_value(day)


@contextmanager
def keep_role_sets() -> Iterator[None]:
    """Read what a person is once for a request."""
    mark = _held.set({})
    try:
        yield
    finally:
        _held.reset(mark)


def forget_role_sets() -> None:
    """Read again: a role or a seat was given or ended within the request."""
    held = _held.get()
    if held is not None:
        held.clear()

"""Who must have a second factor, since when the person knows, and what is demanded of who has none."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from members.access.people import Portals, held_rows
from members.access.roles import roles_of
from members.enums import Role
from members.models import BoardSeat, Membership


class Demand(StrEnum):
    """What a person is asked for before a screen opens."""

    NOTHING = "nothing"
    # The person must switch a second factor on, and has time left for it.
    WARNING = "warning"
    # The same, and no time is left.
    SWITCHING_ON = "switching_on"


def demand_on(*, is_on: bool, must: bool, asked_at: datetime | None, grace: timedelta, at: datetime) -> Demand:
    """What is asked of who is signed in. Pure: no clock, no database.

    Args:
        is_on: the account has a second factor.
        must: a role or seat of the person demands one.
        asked_at: the first sign-in since it is demanded; None: there was none, the time has not begun.
        grace: how long the person may still work without.
    """
    if is_on or not must:
        return Demand.NOTHING
    return Demand.WARNING if asked_at is None or at < asked_at + grace else Demand.SWITCHING_ON


def must_have_one(account: User, *, on: date) -> bool:
    """Whether a role or seat of a person demands a second factor."""
    wanted = frozenset(settings.SECOND_FACTOR_ROLES)
    if not wanted:
        return False
    if account.is_superuser and Role.OPERATOR in wanted:
        return True
    standing = roles_of(account, on=on)
    held = {role for _portal, role in standing.roles} | {seat for _portal, seat in standing.seats}
    if standing.remits:
        held.add(Role.SUPERVISOR)
    return not wanted.isdisjoint(held)


def demand_of(account: User, *, at: datetime) -> Demand:
    """What is asked of who is signed in."""
    is_on = account.second_factor_since is not None
    return demand_on(
        is_on=is_on,
        must=not is_on and must_have_one(account, on=timezone.localdate(at)),
        asked_at=account.second_factor_asked_at,
        grace=timedelta(days=settings.SECOND_FACTOR_GRACE_DAYS),
        at=at,
    )


def note_duty(account: User, *, at: datetime) -> None:
    """Let the time of grace begin with the first sign-in of who must have a second factor; where the duty ended, the
    next one begins again."""
    must = must_have_one(account, on=timezone.localdate(at))
    if must == (account.second_factor_asked_at is not None):
        return
    account.second_factor_asked_at = at if must else None
    account.save(update_fields=["second_factor_asked_at"])


def last_moment(account: User) -> datetime | None:
    """Until when a person who must have one may work without; None where the time has not begun."""
    asked = account.second_factor_asked_at
    return asked + timedelta(days=settings.SECOND_FACTOR_GRACE_DAYS) if asked else None


def accounts_that_lack_one(*, on: date, portals: Portals = None) -> QuerySet[User]:
    """Open accounts of which a role or a seat on some portals demands a second factor, and that have none."""
    wanted = settings.SECOND_FACTOR_ROLES
    roles = Membership.objects.in_force(on=on).filter(role__in=wanted).order_by()
    seats = BoardSeat.objects.in_force(on=on).filter(seat__in=wanted).order_by()
    if portals is not None:
        shown_roles, shown_seats = held_rows(portals, on=on)
        roles = roles.filter(pk__in=shown_roles.order_by().values("pk"))
        seats = seats.filter(pk__in=shown_seats.order_by().values("pk"))
    held = Q(pk__in=roles.values("user")) | Q(pk__in=seats.values("user"))
    if Role.OPERATOR in wanted and portals is None:
        held |= Q(is_superuser=True)
    return User.objects.filter(held, is_active=True, second_factor_since=None).order_by("username")

"""People and what they hold: found by name, whatever the accents, within what who asks may know."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from formats.vietnamese.text import asked_words, folded
from members.access.permissions import can_operate
from members.access.roles import roles_of
from members.enums import APPROVING_SEATS, Seat
from members.models import BoardSeat, Delegation, Membership

if TYPE_CHECKING:
    from accounts.models import AnyUser

# Keys of portals, None among them for the whole city; None instead of them: everything.
Portals = Collection[int | None] | None

BY_NAME = ("last_name", "first_name", "username")


def portals_of_accounts(user: AnyUser, *, on: date) -> Portals:
    """Portals of whose people a person reads accounts and rights: administered ones, and those whose board the person
    heads; every one for operators (8.8)."""
    if can_operate(user, on=on):
        return None
    held = roles_of(user, on=on)
    return held.administered | {portal_id for portal_id, seat in held.seats if seat == Seat.HEAD}


def people_to_invite(user: AnyUser, *, on: date) -> QuerySet[User]:
    """Whom a person who invites may look up: active accounts with a role or a seat, now or later, on the portals that
    the person administers; everywhere for operators."""
    portals = None if can_operate(user, on=on) else roles_of(user, on=on).administered
    roles, seats = held_rows(portals, on=on)
    known = Q(pk__in=roles.order_by().values("user")) | Q(pk__in=seats.order_by().values("user"))
    people = User.objects.filter(known, is_active=True).exclude(email="")
    return with_rights(people.order_by(*BY_NAME), portals, on=on)


def held_rows(portals: Portals, *, on: date) -> tuple[QuerySet[Membership], QuerySet[BoardSeat]]:
    """Roles and seats on some portals that are held on a day or later."""
    roles = Membership.objects.filter(Q(valid_until=None) | Q(valid_until__gte=on), withdrawn_at=None)
    seats = BoardSeat.objects.held_from(on)
    if portals is None:
        return roles, seats
    keys = [key for key in portals if key is not None]
    here = Q(portal__in=keys) | Q(portal=None) if None in portals else Q(portal__in=keys)
    return roles.filter(here), seats.filter(board__portal__in=keys)


def with_rights(accounts: QuerySet[User], portals: Portals, *, on: date) -> QuerySet[User]:
    """Accounts, each with its roles and seats on some portals, and what is lent to these seats of the right to approve;
    what begins later too."""
    roles, seats = held_rows(portals, on=on)
    lenders = BoardSeat.objects.held_from(on).filter(seat__in=APPROVING_SEATS, user__is_active=True).order_by()
    lent = Delegation.objects.open(on=on).filter(from_seat__in=lenders).order_by("valid_from", "pk")
    roles = roles.select_related("portal", "section").order_by("portal__name_vi", "role")
    seats = seats.select_related("board__portal").order_by("board__portal__name_vi")
    seats = seats.prefetch_related(Prefetch("delegations_received", queryset=lent, to_attr="lent"))
    return accounts.prefetch_related(
        Prefetch("memberships", queryset=roles, to_attr="roles_held"),
        Prefetch("board_seats", queryset=seats, to_attr="seats_held"),
    )


def rights_labels(account: Any, *, dated: bool = False) -> list[str]:
    """What an account of `with_rights` holds, place by place, with its period where that is asked."""
    city = _("the whole city")
    rows: list[tuple[Membership | BoardSeat | Delegation, str, str]] = [
        (role, role_in_words(role), role.portal.listed_name if role.portal else city) for role in account.roles_held
    ]
    for seat in account.seats_held:
        place = seat.board.portal.listed_name
        rows.append((seat, seat.get_seat_display(), place))
        rows += [(delegation, _("Approves by delegation"), place) for delegation in seat.lent]
    labels = []
    for row, held, place in rows:
        label = _("%(role)s (%(place)s)") % {"role": held, "place": place}
        labels.append(f"{label}, {period_in_words(row)}" if dated else label)
    return labels


def role_in_words(role: Membership) -> str:
    """A role, with the section in which alone it holds, or the portals that alone a supervisor reads."""
    held = str(role.get_role_display())
    if role.section:
        return f"{held}: {role.section.title}"
    return f"{held}: {role.remit.label}" if role.remit else held


def period_in_words(row: Membership | BoardSeat | Delegation) -> str:
    """From when to when a right holds."""
    first = date_format(row.valid_from, "SHORT_DATE_FORMAT")
    if row.valid_until is None:
        return _("from %(first)s") % {"first": first}
    return _("from %(first)s to %(last)s") % {"first": first, "last": date_format(row.valid_until, "SHORT_DATE_FORMAT")}


def find_people(accounts: QuerySet[User], text: str) -> QuerySet[User]:
    """Accounts in whose names or address a word begins with each of those that were typed, with or without accents."""
    wanted = asked_words(text)
    if not wanted:
        return accounts.none()
    rows = accounts.order_by().values_list("pk", "last_name", "first_name", "username", "email")
    return accounts.filter(pk__in=[key for key, *names in rows if _has(folded(" ".join(names)), wanted)])


def _has(words: str, wanted: list[str]) -> bool:
    return all(word in words for word in wanted)

"""How people are named to whom: the one answer for the record, reports, histories, locks, sessions and comments.

People of the portals where the reader works are named. Who acts there without a role or seat, as operators and city
editors do, is told as the body: "an account of portal A sees of portal B no user name" (decision 0089).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import IntegerField, Q, QuerySet, Value
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from accounts.names import tell_names_by
from members.access.permissions import can_supervise, supervised_portals
from members.access.scope import current_request, scope_of_request
from members.enums import Role
from members.models import BoardSeat, Membership

# Beside a key, whether its account is named.
IS_NAMED = {told: Value(int(told), output_field=IntegerField()) for told in (False, True)}


def once_staff_of(portal_ids: Collection[int]) -> set[int]:
    """Keys of accounts that hold or held a role or a seat on one of the portals."""
    members = Membership.objects.filter(portal__in=portal_ids).order_by().values_list("user_id", flat=True)
    seats = BoardSeat.objects.filter(board__portal__in=portal_ids).order_by().values_list("user_id", flat=True)
    return set(members.union(seats))


def over_city() -> set[int]:
    """Keys of accounts that hold or held a role over the whole city."""
    return set(Membership.objects.filter(portal=None).order_by().values_list("user_id", flat=True))


def display_name_for(account: User | None, *, known: set[int] | None, over_city: set[int] | None = None) -> str:
    """How somebody who acted is named to a reader: a person of the portal by name, an operator as the body.

    Args:
        account: None for a command.
        known: accounts that are named to the reader (`once_staff_of`), None: all.
        over_city: accounts that act for the city (`over_city`), where people of another portal may act as well; None:
            all who are not named do.
    """
    if account is None:
        return gettext("command on the server")
    if known is None or account.pk in known:
        return account.name
    is_of_city = over_city is None or account.is_superuser or account.pk in over_city
    return gettext("operating unit") if is_of_city else gettext("staff of another portal")


@dataclass(frozen=True, slots=True)
class Told:
    """What who asks is told of people.

    Attributes:
        named: keys of accounts that are named, None: all.
        of_city: of the others, some that act for the city.
    """

    named: set[int] | None
    of_city: set[int]


def named_to(request: HttpRequest) -> set[int] | None:
    """Keys of accounts that are named to who asks; None: all, to supervisors of all portals and superusers.

    A city editor is told the people of every portal, and the other city editors; a supervisor of some portals those of
    these.
    """
    return _told_to(request).named


def named_people(request: HttpRequest) -> QuerySet[User]:
    """The accounts themselves, for filters to offer and to look for."""
    if _is_told_all(request):
        return User.objects.all()
    members, seats = _that_name(request)
    return User.objects.filter(
        Q(pk__in=members.values("user")) | Q(pk__in=seats.values("user")) | Q(pk=request.user.pk)
    )


def told_to_reader(account: User) -> str:
    """What who reads the admin now is told instead of a name; empty where the name is told, and where nobody reads."""
    request = current_request()
    if request is None or request.user.is_anonymous or account.pk in {None, request.user.pk}:
        return ""
    if getattr(account, "is_named", False):
        return ""
    told = _told_to(request)
    if told.named is None or account.pk in told.named:
        return ""
    return display_name_for(account, known=told.named, over_city=told.of_city)


def named_on(account: User, *, portal_id: int) -> User:
    """An account as people of a portal are told of it in mails: itself, or one that is stored nowhere and is called as
    the body."""
    known = once_staff_of({portal_id})
    return (
        account
        if account.pk in known
        else User(last_name=display_name_for(account, known=known, over_city=over_city()))
    )


def _told_to(request: HttpRequest) -> Told:
    kept: Told | None = getattr(request, "told_of_people", None)
    if kept is None:
        kept = request.told_of_people = _ask_for(request)  # type: ignore[attr-defined]
    return kept


def _is_told_all(request: HttpRequest) -> bool:
    return scope_of_request(request).everything or can_supervise(request.user, on=timezone.localdate())


def _that_name(request: HttpRequest) -> tuple[QuerySet[Membership], QuerySet[BoardSeat]]:
    """Roles and seats, in force or not, by which people are named on the portals where who asks works or supervises."""
    scope = scope_of_request(request)
    members, seats = Membership.objects.order_by(), BoardSeat.objects.order_by()
    if scope.all_content:
        return members.filter(Q(portal__isnull=False) | Q(role=Role.CITY_EDITOR)), seats
    portal_ids = scope.portal_ids | (supervised_portals(request.user, on=timezone.localdate()) or frozenset())
    return members.filter(portal__in=portal_ids), seats.filter(board__portal__in=portal_ids)


def _ask_for(request: HttpRequest) -> Told:
    if _is_told_all(request):
        return Told(named=None, of_city=set())
    (members, seats), city = _that_name(request), Membership.objects.filter(portal=None).order_by()
    people = [rows.values_list("user_id", IS_NAMED[True]) for rows in (members, seats)]
    found = city.values_list("user_id", IS_NAMED[False]).union(*people)
    named: set[int] = {request.user.pk or 0}
    of_city: set[int] = set()
    for user_id, is_named in found:
        (named if is_named else of_city).add(user_id)
    return Told(named, of_city)


tell_names_by(told_to_reader)

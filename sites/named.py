"""How people are named to whom: the one answer for the record, reports, histories, locks, sessions and comments.

People of the portals where the reader works are named. Who acts there without a role or seat, as operators and city
editors do, is told as the body: "an account of portal A sees of portal B no user name" (decision 0089).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from accounts.names import tell_names_by
from sites.enums import Role
from sites.models import BoardSeat, Membership
from sites.permissions import can_supervise
from sites.scope import current_request, scope_of_request


def once_staff_of(portal_ids: Collection[int]) -> set[int]:
    """Keys of accounts that hold or held a role or a seat on one of the portals. One query."""
    members = Membership.objects.filter(portal__in=portal_ids).order_by().values_list("user_id", flat=True)
    seats = BoardSeat.objects.filter(board__portal__in=portal_ids).order_by().values_list("user_id", flat=True)
    return set(members.union(seats))


def over_city() -> set[int]:
    """Keys of accounts that hold or held a role over the whole city. One query."""
    return set(Membership.objects.filter(portal=None).order_by().values_list("user_id", flat=True))


def named_as(account: User | None, *, known: set[int] | None, over_city: set[int] | None = None) -> str:
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


def named_to(request: HttpRequest) -> set[int] | None:
    """Keys of accounts that are named to who asks; None: all, to supervisors and superusers. One query, asked once.

    A city editor is told the people of every portal, and the other city editors.
    """
    kept: Any = getattr(request, "named_people", NOT_ASKED)
    if kept is NOT_ASKED:
        kept = request.named_people = _named_to(request)  # type: ignore[attr-defined]
    return kept


def named_people(request: HttpRequest) -> QuerySet[User]:
    """The accounts themselves, for filters to offer and to look for."""
    named = named_to(request)
    return User.objects.all() if named is None else User.objects.filter(pk__in=named)


def told_to_reader(account: User) -> str:
    """What who reads the admin now is told instead of a name; empty where the name is told, and where nobody reads.

    Two queries at most in a request.
    """
    request = current_request()
    if request is None or request.user.is_anonymous or account.pk in {None, request.user.pk}:
        return ""
    named = named_to(request)
    if named is None or account.pk in named:
        return ""
    if account.is_superuser:
        return named_as(account, known=set())
    kept: Any = getattr(request, "people_of_city", None)
    if kept is None:
        kept = request.people_of_city = over_city()  # type: ignore[attr-defined]
    return named_as(account, known=set(), over_city=kept)


def named_on(account: User, *, portal_id: int) -> User:
    """An account as people of a portal are told of it in mails: itself, or one that is stored nowhere and is called as
    the body. Two queries at most."""
    known = once_staff_of({portal_id})
    return account if account.pk in known else User(last_name=named_as(account, known=known, over_city=over_city()))


def _named_to(request: HttpRequest) -> set[int] | None:
    scope = scope_of_request(request)
    if scope.everything or can_supervise(request.user, on=timezone.localdate()):
        return None
    own = {request.user.pk} if request.user.pk else set()
    if not scope.all_content:
        return own | once_staff_of(scope.portal_ids)
    of_portals = Q(portal__isnull=False) | Q(role=Role.CITY_EDITOR)
    members = Membership.objects.filter(of_portals).order_by().values_list("user_id", flat=True)
    seats = BoardSeat.objects.order_by().values_list("user_id", flat=True)
    return own | set(members.union(seats))


# None is an answer.
NOT_ASKED = object()

tell_names_by(told_to_reader)

"""The list of all accounts, which nobody but operators sees (8.8)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from audit.errors import ReasonMissing
from audit.events import record_event
from members.enums import MemberEventKind
from members.models import BoardSeat, Membership


def accounts_with_roles(*, on: date) -> QuerySet[User]:
    """All accounts, each with the roles and seats of the day. Three queries, however many there are."""
    roles = Membership.objects.in_force(on=on).select_related("portal").order_by("portal__name_vi", "role")
    seats = BoardSeat.objects.in_force(on=on).select_related("board__portal").order_by("board__portal__name_vi")
    return User.objects.prefetch_related(
        Prefetch("memberships", queryset=roles, to_attr="roles_held"),
        Prefetch("board_seats", queryset=seats, to_attr="seats_held"),
    ).order_by("last_name", "first_name", "username")


def find_accounts(accounts: QuerySet[User], text: str) -> QuerySet[User]:
    """Accounts in whose names or address every word stands."""
    for word in text.split():
        accounts = accounts.filter(
            Q(last_name__icontains=word)
            | Q(first_name__icontains=word)
            | Q(username__icontains=word)
            | Q(email__icontains=word)
        )
    return accounts


def roles_in_words(account: Any) -> list[str]:
    """What an account of `accounts_with_roles` holds, place by place."""
    city = _("the whole city")
    roles = [(role.get_role_display(), role.portal.name if role.portal else city) for role in account.roles_held]
    seats = [(seat.get_seat_display(), seat.board.portal.name) for seat in account.seats_held]
    return [_("%(role)s (%(place)s)") % {"role": role, "place": place} for role, place in (*roles, *seats)]


@transaction.atomic
def export_accounts(*, by: User, at: datetime, reason: str) -> list[list[str]]:
    """All accounts as rows of a table, its head first; that it was taken out, by whom and why is recorded.

    Raises:
        ReasonMissing: no reason given.
    """
    if not reason.strip():
        raise ReasonMissing
    header = [_("Name"), _("User name"), _("E-mail address"), _("State"), _("Roles"), _("Last sign-in")]
    rows = [_row(account) for account in accounts_with_roles(on=timezone.localdate(at))]
    record_event(MemberEventKind.ACCOUNTS_EXPORTED, portal=None, at=at, by=by, reason=reason, count=len(rows))
    return [header, *rows]


def state_in_words(account: User) -> str:
    return _("Active") if account.is_active else _("Closed")


def _row(account: User) -> list[str]:
    seen = account.last_login
    return [
        account.full_name,
        account.get_username(),
        account.email,
        state_in_words(account),
        "; ".join(roles_in_words(account)),
        date_format(timezone.localtime(seen), "SHORT_DATETIME_FORMAT") if seen else "",
    ]

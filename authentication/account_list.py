"""The list of all accounts, which operators alone see (8.8), and the export of security events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from audit.errors import ReasonMissing
from audit.events import record_event
from authentication.second_factor.duty import accounts_that_lack_one
from members.enums import MemberEventKind
from members.models import BoardSeat, Membership


def accounts_with_roles(*, on: date) -> QuerySet[User]:
    """All accounts, each with the roles and seats of the day."""
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


BATCH = 500


def accounts_and_rights(*, on: date) -> Iterator[list[Any]]:
    """Every account with its state, rights and last sign-in; the first row names the columns."""
    yield [
        _("User name"), _("Name"), _("E-mail"), _("State"), _("Operator"), _("Roles and seats"), _("Last sign-in"),
        _("Second factor"),
    ]  # fmt: skip
    rights = _rights(on=on)
    lacking = set(accounts_that_lack_one(on=on).values_list("pk", flat=True))
    for user in User.objects.order_by("username").iterator(chunk_size=BATCH):
        last = timezone.localtime(user.last_login).strftime("%d/%m/%Y %H:%M") if user.last_login else _("never")
        yield [
            user.get_username(),
            user.full_name,
            user.email,
            _("active") if user.is_active else _("closed"),
            _("yes") if user.is_superuser else "",
            "; ".join(rights[user.pk]),
            last,
            _second_factor(user, must=user.pk in lacking),
        ]


def _second_factor(user: User, *, must: bool) -> str:
    """Since when it is on; whether it is missing where a role demands it. Never what it rests on."""
    if user.second_factor_since is not None:
        return pgettext("second factor", "since %(day)s") % {
            "day": timezone.localtime(user.second_factor_since).strftime("%d/%m/%Y")
        }
    if must:
        return pgettext("second factor", "none, though a role demands it")
    return pgettext("second factor", "none")


def _rights(*, on: date) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for membership in Membership.objects.in_force(on=on).select_related("portal").order_by("portal__code", "role"):
        place = membership.portal.code if membership.portal else membership.get_scope_display()
        found[membership.user_id].append(f"{membership.get_role_display()} ({place})")
    for seat in BoardSeat.objects.in_force(on=on).select_related("board__portal").order_by("board__portal__code"):
        found[seat.user_id].append(f"{seat.get_seat_display()} ({seat.board.portal.code})")
    return found

"""The list of accounts with everybody's rights (8.8): all for operators, of the own portals for those who answer for
them; and the export of security events."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from audit.errors import ReasonMissing
from audit.events import record_on_each
from authentication.second_factor.duty import accounts_that_lack_one
from members.access.people import BY_NAME, Portals, find_people, held_rows, rights_labels, with_rights
from members.access.permissions import can_operate
from members.enums import MemberEventKind, Role, Seat
from members.models import BoardSeat, Membership

if TYPE_CHECKING:
    from accounts.models import AnyUser


@dataclass(frozen=True, slots=True)
class AccountsAsked:
    """Which accounts a list shows.

    Attributes:
        places: whose people and rights are shown; None: all accounts, with or without rights.
        held: value of a role or a seat that the person has there; empty: any.
        is_active: the state; None: whatever it is.
        text: words of names and addresses; empty: all.
    """

    places: Portals
    held: str = ""
    is_active: bool | None = None
    text: str = ""


def held_choices() -> list[tuple[str, Any]]:
    """Seats and roles to filter by. The role of the board follows from seats."""
    return [*Seat.choices, *((role.value, role.label) for role in Role if role != Role.BOARD)]


def limit_accounts(accounts: QuerySet[User], asked: AccountsAsked, *, on: date) -> QuerySet[User]:
    """Limit accounts to those that are asked for, each with what it holds in these places, now or later, and nothing of
    what it holds elsewhere."""
    if asked.places is not None or asked.held:
        roles, seats = held_rows(asked.places, on=on)
        if asked.held:
            roles, seats = roles.filter(role=asked.held), seats.filter(seat=asked.held)
        holders = Q(pk__in=roles.order_by().values("user")) | Q(pk__in=seats.order_by().values("user"))
        accounts = accounts.filter(holders)
    if asked.is_active is not None:
        accounts = accounts.filter(is_active=asked.is_active)
    if asked.text:
        accounts = find_people(accounts, asked.text)
    return with_rights(accounts, asked.places, on=on)


@transaction.atomic
def export_accounts(asked: AccountsAsked, *, by: User, at: datetime, reason: str) -> list[list[str]]:
    """Accounts as rows of a table, its head first; that they were taken out, by whom and why is recorded: in the record
    of each portal whose people were asked for, and in that of the city where all were.

    Raises:
        ReasonMissing: no reason given.
    """
    if not reason.strip():
        raise ReasonMissing
    on = timezone.localdate(at)
    lacking = keys_that_lack_a_second_factor(asked, reader=by, on=on)
    accounts: list[Any] = list(limit_accounts(User.objects.order_by(*BY_NAME), asked, on=on))
    if asked.places is None:
        counts: dict[int | None, int] = {None: len(accounts)}
    else:
        found = Counter(key for account in accounts for key in _places_of(account))
        counts = {key: found[key] for key in asked.places}
    data = {key: {"count": count} for key, count in counts.items()}
    record_on_each(MemberEventKind.ACCOUNTS_EXPORTED, data, at=at, by=by, reason=reason)
    header = [
        _("Name"), _("User name"), _("E-mail address"), _("State"), _("Roles and seats"), _("Second factor"),
        _("Rules of contribution accepted"), _("Last sign-in"),
    ]  # fmt: skip
    return [header, *(_row(account, must=account.pk in lacking) for account in accounts)]


def state_in_words(account: User) -> str:
    return _("Active") if account.is_active else _("Closed")


def keys_that_lack_a_second_factor(asked: AccountsAsked, *, reader: AnyUser, on: date) -> set[int]:
    """Keys of the accounts that must have one and have none. To others than operators no role elsewhere shows itself by
    what it demands."""
    places = None if can_operate(reader, on=on) else asked.places
    return set(accounts_that_lack_one(on=on, portals=places).order_by().values_list("pk", flat=True))


def second_factor_in_words(user: User, *, must: bool) -> str:
    """Since when it is on; whether it is missing where a role demands it. Never what it rests on."""
    if user.second_factor_since is not None:
        return pgettext("second factor", "since %(day)s") % {
            "day": timezone.localtime(user.second_factor_since).strftime("%d/%m/%Y")
        }
    if must:
        return pgettext("second factor", "none, though a role demands it")
    return pgettext("second factor", "none")


def city_identity_in_words(user: User) -> str:
    """Since when an account of the city opens it; reads `city_identity`."""
    identity = getattr(user, "city_identity", None)
    if identity is None:
        return pgettext("account of the city", "none")
    day = timezone.localtime(identity.linked_at).strftime("%d/%m/%Y")
    return pgettext("account of the city", "since %(day)s") % {"day": day}


def _places_of(account: Any) -> set[int | None]:
    return {role.portal_id for role in account.roles_held} | {seat.board.portal_id for seat in account.seats_held}


def _row(account: User, *, must: bool) -> list[str]:
    return [
        account.full_name,
        account.get_username(),
        account.email,
        state_in_words(account),
        "; ".join(rights_labels(account, dated=True)),
        second_factor_in_words(account, must=must),
        _moment(account.rules_accepted_at),
        _moment(account.last_login),
    ]


def _moment(moment: datetime | None) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT") if moment else ""


BATCH = 500


def accounts_and_rights(*, on: date) -> Iterator[list[Any]]:
    """Every account with its state, rights and last sign-in; the first row names the columns."""
    yield [
        _("User name"), _("Name"), _("E-mail"), _("State"), _("Operator"), _("Roles and seats"), _("Last sign-in"),
        _("Second factor"),
    ]  # fmt: skip
    rights = _rights(on=on)
    lacking = set(accounts_that_lack_one(on=on).order_by().values_list("pk", flat=True))
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
            second_factor_in_words(user, must=user.pk in lacking),
        ]


def _rights(*, on: date) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for membership in Membership.objects.in_force(on=on).select_related("portal").order_by("portal__code", "role"):
        place = membership.portal.code if membership.portal else membership.get_scope_display()
        found[membership.user_id].append(f"{membership.get_role_display()} ({place})")
    for seat in BoardSeat.objects.in_force(on=on).select_related("board__portal").order_by("board__portal__code"):
        found[seat.user_id].append(f"{seat.get_seat_display()} ({seat.board.portal.code})")
    return found

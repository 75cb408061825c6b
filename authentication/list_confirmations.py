"""The list of accounts of a portal, which it confirms every six months (security level 3): due days, and the verb."""

from __future__ import annotations

import calendar
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone

from accounts.models import User
from audit.events import record_event
from audit.models import PortalEvent
from audit.sealing.seals import hash_of
from authentication.account_list import AccountsAsked, limit_accounts
from authentication.enums import AccountEventKind
from authentication.errors import ConfirmationForbidden, ListChanged
from authentication.models import AccountLimits
from members.access.actor import lock_actor
from members.access.people import BY_NAME
from members.access.permissions import can_administer, can_operate
from members.enums import Role
from members.models import Membership
from sites.enums import PortalState
from sites.locking import locked_portal
from sites.models import Portal

if TYPE_CHECKING:
    from accounts.models import AnyUser


@dataclass(frozen=True, slots=True)
class ListDue:
    """When the list of a portal is to be confirmed, and from which day its administrators are reminded."""

    portal_id: int
    due: date
    reminded_from: date

    def is_late(self, *, on: date) -> bool:
        return on > self.due


def accounts_of(portal: Portal, *, on: date) -> list[Any]:
    """Accounts with a role or a seat on a portal, now or later, each with what it holds there, by name."""
    return list(limit_accounts(User.objects.order_by(*BY_NAME), AccountsAsked(places={portal.pk}), on=on))


def digest_of(accounts: Iterable[Any]) -> str:
    """SHA-256 of who holds what, in whatever language and order it is read."""
    rows = sorted(
        [
            account.get_username(),
            sorted([row.role, row.section_id or 0, *_period(row)] for row in account.roles_held),
            sorted([row.seat, 0, *_period(row)] for row in account.seats_held),
        ]
        for account in accounts
    )
    return hash_of(json.dumps(rows, ensure_ascii=False))


def _period(row: Any) -> list[str]:
    return [row.valid_from.isoformat(), row.valid_until.isoformat() if row.valid_until else ""]


def administrators_of(portal_ids: Iterable[int], *, on: date) -> dict[int, set[int]]:
    """Keys of the open accounts that administer each of some portals; a portal without any is missing."""
    rows = Membership.objects.in_force(on=on).filter(
        role=Role.PORTAL_ADMIN, portal__in=portal_ids, user__is_active=True
    )
    found: dict[int, set[int]] = {}
    for portal_id, user_id in rows.order_by().values_list("portal", "user"):
        found.setdefault(portal_id, set()).add(user_id)
    return found


def can_confirm(user: AnyUser, portal: Portal, *, on: date) -> bool:
    """Whether the person confirms the list of a portal: its administrators; an operator where there is none."""
    if can_administer(user, portal, on=on):
        return True
    return can_operate(user, on=on) and not administrators_of([portal.pk], on=on)


@transaction.atomic
def confirm_list(portal: Portal, *, digest: str, by: User, at: datetime) -> PortalEvent:
    """Write down that a person found the list of accounts of a portal to be right, as it was shown.

    Raises:
        AccessEnded: the person's access was taken away just now.
        ConfirmationForbidden: the person neither administers the portal nor operates one without administrators.
        ListChanged: somebody's right began or ended since it was shown.
    """
    today = timezone.localdate(at)
    portal = locked_portal(portal.pk)
    lock_actor(by)
    if not can_confirm(by, portal, on=today):
        raise ConfirmationForbidden
    accounts = accounts_of(portal, on=today)
    if digest_of(accounts) != digest:
        raise ListChanged
    return record_event(
        AccountEventKind.LIST_CONFIRMED, portal=portal, at=at, by=by, confirmed=len(accounts), digest=digest
    )


def lists_due(*, on: date, portal_ids: Iterable[int] | None = None) -> dict[int, ListDue]:
    """When each of some open portals, or of all, confirms its list: months after the last time, or its opening. One
    query."""
    confirmed = PortalEvent.objects.filter(kind=AccountEventKind.LIST_CONFIRMED, portal=OuterRef("pk")).order_by()
    limits = AccountLimits.objects.filter(valid_from__lte=on).order_by("-valid_from")
    portals = Portal.objects.filter(state=PortalState.LIVE).annotate(
        confirmed_at=Subquery(confirmed.values("portal").annotate(last=Max("at")).values("last")),
        months=Subquery(limits.values("list_months")[:1]),
        notice_days=Subquery(limits.values("list_notice_days")[:1]),
    )
    if portal_ids is not None:
        portals = portals.filter(pk__in=portal_ids)
    rows = portals.order_by().values_list("pk", "opened_at", "confirmed_at", "months", "notice_days")
    found = {}
    for key, opened_at, confirmed_at, months, notice_days in rows:
        begun = confirmed_at or opened_at
        if begun is not None and months is not None:
            due = months_later(timezone.localdate(begun), months)
            found[key] = ListDue(key, due, due - timedelta(days=notice_days))
    return found


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last one where that is shorter. Pure."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))

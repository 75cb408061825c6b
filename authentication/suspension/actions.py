"""Verbs that take access away at once and give it back (Regulation 8.9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from audit.errors import ReasonMissing
from audit.events import lock_chains, record_event, record_on_each
from audit.models import PortalEvent
from authentication.enums import AccountEventKind, SuspensionAct
from authentication.errors import AccountOpen, AccountSuspended, NotSuspended, OwnAccount, SuspendedStill
from authentication.models import AccountSuspension, SuspensionReport
from authentication.suspension.reports import portals_of, report_on_account
from members.board.delegations import end_held_delegations, hold_delegations
from members.duties import Post, check_left, held_posts, told_of_succession
from members.groups import sync_user_groups
from members.held_invitations import hold_invitations, withdraw_held_invitations
from members.memberships import check_somebody_operates
from members.models import BoardSeat, Delegation, Invitation, Membership
from members.signals import duty_vacated, right_ended
from sites.locking import locked_portal
from sites.models import Portal


@transaction.atomic
def suspend_account(
    account: User, *, by: User | None, at: datetime, reason: str, vacancy_reason: str = ""
) -> AccountSuspension:
    """Take a person's access away at once: no sign-in, and every open session ends with its next request.

    The account is closed (`is_active`), so that seats and delegations of the person count no more. A report to the
    managing agency of each portal concerned is written and kept. What the person lent or offered ends with it:
    delegations, and invitations that nobody has answered. An account that is open although it is suspended is closed
    under the suspension that it has.

    Args:
        vacancy_reason: why nobody follows, where the person is the last to do a duty on a portal.

    Raises:
        ReasonMissing: no reason given.
        LastHolder: nobody would be left to do a duty, and no reason for it is given.
        OwnAccount: nobody suspends the own account.
        LastOperator: nobody would be left to run the installation.
        AccountSuspended: it is suspended already, and closed.
    """
    if not reason.strip():
        raise ReasonMissing
    if by is not None and by.pk == account.pk:
        raise OwnAccount
    today = timezone.localdate(at)
    portals = lock_portals_of(account, on=today)
    account = User.objects.select_for_update(no_key=True).get(pk=account.pk)
    check_somebody_operates(without=account, on=today)
    held = held_posts(account, portals, on=today)
    suspension = AccountSuspension.objects.open().filter(user=account).first()
    if suspension is not None and not account.is_active:
        raise AccountSuspended
    # While the rights still hold, so that the reports go to all portals concerned.
    reports = report_on_account(SuspensionAct.ACCOUNT_SUSPENDED, account, by=by, at=at, reason=reason)
    if suspension is None:
        suspension = AccountSuspension.objects.create(
            user=account, at=at, by=by, reason=reason, closed_account=account.is_active
        )
    account.is_active = False
    _move_on(account)
    came_from_it = _hold_what_came_from(account, at=at)
    # Before the first of what follows a right that ends is written: portal by portal, in no order of the chains.
    lock_chains(came_from_it.portals | set(portals) | {report.portal_id for report in reports})
    for portal in portals.values():
        right_ended.send(AccountSuspension, portal=portal, person=account, successor=None, by=by, at=at)
    vacant = check_left(held, on=today, vacancy_reason=vacancy_reason)
    _record_suspended(reports, vacant, reason=reason, vacancy_reason=vacancy_reason)
    came_from_it.end(by=by, at=at, reason=reason)
    return suspension


def lock_portals_of(account: User, *, on: date) -> dict[int, Portal]:
    """Lock the portals where a person holds a role or a seat, by their keys: before the account, as wherever rights
    end."""
    keys = sorted(portal.pk for portal in portals_of(account, on=on) if portal is not None)
    return {key: locked_portal(key) for key in keys}


def _record_suspended(
    reports: Iterable[SuspensionReport], vacant: Sequence[Post], *, reason: str, vacancy_reason: str
) -> None:
    """Write the event beside each report, with the duties of its portal that nobody does any more."""
    for report in reports:
        here = [post for post in vacant if post.portal_id == report.portal_id]
        told = told_of_succession(here, successor=None, vacancy_reason=vacancy_reason)
        event = _record(AccountEventKind.ACCOUNT_SUSPENDED, report, reason=reason, **told)
        if here:
            duty_vacated.send(AccountSuspension, portal=report.portal, event=event)


def _move_on(account: User) -> None:
    """Write that an account was closed or opened: its sessions end, and what was done by its rights counts no more."""
    account.session_epoch += 1
    account.access_epoch += 1
    account.save(update_fields=["is_active", "session_epoch", "access_epoch"])


@dataclass(frozen=True, slots=True)
class _CameFromAccess:
    """What a person lent or offered, held: it ends with the person's access."""

    delegations: list[Delegation]
    invitations: list[Invitation]

    @property
    def portals(self) -> set[int | None]:
        return {row.from_seat.board.portal_id for row in self.delegations} | {row.portal_id for row in self.invitations}

    def end(self, *, by: User | None, at: datetime, reason: str) -> None:
        """An event for each; the caller holds the chains of their portals."""
        end_held_delegations(self.delegations, by=by, at=at, reason=reason)
        withdraw_held_invitations(self.invitations, by=by, at=at, reason=reason)


def _hold_what_came_from(account: User, *, at: datetime) -> _CameFromAccess:
    """Delegations and unanswered invitations of a person, locked."""
    return _CameFromAccess(hold_delegations(Q(from_seat__user=account), at=at), hold_invitations(Q(invited_by=account)))


@transaction.atomic
def lift_suspension(suspension: AccountSuspension, *, by: User | None, at: datetime, reason: str) -> None:
    """Give a person's access back: with the roles and seats that hold today; the person signs in again.

    An account that was closed before it was suspended stays closed (`open_account`).

    Raises:
        ReasonMissing: no reason given.
        NotSuspended: it was lifted already.
    """
    if not reason.strip():
        raise ReasonMissing
    row = (
        AccountSuspension.objects.select_for_update(of=("self",), no_key=True)
        .select_related("user")
        .get(pk=suspension.pk)
    )
    if row.lifted_at is not None:
        raise NotSuspended
    row.lifted_at, row.lifted_by, row.lifted_reason = at, by, reason
    row.save(update_fields=["lifted_at", "lifted_by", "lifted_reason"])
    account = row.user
    if row.closed_account:
        account.is_active = True
        account.save(update_fields=["is_active"])
    sync_user_groups(account, on=timezone.localdate(at))
    reports = report_on_account(SuspensionAct.ACCOUNT_RESUMED, account, by=by, at=at, reason=reason)
    for report in reports:
        _record(AccountEventKind.ACCOUNT_RESUMED, report, reason=reason)


@transaction.atomic
def open_account(account: User, *, by: User | None, at: datetime, reason: str) -> None:
    """Open an account that was closed without a suspension: by a command, or before there were any.

    The person has the roles and seats that hold today, and signs in again. What the person lent or offered before the
    account was closed does not come back: delegations and invitations end. The event stands in the record of each
    portal where the person holds a role or seat; in that of the city where the person works over the city or nowhere.

    Raises:
        ReasonMissing: no reason given.
        AccountOpen: it is not closed.
        SuspendedStill: it is suspended; the suspension is to be lifted.
    """
    if not reason.strip():
        raise ReasonMissing
    account = User.objects.select_for_update(no_key=True).get(pk=account.pk)
    if account.is_active:
        raise AccountOpen
    if AccountSuspension.objects.open().filter(user=account).exists():
        raise SuspendedStill
    account.is_active = True
    _move_on(account)
    sync_user_groups(account, on=timezone.localdate(at))
    places = portals_of(account, on=timezone.localdate(at))
    data = {portal.pk if portal else None: {"user": account.get_username()} for portal in places}
    came_from_it = _hold_what_came_from(account, at=at)
    lock_chains(came_from_it.portals | set(data))
    came_from_it.end(by=by, at=at, reason=reason)
    record_on_each(AccountEventKind.ACCOUNT_OPENED, data, at=at, by=by, reason=reason)


def _record(kind: str, report: SuspensionReport, *, reason: str, **told: Any) -> PortalEvent:
    """Write the event beside a report on an account."""
    return record_event(
        kind,
        portal=report.portal,
        at=report.at,
        by=report.by,
        reason=reason,
        user=report.account.get_username(),
        report=report.pk,
        **told,
    )


def end_sessions_of_staff(portal: Portal, *, at: datetime) -> int:
    """End the sessions of everybody who works for a portal, and bring their groups in step. Returns how many accounts.

    They can sign in again for what else they do.
    """
    User.objects.filter(pk__in=_hold_staff(portal, at=at)).update(session_epoch=F("session_epoch") + 1)
    return bring_staff_in_step(portal, at=at)


def bring_staff_in_step(portal: Portal, *, at: datetime) -> int:
    """Give everybody who works for a portal the groups that roles and seats give today. Returns how many accounts.

    They are locked before their rights are read: a role that is withdrawn at that moment does not come back.
    """
    keys = _hold_staff(portal, at=at)
    for user in User.objects.filter(pk__in=keys).order_by("pk"):
        sync_user_groups(user, on=timezone.localdate(at))
    return len(keys)


def _hold_staff(portal: Portal, *, at: datetime) -> list[int]:
    """Lock the accounts of everybody who holds a role or a seat on a portal today, in the order of their keys, and
    return these: some work for two portals that change at the same time."""
    today = timezone.localdate(at)
    roles = Membership.objects.in_force(on=today).filter(portal=portal).order_by()
    seats = BoardSeat.objects.in_force(on=today).filter(board__portal=portal).order_by()
    staff = User.objects.filter(Q(pk__in=roles.values("user")) | Q(pk__in=seats.values("user")))
    return list(staff.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))

"""Records of signing in and of passwords, for the whole city (24.12), and when each account signed in last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from accounts.tasks import send_password_reset
from audit.errors import ReasonMissing
from audit.events import record_event
from audit.on_commit import enqueue_on_commit
from audit.throttling import Action, Limit
from authentication.enums import AccountEventKind
from authentication.errors import AccountClosed
from members.access.actor import lock_actor, who_acts
from members.models import BoardSeat, Membership
from sites.directory import PortalRecord
from sites.enums import PortalState


def record_sign_in(user: User, *, at: datetime, way: str = "") -> None:
    """Record that a person signed in. Kept with what concerns the whole city: an account is nobody's alone.

    Args:
        way: value of a `SignInWay`; empty: by the password.
    """
    said = {"user": user.get_username()} | ({"way": way} if way else {})
    record_event(AccountEventKind.SIGNED_IN, portal=None, at=at, by=user, **said)


def record_failed_sign_in(typed: str, *, at: datetime) -> None:
    """Record an attempt that failed.

    Only the name of an account that exists is kept: into the field for the name people type their password as well.
    """
    record_event(AccountEventKind.SIGN_IN_FAILED, portal=None, at=at, by=None, **_named(typed))


def record_lock_out(typed: str, *, action: Action, of: Limit, at: datetime) -> None:
    """Record that a name can try no more for a while from where it tried, or that nobody can from there.

    The address stands beside every event. Where the network is locked no account is named: it may be none's fault.
    """
    named = _named(typed) if of == Limit.OF_NAME else {}
    record_event(AccountEventKind.SIGN_IN_LOCKED, portal=None, at=at, by=None, tried=action.code, locked=of, **named)


@transaction.atomic
def mail_new_password(account: User, *, by: User, at: datetime, reason: str) -> None:
    """Mail a person the link for a new password: nobody chooses one for somebody else.

    Raises:
        ReasonMissing: no reason given.
        AccountClosed: nobody signs in with it.
        AccessEnded: whoever sends it lost the access just now.
    """
    if not reason.strip():
        raise ReasonMissing
    stored = lock_actor(by, also=account).get(account.pk)
    if stored is None or not stored.is_active:
        raise AccountClosed
    record_event(
        AccountEventKind.PASSWORD_MAIL_SENT, portal=None, at=at, by=by, reason=reason, user=stored.get_username()
    )
    enqueue_on_commit(send_password_reset, stored.email)


def _named(typed: str) -> dict[str, str]:
    account = User.objects.filter(username=typed).first()
    return {"user": account.get_username()} if account is not None else {}


class PasswordChangeRecorder:
    """Stands among the password validators, which Django tells of every new password once it is saved."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Accept every password: the others judge it."""

    def get_help_text(self) -> str:
        return gettext("Every change of a password is recorded.")

    def password_changed(self, password: str, user: User | None = None) -> None:
        """Record that an account has a new password, and who gave it one; never the password.

        Whoever follows the link of a mail is nobody who is signed in.
        """
        if user is not None and user.pk:
            record_event(
                AccountEventKind.PASSWORD_CHANGED,
                portal=None,
                at=timezone.now(),
                by=who_acts(),
                user=user.get_username(),
            )


# As often as a portal has to have news (`information/data/required_information.csv`). Ours: no act says a figure.
QUIET_DAYS: Final = 15


@dataclass(frozen=True, slots=True)
class LastSignIn:
    """The days on which somebody who works on a portal signed in last; None: nobody who holds a role or seat ever did.

    Attributes:
        staff: of whoever holds a role; board: of whoever sits on the board, without which nothing becomes public.
    """

    portal: PortalRecord
    staff: date | None
    board: date | None

    def is_quiet(self, *, on: date) -> bool:
        """Whether one of the two stayed away for too long."""
        return any(day is None or on - day > timedelta(days=QUIET_DAYS) for day in (self.staff, self.board))


def quiet_portals(portals: Sequence[PortalRecord], *, on: date) -> list[LastSignIn]:
    """Open ones of some portals whose staff or board stayed away for more than `QUIET_DAYS`, the longest first.

    Accounts that are closed do not count; who works on several portals counts on each.
    """
    roles = Membership.objects.in_force(on=on).filter(user__is_active=True, portal__isnull=False)
    seats = BoardSeat.objects.in_force(on=on).filter(user__is_active=True)
    staff: dict[int, datetime | None] = dict(_latest(roles, "portal_id"))
    boards: dict[int, datetime | None] = dict(_latest(seats, "board__portal_id"))
    rows = [
        LastSignIn(portal, _day(staff.get(portal.id)), _day(boards.get(portal.id)))
        for portal in portals
        if portal.state == PortalState.LIVE
    ]
    return sorted((row for row in rows if row.is_quiet(on=on)), key=_longest_away)


def _latest(rows: QuerySet[Any], portal: str) -> QuerySet[Any, tuple[int, datetime | None]]:
    return rows.order_by().values_list(portal).annotate(Max("user__last_login"))


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _longest_away(row: LastSignIn) -> tuple[date, date, int]:
    days = [day or date.min for day in (row.staff, row.board)]
    return min(days), max(days), row.portal.id

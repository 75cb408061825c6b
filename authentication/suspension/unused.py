"""Accounts that nobody uses: their persons are told twice, and then they are suspended (security level 3)."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Max, Q
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.addresses import folded
from accounts.models import User
from audit.errors import ChangedMeanwhile, PortalRefusal
from audit.events import record_event
from audit.locking import atomic_refusing_deadlocks
from audit.models import PortalEvent
from authentication.enums import AccountEventKind, AccountNoticeKind
from authentication.models import AccountLimits, AccountSuspension
from authentication.suspension.actions import suspend_account
from members.enums import Role
from members.models import Invitation, Membership
from notifications.models import Notice
from notifications.notices import tell

logger = logging.getLogger(__name__)

# How far back notices are looked for, beside the days of the limits: beat may have been down.
SLACK: Final = timedelta(days=60)
# How long a suspension waits for a mail that nobody takes.
MAIL_AWAITED: Final = timedelta(days=14)


@dataclass
class Outcome:
    """User names of those who were told, and of those whose account was suspended."""

    told: list[str] = field(default_factory=list)
    suspended: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Told:
    """The notices to the person of an account that nobody uses.

    Attributes:
        until: the day of the suspension; it is not moved by the later notice, and by other limits only back.
        steps: days ahead of which there was a notice.
    """

    until: date
    steps: frozenset[int]


def next_step(since: date, told: Told | None, *, limits: AccountLimits, on: date) -> tuple[int | None, date]:
    """The step that is due for an account that was used last on a day. Pure.

    Returns the notice that is due, by its days ahead; 0 stands for the suspension, None for nothing. And the day of the
    suspension: the person has as many days as the first notice is ahead, however long nobody looked.
    """
    first, last = limits.first_notice_days, limits.last_notice_days
    if told is None:
        due = since + timedelta(days=limits.unused_days)
        is_due = on >= due - timedelta(days=first)
        return (first if is_due else None), max(due, on + timedelta(days=first)) if is_due else due
    # Longer limits than those by which the person was told hold for who was told, too.
    until = max(told.until, since + timedelta(days=limits.unused_days))
    if on >= until:
        return 0, until
    if on >= until - timedelta(days=last) and last not in told.steps:
        return last, until
    return None, until


def suspend_unused(*, at: datetime) -> Outcome:
    """Tell and suspend whoever is due on the day. Each account is a transaction of its own; what is refused is looked
    at again the next day, and whose notice no mail server has taken yet is not suspended for two weeks more, but then:
    the mailbox of who has left is gone, too.

    Raises:
        ExceptionGroup: something else went wrong with some accounts; all others were looked at.
    """
    outcome, today = Outcome(), timezone.localdate(at)
    limits = AccountLimits.objects.of_day(today)
    if limits is None:
        return outcome
    last_used = days_of_last_use(at=at)
    said, failed = _told_since(today - timedelta(days=limits.unused_days) - SLACK), []
    for account in User.objects.filter(pk__in=last_used).order_by("pk"):
        since = last_used[account.pk]
        step, until = next_step(since, said.get((account.get_username(), since)), limits=limits, on=today)
        if step is None:
            continue
        if not step and today < until + MAIL_AWAITED and _waits_for_mail(account, since=since):
            logger.warning("The account %s is not suspended yet: no mail of the notice went", account.pk)
            continue
        try:
            with atomic_refusing_deadlocks():
                if step:
                    _tell(account, step, since=since, until=until, at=at)
                    outcome.told.append(account.get_username())
                else:
                    _suspend(account, limits=limits, since=since, at=at)
                    outcome.suspended.append(account.get_username())
        except PortalRefusal as refusal:
            logger.warning("The account %s was left as it is: %s", account.pk, refusal)
        except Exception as error:
            logger.exception("Looking at the account %s failed", account.pk)
            failed.append(error)
    if failed:
        raise ExceptionGroup("Unused accounts", failed)
    return outcome


def _waits_for_mail(account: User, *, since: date) -> bool:
    """Whether the person was told nothing yet: no mail of the notice went. An account without an address has none that
    waits."""
    notices = Notice.objects.filter(user=account, kind=AccountNoticeKind.UNUSED, event__data__since=since.isoformat())
    return notices.pending().exists() and not notices.exclude(sent_at=None).exists()


def days_of_last_use(*, at: datetime) -> dict[int, date]:
    """The day from which the days of each open account are counted, by its key: of the last sign-in, of its creation,
    or on which its suspension ended, whichever is the latest.

    Without those that were never used and whose address is invited: the invitation runs out by itself. Without that of
    the only operator, which is never suspended.
    """
    invited = {folded(email) for email in Invitation.objects.open(at=at).values_list("email", flat=True)}
    operators = _operators(on=timezone.localdate(at))
    events = PortalEvent.objects.filter(kind=AccountEventKind.ACCOUNT_OPENED).order_by("at")
    opened = dict(events.values_list("data__user", "at"))
    lifted = dict(
        AccountSuspension.objects.exclude(lifted_at=None).order_by().values_list("user").annotate(Max("lifted_at"))
    )
    rows = User.objects.filter(is_active=True).values_list("pk", "username", "email", "last_login", "date_joined")
    found = {}
    for key, name, email, last_login, joined in rows:
        if (last_login is None and folded(email) in invited) or operators == {key}:
            continue
        moments = [moment for moment in (last_login, joined, lifted.get(key), opened.get(name)) if moment is not None]
        found[key] = timezone.localdate(max(moments))
    return found


def is_last_operator_unused(*, at: datetime) -> bool:
    """Whether the only operator has not signed in for as long as other accounts are suspended after."""
    today = timezone.localdate(at)
    limits, operators = AccountLimits.objects.of_day(today), _operators(on=today)
    if limits is None or len(operators) != 1:
        return False
    account = User.objects.get(pk__in=operators)
    last = timezone.localdate(max(filter(None, (account.last_login, account.date_joined))))
    return today >= last + timedelta(days=limits.unused_days)


def _operators(*, on: date) -> set[int]:
    rows = Membership.objects.in_force(on=on).filter(role=Role.OPERATOR, user__is_active=True)
    return set(rows.values_list("user", flat=True))


def _told_since(first: date) -> Mapping[tuple[str, date], Told]:
    """The notices since a day, by user name and the day of the last use that they were about."""
    begins = timezone.make_aware(datetime.combine(first, time.min))
    rows = PortalEvent.objects.filter(kind=AccountEventKind.UNUSED_TOLD, at__gte=begins).order_by("at")
    steps: dict[tuple[str, date], set[int]] = defaultdict(set)
    days: dict[tuple[str, date], date] = {}
    for data in rows.values_list("data", flat=True):
        key = data["user"], date.fromisoformat(data["since"])
        steps[key].add(data["days_ahead"])
        days.setdefault(key, date.fromisoformat(data["until"]))
    return {key: Told(days[key], frozenset(steps[key])) for key in steps}


def _tell(account: User, step: int, *, since: date, until: date, at: datetime) -> None:
    """Write the notice, which the mail of the day takes along, and that it was given."""
    event = record_event(
        AccountEventKind.UNUSED_TOLD,
        portal=None,
        at=at,
        by=None,
        user=account.get_username(),
        since=since.isoformat(),
        until=until.isoformat(),
        days_ahead=step,
    )
    tell([account], AccountNoticeKind.UNUSED, account, event=event)


def _suspend(account: User, *, limits: AccountLimits, since: date, at: datetime) -> None:
    """Suspend an account, and tell administrators of its portals and the operators.

    Raises:
        LastOperator, AccountSuspended: see `suspend_account`.
        ChangedMeanwhile: the person signed in just now.
    """
    with translation.override(settings.LANGUAGE_CODE):
        unused = _("Nobody has signed in with this account since %(day)s: unused for more than %(days)d days.") % {
            "day": date_format(since, "SHORT_DATE_FORMAT"),
            "days": limits.unused_days,
        }
    suspend_account(account, by=None, at=at, reason=unused, vacancy_reason=unused)
    # The account is locked by now, and nobody signs in meanwhile.
    last_login = User.objects.values_list("last_login", flat=True).get(pk=account.pk)
    if last_login is not None and timezone.localdate(last_login) > since:
        raise ChangedMeanwhile
    today = timezone.localdate(at)
    events = PortalEvent.objects.filter(
        kind=AccountEventKind.ACCOUNT_SUSPENDED, at=at, data__user=account.get_username()
    )
    operators = _operators(on=today)
    for event in events.order_by("pk"):
        concerned = Q(role=Role.PORTAL_ADMIN, portal=event.portal_id)
        rows = Membership.objects.in_force(on=today).filter(concerned, user__is_active=True)
        tell({*rows.values_list("user", flat=True), *operators}, AccountNoticeKind.SUSPENDED, account, event=event)
        # Operators hear of it once, whatever the number of its portals.
        operators = set()

"""The verb that sets limits of accounts from a day on."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from audit.errors import ReasonMissing
from audit.events import record_event
from authentication.enums import AccountEventKind
from authentication.errors import LimitsForbidden, LimitsOutOfOrder
from authentication.models import AccountLimits
from members.access.permissions import can_operate

if TYPE_CHECKING:
    from accounts.models import User

NUMBERS = ("unused_days", "first_notice_days", "last_notice_days", "list_months", "list_notice_days")


@transaction.atomic
def set_limits(
    *,
    valid_from: date,
    unused_days: int,
    first_notice_days: int,
    last_notice_days: int,
    list_months: int,
    list_notice_days: int,
    source: str,
    is_verified: bool,
    by: User | None,
    at: datetime,
) -> AccountLimits:
    """Let other limits hold from a day on; those so far hold until the day before.

    Raises:
        LimitsForbidden: the person is no operator.
        ReasonMissing: no deciding document.
        LimitsOutOfOrder: they begin before others do, or on the same day, or the notices are not in their order ahead
            of the suspension.
    """
    if by is not None and not can_operate(by, on=timezone.localdate(at)):
        raise LimitsForbidden
    if not source.strip():
        raise ReasonMissing
    latest = AccountLimits.objects.first()
    begins_too_early = latest is not None and valid_from <= latest.valid_from
    if begins_too_early or not 1 <= last_notice_days < first_notice_days < unused_days or list_months < 1:
        raise LimitsOutOfOrder
    limits = AccountLimits.objects.create(
        valid_from=valid_from,
        unused_days=unused_days,
        first_notice_days=first_notice_days,
        last_notice_days=last_notice_days,
        list_months=list_months,
        list_notice_days=list_notice_days,
        source=source.strip(),
        is_verified=is_verified,
    )
    record_event(
        AccountEventKind.LIMITS_CHANGED,
        portal=None,
        at=at,
        by=by,
        reason=limits.source,
        valid_from=valid_from,
        before={name: getattr(latest, name) for name in NUMBERS} if latest else None,
        after={name: getattr(limits, name) for name in NUMBERS},
    )
    return limits

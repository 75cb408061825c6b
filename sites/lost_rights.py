"""When persons last lost what they approve by: what they approved before then is approved anew (15.2, 8.9)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from django.db.models import Max

from sites.models import AccountSuspension, Delegation

# Before anybody could lose anything.
NEVER: Final = datetime.min.replace(tzinfo=UTC)


def last_losses(users: Iterable[int]) -> dict[int, datetime]:
    """By key of the person: when the account was last suspended, or a delegation to the person last taken back. Persons
    who lost nothing are left out. Two queries."""
    keys = set(users)
    suspended = AccountSuspension.objects.filter(user__in=keys).values_list("user").annotate(Max("at"))
    ended = Delegation.objects.filter(to_seat__user__in=keys, ended_at__isnull=False)
    losses: dict[int, datetime] = dict(suspended.order_by())
    for user, at in ended.values_list("to_seat__user").annotate(Max("ended_at")).order_by():
        losses[user] = max(at, losses.get(user, at))
    return losses

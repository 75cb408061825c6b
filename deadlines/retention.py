"""Retention periods: until when a record is kept, and the verb that ends one period and begins another (12.2)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from audit.events import record_event
from deadlines.enums import DeadlineEventKind
from deadlines.errors import CalendarForbidden, DecisionMissing, RuleBeginsEarlier
from deadlines.models import InformationCategory, RetentionPeriod
from members.access.permissions import can_operate

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def set_retention(
    category: InformationCategory,
    *,
    years: int | None,
    source: str,
    valid_from: date,
    is_verified: bool,
    by: User | None,
    at: datetime,
) -> RetentionPeriod:
    """Keep information of a category for so many years, or for good, from a day on. The period so far ends the day
    before; of the same day and with the same years, it only gets its act and whether somebody compared it.

    Raises:
        CalendarForbidden: the person is no operator.
        DecisionMissing: no act.
        RuleBeginsEarlier: it does not begin after the one that it replaces.
    """
    if by is not None and not can_operate(by, on=timezone.localdate(at)):
        raise CalendarForbidden
    if not source.strip():
        raise DecisionMissing
    InformationCategory.objects.select_for_update(no_key=True).get(pk=category.pk)
    latest = category.retention_periods.order_by("-valid_from").first()
    facts = {"source": source.strip(), "is_verified": is_verified}
    before = _as_data(latest) if latest else None
    if latest is not None and (latest.valid_from, latest.years) == (valid_from, years):
        RetentionPeriod.objects.filter(pk=latest.pk).update(**facts)
        period = RetentionPeriod.objects.get(pk=latest.pk)
    else:
        if latest is not None and latest.valid_from >= valid_from:
            raise RuleBeginsEarlier
        if latest is not None:
            latest.valid_to = valid_from - timedelta(days=1)
            latest.save(update_fields=["valid_to"])
        period = RetentionPeriod.objects.create(category=category, years=years, valid_from=valid_from, **facts)
    record_event(
        DeadlineEventKind.RETENTION_CHANGED,
        portal=None,
        at=at,
        by=by,
        category=category.code,
        before=before,
        after=_as_data(period),
    )
    return period


def _as_data(period: RetentionPeriod) -> dict[str, Any]:
    return {
        "years": period.years,
        "source": period.source,
        "valid_from": period.valid_from.isoformat(),
        "is_verified": period.is_verified,
    }


def kept_until(ended: date, years: int | None) -> date | None:
    """The last day on which something is kept that was last public on a day; None: for good.

    Counted in whole years after the year in which it ended. The way of counting is ours, to be compared with the rules
    of archives (Regulation 12.2).
    """
    return None if years is None else date(ended.year + years, 12, 31)

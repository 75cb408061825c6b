"""Verbs of the time limits: a rule is not rewritten, it ends and another begins; clocks follow from that day on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from audit.errors import ReasonMissing
from audit.events import record_event
from deadlines.enums import DeadlineEventKind, Step, Trigger
from deadlines.errors import CalendarForbidden, DecisionMissing, ProfileHeld, RuleBeginsEarlier, RuleOver
from deadlines.limits import Limit
from deadlines.models import DeadlineRule, InformationCategory, RuleProfile
from deadlines.numbering import FIRST_DAY
from deadlines.working_calendar import recompute_clocks
from members.access.permissions import can_operate

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True, slots=True)
class RuleText:
    """What a time limit says, since when, and where that is written."""

    limit: Limit
    article: str
    source: str
    valid_from: date
    is_verified: bool = False


@transaction.atomic
def add_rule(
    profile: RuleProfile,
    category: InformationCategory,
    *,
    step: Step,
    trigger: Trigger,
    text: RuleText,
    by: User | None,
    at: datetime,
) -> DeadlineRule:
    """Add a time limit to a set of rules. One of the same category, step and trigger that goes on ends the day before.

    Raises:
        CalendarForbidden: the person is no operator.
        DecisionMissing: no act.
        RuleBeginsEarlier: it begins before 2024, or not after the one that it replaces.
    """
    _check(text, by=by, at=at)
    same = DeadlineRule.objects.select_for_update(no_key=True).filter(
        profile=profile, category=category, step=step, trigger=trigger
    )
    latest = same.order_by("-valid_from").first()
    if latest is not None and latest.valid_from >= text.valid_from:
        raise RuleBeginsEarlier
    if latest is not None and (latest.valid_to is None or latest.valid_to >= text.valid_from):
        latest.valid_to = text.valid_from - timedelta(days=1)
        latest.save(update_fields=["valid_to"])
    rule = DeadlineRule.objects.create(
        profile=profile,
        category=category,
        step=step,
        trigger=trigger,
        unit=text.limit.unit,
        count=text.limit.count,
        article=text.article,
        source=text.source.strip(),
        valid_from=text.valid_from,
        is_verified=text.is_verified,
    )
    _record(_named(rule), by=by, at=at, former_rule=_as_data(latest) if latest else None, rule=_as_data(rule))
    return rule


@transaction.atomic
def end_rule(rule: DeadlineRule, *, last: date, reason: str, by: User | None, at: datetime) -> None:
    """End a time limit without another in its place: nothing of the category is counted from the day after.

    Raises:
        CalendarForbidden: the person is no operator.
        ReasonMissing: no reason given.
        RuleOver: it has an end already.
        RuleBeginsEarlier: it would end before it began.
    """
    _check_person(by, at)
    if not reason.strip():
        raise ReasonMissing
    rule = DeadlineRule.objects.select_for_update(of=("self",), no_key=True).select_related("category").get(pk=rule.pk)
    if rule.valid_to is not None:
        raise RuleOver
    if last < rule.valid_from:
        raise RuleBeginsEarlier
    before = _as_data(rule)
    rule.valid_to = last
    rule.save(update_fields=["valid_to"])
    _record(_named(rule), by=by, at=at, reason=reason.strip(), former_rule=before, rule=_as_data(rule))


@transaction.atomic
def verify_rule(rule: DeadlineRule, *, by: User | None, at: datetime) -> None:
    """Say that somebody compared a time limit with the text of its act. No clock moves.

    Raises:
        CalendarForbidden: the person is no operator.
    """
    _check_person(by, at)
    DeadlineRule.objects.filter(pk=rule.pk).update(is_verified=True)
    record_event(DeadlineEventKind.RULES_CHANGED, portal=None, at=at, by=by, verified=True, rule=_as_data(rule))


@transaction.atomic
def apply_profile(
    profile: RuleProfile, *, applies_from: date | None, reason: str, by: User | None, at: datetime
) -> int:
    """Say from which day on the city applies a set of rules; None: it does not. Returns how many last days moved.

    What was counted from an earlier day keeps the rule of that day.

    Raises:
        CalendarForbidden: the person is no operator.
        ReasonMissing: no reason given.
        ProfileHeld: another set begins on that day.
        RuleBeginsEarlier: before 2024.
    """
    _check_person(by, at)
    if not reason.strip():
        raise ReasonMissing
    if applies_from is not None and applies_from < FIRST_DAY:
        raise RuleBeginsEarlier
    profiles = list(RuleProfile.objects.select_for_update(no_key=True).order_by("pk"))
    if applies_from and any(other.applies_from == applies_from for other in profiles if other.pk != profile.pk):
        raise ProfileHeld
    before = next(row.applies_from for row in profiles if row.pk == profile.pk)
    RuleProfile.objects.filter(pk=profile.pk).update(applies_from=applies_from)
    return _record(
        profile.name_vi,
        by=by,
        at=at,
        reason=reason.strip(),
        rules=profile.code,
        applied_from=before,
        applies_from=applies_from,
    )


def _check_person(by: User | None, at: datetime) -> None:
    if by is not None and not can_operate(by, on=timezone.localdate(at)):
        raise CalendarForbidden


def _check(text: RuleText, *, by: User | None, at: datetime) -> None:
    _check_person(by, at)
    if not text.source.strip():
        raise DecisionMissing
    if text.valid_from < FIRST_DAY:
        raise RuleBeginsEarlier


def _record(named: str, *, by: User | None, at: datetime, reason: str = "", **data: Any) -> int:
    moved = recompute_clocks(named, by=by, at=at)
    record_event(DeadlineEventKind.RULES_CHANGED, portal=None, at=at, by=by, reason=reason, moved=moved, **data)
    return moved


def _named(rule: DeadlineRule) -> str:
    """As the events of portals keep it."""
    return f"{rule.category.name_vi} ({rule.article}, {rule.source})"


def _as_data(rule: DeadlineRule) -> dict[str, Any]:
    return {
        "key": rule.pk,
        "profile": rule.profile.code,
        "category": rule.category.code,
        "step": str(rule.step),
        "trigger": str(rule.trigger),
        "unit": str(rule.unit),
        "count": rule.count,
        "article": rule.article,
        "source": rule.source,
        "valid_from": rule.valid_from,
        "valid_to": rule.valid_to,
    }

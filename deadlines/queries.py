"""The calendar and the rules of a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from deadlines.enums import Step
from deadlines.models import DeadlineRule, OfficeHours, RuleProfile, SpecialDay
from deadlines.working_days import OfficeHours as Hours
from deadlines.working_days import WorkingCalendar


def working_calendar() -> WorkingCalendar:
    """The calendar of today's knowledge."""
    return SpecialDay.objects.all().calendar()


# The Prime Minister decides on the days of a year in the autumn before it.
ASKED_FROM_MONTH: Final = 10


def years_to_confirm(*, today: date) -> list[int]:
    """Years whose days nobody has decided or entered: this one, and from October on the next."""
    years = [today.year, *([today.year + 1] if today.month >= ASKED_FROM_MONTH else [])]
    rows = SpecialDay.objects.between(date(years[0], 1, 1), date(years[-1], 12, 31))
    known: dict[int, bool] = {}
    for day, is_provisional in rows.values_list("date", "is_provisional"):
        known[day.year] = known.get(day.year, True) and not is_provisional
    return [year for year in years if not known.get(year, False)]


def office_hours(*, on: date) -> Hours:
    """Office hours of a day.

    Raises:
        OfficeHours.DoesNotExist: none began by then.
    """
    return OfficeHours.objects.filter(valid_from__lte=on).latest("valid_from").hours


def profile_on(day: date) -> RuleProfile | None:
    """The set of rules that applies on a day; None before the first."""
    return next(iter(_sets_of(day)), None)


def rules_on(day: date, *, category: str | None = None) -> list[DeadlineRule]:
    """The rules of a day: those of the set that applies, and those of the sets below it that it does not replace.

    A set replaces the rules of a category and step together: what they are counted from may differ. Of one category, or
    of all, in the order of the categories.
    """
    order = [profile.pk for profile in _sets_of(day)]
    rules = DeadlineRule.objects.valid(on=day).filter(profile__in=order).select_related("category", "profile")
    if category is not None:
        rules = rules.filter(category__code=category)
    found = list(rules)
    nearest: dict[tuple[int, str], int] = {}
    for rule in found:
        place, key = order.index(rule.profile_id), (rule.category_id, rule.step)
        nearest[key] = min(place, nearest.get(key, place))
    return [rule for rule in found if order.index(rule.profile_id) == nearest[rule.category_id, rule.step]]


def rule_for(category: str, *, on: date, trigger: str, step: str = Step.PUBLISH) -> DeadlineRule | None:
    """The rule of a category for what it is counted from, on a day; None where there is none."""
    rules = rules_on(on, category=category)
    return next((rule for rule in rules if rule.trigger == trigger and rule.step == step), None)


def rule_finder(category: str, *, trigger: str, step: str) -> Callable[[date], DeadlineRule | None]:
    """Find the rule of a category for many days: what `rule_for` says of each, from rows that are read once."""
    profiles = RuleProfile.objects.in_bulk()
    rules = list(DeadlineRule.objects.filter(category__code=category, step=step).select_related("profile"))

    def find(day: date) -> DeadlineRule | None:
        order = [profile.pk for profile in _sets_of(day, profiles)]
        valid = [rule for rule in rules if rule.profile_id in order and rule.is_valid(on=day)]
        nearest = min((order.index(rule.profile_id) for rule in valid), default=0)
        return next(
            (rule for rule in valid if rule.trigger == trigger and order.index(rule.profile_id) == nearest), None
        )

    return find


def _sets_of(day: date, profiles: dict[int, RuleProfile] | None = None) -> list[RuleProfile]:
    """The set that applies on a day, and those it supplements, nearest first."""
    profiles = RuleProfile.objects.in_bulk() if profiles is None else profiles
    applied = [profile for profile in profiles.values() if profile.applies_from and profile.applies_from <= day]
    current = max(applied, key=lambda profile: profile.applies_from or date.min, default=None)
    order: list[RuleProfile] = []
    while current is not None and current not in order:
        order.append(current)
        current = profiles.get(current.supplements_id or 0)
    return order

"""Who changes the time limits: one ends, another begins, and what was counted before keeps the rule of its day."""

from dataclasses import replace
from datetime import date

import pytest

from audit.errors import ReasonMissing
from audit.models import PortalEvent
from deadlines.deadline_rules import RuleText, add_rule, apply_profile, end_rule, verify_rule
from deadlines.enums import DeadlineEventKind, LimitUnit, Step, Trigger
from deadlines.errors import CalendarForbidden, DecisionMissing, ProfileHeld, RuleBeginsEarlier, RuleOver
from deadlines.limits import Limit
from deadlines.models import DeadlineRule, RuleProfile
from deadlines.queries import rule_for
from tests.each import each_case
from tests.factories import AT, make_head, make_operator, make_supervisor

pytestmark = pytest.mark.django_db

TEXT = RuleText(
    limit=Limit(LimitUnit.WORKING_DAYS, 5), article="3.1", source="Quyết định 77/QĐ-UBND", valid_from=date(2026, 12, 1)
)


def statistics(on):
    return rule_for("thong-ke", on=on, trigger=Trigger.DECISION)


def add(text=TEXT, by=None):
    old = statistics(date(2026, 11, 30))
    return add_rule(
        old.profile,
        old.category,
        step=Step.PUBLISH,
        trigger=Trigger.DECISION,
        text=text,
        by=by or make_operator(),
        at=AT,
    )


def rule_events():
    return PortalEvent.objects.filter(kind=DeadlineEventKind.RULES_CHANGED).order_by("pk")


@pytest.mark.both_engines
def test_new_limit_begins_and_the_old_one_ends_the_day_before(city):
    old = statistics(date(2026, 11, 30))
    new = add()
    old.refresh_from_db()
    assert old.valid_to == date(2026, 11, 30)
    assert [statistics(day) for day in (date(2026, 11, 30), date(2026, 12, 1))] == [old, new]
    event = rule_events().get()
    assert (event.data["former_rule"]["count"], event.data["rule"]["count"]) == (10, 5)


@each_case(
    ("text", "refusal"),
    [
        (replace(TEXT, source=" "), DecisionMissing),
        (replace(TEXT, valid_from=date(2024, 2, 26)), RuleBeginsEarlier),
        (replace(TEXT, valid_from=date(2023, 12, 31)), RuleBeginsEarlier),
    ],
    ids=["without an act", "on the day of the other", "before days are counted"],
)
def test_limit_that_makes_no_sense_is_refused(city, text, refusal):
    with pytest.raises(refusal):
        add(text)
    assert not rule_events().exists()


def test_limit_that_ends_without_another_asks_nothing_any_more(city):
    rule = statistics(date(2026, 11, 30))
    with pytest.raises(ReasonMissing):
        end_rule(rule, last=date(2026, 11, 30), reason="", by=make_operator(), at=AT)
    with pytest.raises(RuleBeginsEarlier):
        end_rule(rule, last=date(2024, 2, 25), reason="Hết hiệu lực", by=make_operator(), at=AT)
    end_rule(rule, last=date(2026, 11, 30), reason="Hết hiệu lực", by=make_operator(), at=AT)
    assert (statistics(date(2026, 11, 30)), statistics(date(2026, 12, 1))) == (rule, None)
    with pytest.raises(RuleOver):
        end_rule(rule, last=date(2026, 11, 30), reason="Hết hiệu lực", by=make_operator(), at=AT)


def test_verified_limit_is_marked_and_recorded(city):
    rule = DeadlineRule.objects.get(category__code="thue-phi")
    verify_rule(rule, by=make_operator(), at=AT)
    rule.refresh_from_db()
    assert (rule.is_verified, rule_events().get().data["verified"]) == (True, True)


@pytest.mark.both_engines
def test_set_of_rules_applies_from_the_day_that_is_said(city):
    decree = RuleProfile.objects.get(code="decree-224-2026")
    with pytest.raises(ReasonMissing):
        apply_profile(decree, applies_from=date(2026, 7, 1), reason="", by=make_operator(), at=AT)
    with pytest.raises(ProfileHeld):
        apply_profile(decree, applies_from=date(2024, 2, 26), reason="Văn bản mới", by=make_operator(), at=AT)
    apply_profile(decree, applies_from=date(2026, 7, 1), reason="Văn bản mới", by=make_operator(), at=AT)
    articles = [
        rule_for("tam-ngung", on=day, trigger=Trigger.PLANNED_STOP).article
        for day in (date(2026, 6, 30), date(2026, 7, 1))
    ]
    assert articles == ["16", "13"]
    apply_profile(decree, applies_from=None, reason="Thành phố chưa áp dụng", by=make_operator(), at=AT)
    assert rule_for("tam-ngung", on=date(2026, 7, 1), trigger=Trigger.PLANNED_STOP).article == "16"
    assert [event.data["applied_from"] for event in rule_events()] == [None, "2026-07-01"]


def test_time_limits_are_the_operators(city):
    rule = statistics(date(2026, 11, 30))
    for stranger in (make_head(city), make_supervisor()):
        with pytest.raises(CalendarForbidden):
            add(by=stranger)
        with pytest.raises(CalendarForbidden):
            end_rule(rule, last=date(2026, 11, 30), reason="Thử", by=stranger, at=AT)
        with pytest.raises(CalendarForbidden):
            verify_rule(rule, by=stranger, at=AT)
        with pytest.raises(CalendarForbidden):
            apply_profile(rule.profile, applies_from=None, reason="Thử", by=stranger, at=AT)

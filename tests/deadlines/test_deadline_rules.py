"""Who changes the time limits: one ends, another begins, and what was counted before keeps the rule of its day.

The screens of working days and time limits.
"""

from dataclasses import replace
from datetime import date

import pytest

from audit.errors import ReasonMissing
from audit.models import PortalEvent
from deadlines.deadline_rules import RuleText, add_rule, apply_profile, end_rule, verify_rule
from deadlines.enums import DeadlineEventKind, LimitUnit, Step, Trigger
from deadlines.errors import CalendarForbidden, DecisionMissing, ProfileHeld, RuleBeginsEarlier, RuleOver
from deadlines.limits import Limit
from deadlines.models import DeadlineRule, RuleProfile, SpecialDay
from deadlines.queries import office_hours, rule_for, rules_on
from members.enums import Role
from tests.admin import browser, errors_at, is_refused, told, url
from tests.each import each_case
from tests.factories import AT, make_head, make_member, make_operator, make_supervisor

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


@pytest.mark.both_engines
def test_set_of_rules_applies_from_the_day_that_is_said(city):
    decree, before = RuleProfile.objects.get(code="decree-224-2026"), rules_on(date(2026, 11, 23))
    assert not decree.is_verified
    with pytest.raises(ReasonMissing):
        apply_profile(decree, applies_from=date(2026, 7, 1), reason="", by=make_operator(), at=AT)
    with pytest.raises(ProfileHeld):
        apply_profile(decree, applies_from=date(2024, 2, 26), reason="Văn bản mới", by=make_operator(), at=AT)
    apply_profile(decree, applies_from=date(2026, 7, 1), reason="Văn bản mới", by=make_operator(), at=AT)
    for day, article in ((date(2026, 6, 30), "16"), (date(2026, 7, 1), "13")):
        assert rule_for("tam-ngung", on=day, trigger=Trigger.PLANNED_STOP).article == article
    # What it does not replace stays.
    assert statistics(date(2026, 11, 23)).article == "12.1.g"
    assert len(rules_on(date(2026, 11, 23))) == len(before)
    apply_profile(decree, applies_from=None, reason="Thành phố chưa áp dụng", by=make_operator(), at=AT)
    assert rule_for("tam-ngung", on=date(2026, 7, 1), trigger=Trigger.PLANNED_STOP).article == "16"
    assert [event.data["applied_from"] for event in rule_events()] == [None, "2026-07-01"]


def test_time_limits_are_the_operators(city):
    rule = statistics(date(2026, 11, 30))
    for stranger in (make_head(city), make_supervisor()):
        with pytest.raises(CalendarForbidden):
            add(by=stranger)
        for verb, changed, values in (
            (end_rule, rule, {"last": date(2026, 11, 30), "reason": "Thử"}),
            (verify_rule, rule, {}),
            (apply_profile, rule.profile, {"applies_from": None, "reason": "Thử"}),
        ):
            with pytest.raises(CalendarForbidden):
                verb(changed, **values, by=stranger, at=AT)


DAY = {
    "date": "2027-03-01",
    "kind": "swapped_off",
    "name_vi": "Nghỉ hoán đổi",
    "name_en": "Day off by swap",
    "source": "Thông báo 12/TB-BNV",
}
RULE = {"unit": "working_days", "count": "5", "article": "3.1", "source": "QĐ 77", "valid_from": "2026-12-01"}


def test_operator_enters_changes_and_removes_a_day(city):
    client = browser(make_operator())
    response = client.post(url("enter_day"), DAY)
    assert (response["Location"], "01/03/2027" in told(response)) == (url("calendar") + "?year=2027", True)
    row = SpecialDay.objects.get(date=date(2027, 3, 1))
    listed = client.get(url("calendar"), {"year": "2027"}).content.decode()
    assert ("Nghỉ hoán đổi" in listed, url("change_day", row.pk) in listed) == (True, True)
    assert client.get(url("change_day", row.pk)).context["form"]["name_vi"].value() == "Nghỉ hoán đổi"
    client.post(url("change_day", row.pk), DAY | {"date": "2027-04-01", "source": "Quyết định 5/QĐ-TTg"})
    row.refresh_from_db()
    assert (row.date, row.source) == (date(2027, 3, 1), "Quyết định 5/QĐ-TTg")
    client.post(url("remove_day", row.pk), {"reason": "Nhập nhầm"})
    assert not SpecialDay.objects.filter(pk=row.pk).exists()
    assert client.get(url("change_day", row.pk)).status_code == 404


def test_operator_changes_the_office_hours_from_a_day_on(city):
    client, sent = browser(make_operator()), {"valid_from": "01/12/2026", "opens": "07:00", "source": "Quyết định 9"}
    assert client.post(url("office_hours"), sent | {"closes": "06:00"}).status_code == 422
    assert "07:00–16:30" in told(client.post(url("office_hours"), sent | {"closes": "16:30"}))
    hours = [office_hours(on=day) for day in (date(2026, 11, 30), date(2026, 12, 1))]
    assert [f"{found.opens:%H:%M}-{found.closes:%H:%M}" for found in hours] == ["07:30-17:00", "07:00-16:30"]
    assert "Quyết định 9" in client.get(url("calendar")).content.decode()
    assert is_refused(browser(make_supervisor()).get(url("office_hours")))


def test_operator_confirms_a_year(city):
    client = browser(make_operator())
    assert url("confirm_year", 2027) in client.get(url("calendar"), {"year": "2027"}).content.decode()
    assert "8" in told(client.post(url("confirm_year", 2027), {"source": "Quyết định 900/QĐ-TTg"}))
    assert url("confirm_year", 2027) not in client.get(url("calendar"), {"year": "2027"}).content.decode()
    assert client.post(url("confirm_year", 2027), {"source": "Quyết định 900/QĐ-TTg"}).status_code == 422


def test_refusal_stands_beside_its_field_and_nothing_typed_is_lost(city):
    client, rule = browser(make_operator()), DeadlineRule.objects.get(category__code="thong-ke")
    response = client.post(url("enter_day"), DAY | {"kind": "worked"})
    assert response.status_code == 422
    assert errors_at(response, "kind")
    assert response.context["form"]["source"].value() == "Thông báo 12/TB-BNV"
    # The number must fit its unit.
    for facts in ({"count": "0"}, {"unit": "at_once"}):
        assert errors_at(client.post(url("replace_rule", rule.pk), RULE | facts), "count")


@each_case("year", ["", "1999", "abc", "2027 OR 1=1"])
def test_year_that_has_no_days_shows_one_that_has(city, year):
    assert browser(make_operator()).get(url("calendar"), {"year": year}).status_code == 200


def test_supervisor_reads_and_changes_nothing_and_staff_of_a_portal_sees_neither(city):
    client = browser(make_supervisor())
    for screen, change in (("calendar", "enter_day"), ("time_limits", "add_rule")):
        response = client.get(url(screen))
        assert (response.status_code, url(change) in response.content.decode()) == (200, False), screen
    rule, profile, day = DeadlineRule.objects.first(), RuleProfile.objects.first(), SpecialDay.objects.first()
    for address in (
        url("enter_day"), url("change_day", day.pk), url("remove_day", day.pk), url("confirm_year", 2027),
        url("add_rule"), url("replace_rule", rule.pk), url("end_rule", rule.pk), url("apply_profile", profile.pk),
    ):  # fmt: skip
        assert is_refused(client.get(address)), address
    for stranger in (make_head(city), make_member(city, Role.PORTAL_ADMIN)):
        assert all(is_refused(browser(stranger).get(url(name))) for name in ("calendar", "time_limits"))


def test_operator_adds_replaces_verifies_and_ends_a_limit(city):
    client = browser(make_operator())
    address = url("replace_rule", DeadlineRule.objects.get(category__code="thong-ke").pk)
    assert client.post(address, RULE)["Location"] == url("time_limits")
    new = DeadlineRule.objects.get(category__code="thong-ke", valid_to=None)
    assert (new.count, new.article) == (5, "3.1")
    client.post(url("replace_rule", new.pk), RULE | {"is_verified": "on"})
    new.refresh_from_db()
    assert (new.is_verified, rule_events().last().data["verified"]) == (True, True)
    client.post(url("end_rule", new.pk), {"last": "2027-12-31", "reason": "Hết hiệu lực"})
    new.refresh_from_db()
    assert new.valid_to == date(2027, 12, 31)
    facts = {"profile": str(new.profile_id), "category": str(new.category_id), "step": "publish", "trigger": "creation"}
    client.post(url("add_rule"), RULE | facts)
    assert DeadlineRule.objects.filter(category=new.category, trigger="creation").exists()


def test_operator_applies_the_decree_and_the_list_says_so(city):
    client = browser(make_operator())
    decree = RuleProfile.objects.get(code="decree-224-2026")
    client.post(url("apply_profile", decree.pk), {"applies_from": "2026-07-01", "reason": "Văn bản mới"})
    shown = client.get(url("time_limits")).context["profiles"]
    assert [(item["profile"].code, item["profile"].applies_from, item["is_current"]) for item in shown] == [
        ("decree-224-2026", date(2026, 7, 1), True),
        ("regulation", date(2024, 2, 26), False),
    ]
    taken = {"applies_from": "2024-02-26", "reason": "Văn bản mới"}
    assert errors_at(client.post(url("apply_profile", decree.pk), taken), "applies_from")


def test_record_says_in_words_what_changed(city):
    client = browser(make_operator())
    client.post(url("enter_day"), DAY)
    client.post(url("replace_rule", DeadlineRule.objects.get(category__code="thong-ke").pk), RULE)
    shown = client.get(url("audit")).content.decode()
    assert "Nghỉ hoán đổi (Thông báo 12/TB-BNV)" in shown
    assert "Thống kê, báo cáo" in shown

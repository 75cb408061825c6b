"""Article 12.1 clause by clause: what is counted from what, for how long, and what is late.

An installation begins with what the files of `deadlines/data/` say.
"""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from deadlines.enums import DayKind, LimitUnit, Step, Trigger
from deadlines.explaining import explain, limit_in_words
from deadlines.limits import Limit, last_day
from deadlines.models import DeadlineRule, InformationCategory, RuleProfile, SpecialDay
from deadlines.queries import profile_on, rule_for, rules_on, working_calendar
from tests.deadlines.shipped import calendar_of, rows, shipped_days
from tests.each import each_case

CALENDAR = calendar_of(shipped_days())
# Friday before the holidays of 2024: 29 April to 1 May are off, Saturday 4 May is worked.
BEGUN = date(2024, 4, 26)

# Category, counted from, point, limit, the last day of what begins on that Friday, the next day on which it is late.
ARTICLE_12_1 = [
    ("gioi-thieu", Trigger.CHANGE, Step.PUBLISH, "12.1.a", "at once", "2024-04-26", "2024-05-02"),
    ("tin-tuc", Trigger.EVENT, Step.PUBLISH, "12.1.a", "at once", "2024-04-26", "2024-05-02"),
    ("chi-dao-dieu-hanh", Trigger.ISSUE, Step.PUBLISH, "12.1.a", "at once", "2024-04-26", "2024-05-02"),
    ("lien-he", Trigger.CHANGE, Step.PUBLISH, "12.1.a", "at once", "2024-04-26", "2024-05-02"),
    ("pho-bien-phap-luat", Trigger.PROMULGATION, Step.PUBLISH, "12.1.b", "15 working days", "2024-05-21", "2024-05-22"),
    ("van-ban", Trigger.ISSUE, Step.PUBLISH, "12.1.c", "2 working days", "2024-05-03", "2024-05-04"),
    ("quy-hoach-ke-hoach", Trigger.APPROVAL, Step.PUBLISH, "12.1.d", "10 working days", "2024-05-14", "2024-05-15"),
    ("dau-tu-dau-thau", Trigger.APPROVAL, Step.PUBLISH, "12.1.d", "10 working days", "2024-05-14", "2024-05-15"),
    ("hoi-dap", Trigger.RECEIPT, Step.CLASSIFY, "12.1.đ", "2 working days", "2024-05-03", "2024-05-04"),
    ("hoi-dap", Trigger.RECEIPT, Step.DECLINE, "12.1.đ", "at once", "2024-04-26", "2024-05-02"),
    ("hoi-dap", Trigger.RECEIPT, Step.ANSWER, "12.1.đ", "15 working days", "2024-05-21", "2024-05-22"),
    ("khoa-hoc", Trigger.APPROVAL, Step.PUBLISH, "12.1.e", "20 working days", "2024-05-28", "2024-05-29"),
    ("khoa-hoc", Trigger.ACCEPTANCE, Step.PUBLISH, "12.1.e", "20 working days", "2024-05-28", "2024-05-29"),
    ("thong-ke", Trigger.DECISION, Step.PUBLISH, "12.1.g", "10 working days", "2024-05-14", "2024-05-15"),
    ("tieng-nuoc-ngoai", Trigger.CHANGE, Step.PUBLISH, "12.1.h", "at once", "2024-04-26", "2024-05-02"),
]


@pytest.mark.django_db
@each_case(("category", "trigger", "step", "article", "limit", "last", "late"), ARTICLE_12_1)
def test_each_clause_has_its_trigger_limit_and_article(category, trigger, step, article, limit, last, late):
    rule = rule_for(category, on=BEGUN, trigger=trigger, step=step)
    with translation.override("en"):
        assert (rule.article, limit_in_words(rule.limit), rule.is_verified) == (article, limit, True)
    due = last_day(rule.limit, BEGUN, working_calendar())
    assert due.isoformat() == last
    days = [due - timedelta(days=1), due, date.fromisoformat(late)]
    assert [CALENDAR.days_late(due, day) for day in days] == [0, 0, 1]


@pytest.mark.django_db
def test_all_clauses_of_the_article_are_in_the_table():
    rules = {(rule.category.code, rule.trigger, rule.step) for rule in rules_on(BEGUN) if rule.article[:5] == "12.1."}
    assert rules == {(category, trigger, step) for category, trigger, step, *_ in ARTICLE_12_1}


@pytest.mark.django_db
def test_every_category_has_a_rule_or_is_left_to_another_act_and_none_from_before_the_regulation():
    categories = {row["code"] for row in rows("information_categories")}
    assert {rule.category.code for rule in rules_on(date(2026, 11, 23))} == categories
    assert (rules_on(date(2024, 2, 25)), profile_on(date(2024, 2, 25))) == ([], None)


@pytest.mark.django_db
def test_limit_with_a_number_that_its_unit_has_not_is_refused():
    with pytest.raises(IntegrityError), transaction.atomic():
        DeadlineRule.objects.filter(unit=LimitUnit.AT_ONCE).update(count=3)
    with pytest.raises(ValueError, match="no number"):
        Limit(LimitUnit.AT_ONCE, 3)


@pytest.mark.parametrize(
    ("limit", "begun", "last"),
    [
        (Limit(LimitUnit.AT_ONCE), "2024-05-05", "2024-05-06"),
        (Limit(LimitUnit.WORKING_DAYS, 1), "2024-05-03", "2024-05-04"),
        (Limit(LimitUnit.WORKING_DAYS_BEFORE, 7), "2024-05-06", "2024-04-23"),
        (Limit(LimitUnit.HOURS, 24), "2024-05-03", "2024-05-04"),
        (Limit(LimitUnit.HOURS, 30), "2024-05-03", "2024-05-05"),
        (Limit(LimitUnit.DAYS, 180), "2024-05-03", "2024-10-30"),
    ],
    ids=[
        "at once, on a Sunday",
        "one working day",
        "seven before",
        "a day of hours",
        "more hours than a day",
        "half a year",
    ],
)
def test_last_day_of_a_limit(limit, begun, last):
    assert last_day(limit, date.fromisoformat(begun), CALENDAR) == date.fromisoformat(last)


@pytest.mark.parametrize("unit", [LimitUnit.DAYS_OPEN, LimitUnit.OTHER_ACT])
def test_unit_without_a_last_day_gives_none(unit):
    assert not Limit(unit).has_last_day
    with pytest.raises(ValueError, match="no last day"):
        last_day(Limit(unit), BEGUN, CALENDAR)


@pytest.mark.parametrize(
    ("begun", "due", "words"),
    [
        ("2024-04-26", "2024-05-14", "Ban hành 26/04/2024, nghỉ 29/4–1/5, làm bù 4/5, hạn 14/05/2024"),
        ("2026-04-28", "2026-05-05", "Ban hành 28/04/2026, nghỉ 30/4–1/5, hạn 05/05/2026"),
        ("2024-02-07", "2024-02-16", "Ban hành 07/02/2024, nghỉ 8/2–14/2, hạn 16/02/2024"),
        ("2024-05-06", "2024-05-08", "Ban hành 06/05/2024, hạn 08/05/2024"),
        ("2024-05-10", "2024-05-14", "Ban hành 10/05/2024, hạn 14/05/2024"),
    ],
    ids=["holidays and a worked Saturday", "holidays", "with a weekend inside", "a plain week", "a weekend alone"],
)
def test_last_day_is_explained(begun, due, words):
    with translation.override("vi"):
        assert explain("Ban hành", date.fromisoformat(begun), date.fromisoformat(due), CALENDAR) == words


@pytest.mark.both_engines
@pytest.mark.django_db
def test_installation_begins_with_all_of_it():
    days = [
        (str(row.date), row.name_vi, row.name_en, row.source, row.is_provisional) for row in SpecialDay.objects.all()
    ]
    assert days == [
        (row["date"], row["name_vi"], row["name_en"], row["source"], row["kind"] == "provisional")
        for row in rows("public_holidays")
    ]
    names = ("code", "name_vi", "name_en", "scope_vi", "scope_en")
    categories = list(InformationCategory.objects.values_list(*names))
    assert categories == [tuple(row[name] for name in names) for row in rows("information_categories")]
    facts = ("profile__code", "category__code", "step", "trigger", "unit", "count", "article", "source", "is_verified")
    rules = {tuple(map(str, rule)) for rule in DeadlineRule.objects.values_list(*facts)}
    assert rules == {
        (*(row[name.removesuffix("__code")] for name in facts[:-1]), str(row["is_verified"] == "yes"))
        for row in rows("deadline_rules")
    }
    assert (len(days), len(categories), len(rules)) == (60, 26, 39)
    assert list(RuleProfile.objects.values_list("code", "applies_from")) == [
        ("regulation", date(2024, 2, 26)),
        ("decree-224-2026", None),
    ]
    assert working_calendar() == calendar_of(shipped_days())


@pytest.mark.both_engines
def test_every_year_ships_days_of_which_those_worked_are_saturdays_and_those_that_nobody_decided_provisional():
    found = shipped_days()
    assert {day.date.year for day in found} == {2024, 2025, 2026, 2027}
    tet = {date(2027, 2, 4) + timedelta(days=number) for number in range(7)}
    assert {day.date for day in found if day.is_provisional} == tet | {date(2027, 9, 3)}
    assert {day.date.weekday() for day in found if day.kind == DayKind.WORKED} == {5}

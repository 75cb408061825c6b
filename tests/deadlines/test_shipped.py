"""An installation begins with what the files of `deadlines/data/` say."""

from datetime import date, timedelta

import pytest

from deadlines.enums import DayKind
from deadlines.models import DeadlineRule, InformationCategory, OfficeHours, RuleProfile, SpecialDay
from deadlines.queries import office_hours, working_calendar
from tests.deadlines.shipped import calendar_of, rows, shipped_days

pytestmark = pytest.mark.both_engines


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
    assert (len(days), len(categories), len(rules)) == (60, 26, 37)
    assert list(RuleProfile.objects.values_list("code", "applies_from")) == [
        ("regulation", date(2024, 2, 26)),
        ("decree-224-2026", None),
    ]
    assert working_calendar() == calendar_of(shipped_days())


@pytest.mark.django_db
def test_office_hours_are_those_of_the_day():
    later = OfficeHours.objects.create(valid_from=date(2026, 12, 1), opens="08:00", closes="16:30", source="QĐ 9")
    later.refresh_from_db()
    hours = [office_hours(on=day) for day in (date(2026, 11, 30), date(2026, 12, 1))]
    assert [f"{found.opens:%H:%M}-{found.closes:%H:%M}" for found in hours] == ["07:30-17:00", "08:00-16:30"]


def test_no_day_is_shipped_twice_and_every_year_has_some():
    found = [day.date for day in shipped_days()]
    assert len(found) == len(set(found))
    assert {day.year for day in found} == {2024, 2025, 2026, 2027}


def test_only_what_nobody_decided_is_provisional():
    provisional = {day.date for day in shipped_days() if day.is_provisional}
    tet = {date(2027, 2, 4) + timedelta(days=number) for number in range(7)}
    assert provisional == tet | {date(2027, 9, 3)}


def test_worked_days_are_saturdays():
    assert {day.date.weekday() for day in shipped_days() if day.kind == DayKind.WORKED} == {5}

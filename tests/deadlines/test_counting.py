"""The database counts as the pure rules do."""

from datetime import date

import pytest
from django.db.models import CharField, DateField, IntegerField, Value
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from deadlines.counting import days_late, days_left, last_day_of
from deadlines.enums import COUNTED_IN_WORKING_DAYS, DayKind, LimitUnit
from deadlines.limits import Limit, last_day
from deadlines.models import NumberedDay, SpecialDay
from deadlines.numbering import FIRST_DAY, number_days
from deadlines.queries import working_calendar

pytestmark = pytest.mark.both_engines

TODAY = date(2026, 11, 23)
# So long after the first day that no period that runs backwards ends before it.
days = st.dates(date(2024, 6, 1), date(2027, 12, 20))


@pytest.mark.django_db
def test_days_are_numbered_for_years_ahead():
    assert number_days(today=TODAY) == 0
    assert NumberedDay.objects.earliest("date").date == FIRST_DAY
    assert number_days(today=date(2030, 1, 1)) > 0
    assert NumberedDay.objects.latest("date").date == date(2042, 12, 31)


@pytest.mark.django_db
def test_day_that_is_declared_off_moves_all_numbers_from_it_on():
    before = dict(NumberedDay.objects.values_list("date", "number"))
    declared = date(2027, 3, 1)
    SpecialDay.objects.create(date=declared, kind=DayKind.HOLIDAY, name_vi="Nghỉ", name_en="Off", source="QĐ 1")
    changed = number_days(today=TODAY)
    after = dict(NumberedDay.objects.values_list("date", "number"))
    assert changed == sum(day >= declared for day in before)
    assert {day: before[day] - after[day] for day in before} == {day: int(day >= declared) for day in before}


class TestAgainstThePureRules(TestCase):
    """One row that stands for a day, counted both ways."""

    @pytest.mark.slow(reason="asks the database of eighty pairs of days")
    @settings(max_examples=80, deadline=None)
    @given(days, days)
    def test_how_late_and_how_much_is_left(self, due, day):
        counted = NumberedDay.objects.annotate(
            done=Value(day, DateField()),
            late=days_late("date", "done"),
            late_on=days_late("date", day),
            left=days_left("date", day),
        )
        calendar = working_calendar()
        late = calendar.days_late(due, day)
        found = counted.filter(date=due).values_list("late", "late_on", "left").get()
        assert found == (late, late, calendar.between(day, due))

    @settings(max_examples=80, deadline=None)
    @given(days, st.sampled_from(sorted(COUNTED_IN_WORKING_DAYS)), st.integers(0, 40))
    def test_last_day_of_a_limit(self, begun, unit, count):
        limit = Limit(LimitUnit(unit), 0 if unit == LimitUnit.AT_ONCE else count)
        counted = NumberedDay.objects.annotate(
            unit=Value(str(limit.unit), CharField()),
            count=Value(limit.count, IntegerField()),
            last=last_day_of("date", "unit", "count"),
        )
        assert counted.get(date=begun).last == last_day(limit, begun, working_calendar())

    def test_nothing_is_said_of_what_is_not_done(self):
        counted = NumberedDay.objects.annotate(done=Value(None, DateField()), late=days_late("date", "done"))
        assert counted.get(date=TODAY).late is None

"""The last days of a question, counted from its receipt (Regulation 12.1.đ)."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deadlines.enums import LimitUnit
from deadlines.limits import Limit
from deadlines.working_days import OfficeHours, WorkingCalendar
from qa.core.clocks import QuestionLimits, last_days

CITY = ZoneInfo("Asia/Ho_Chi_Minh")
HOURS = OfficeHours(opens=time(7, 30), closes=time(17, 0))
# Culture day, Tuesday 24 November 2026.
CALENDAR = WorkingCalendar(days_off=frozenset({date(2026, 11, 24)}))
LIMITS = QuestionLimits(
    classify=Limit(LimitUnit.WORKING_DAYS, 2),
    decline=Limit(LimitUnit.AT_ONCE),
    answer=Limit(LimitUnit.WORKING_DAYS, 15),
)
MOMENTS = st.builds(
    lambda day, hour: datetime.combine(day, hour, tzinfo=CITY),
    st.dates(date(2026, 1, 1), date(2027, 12, 1)),
    st.times(),
)


def days_of(*at, calendar=CALENDAR):
    return last_days(datetime(*at, tzinfo=CITY), limits=LIMITS, hours=HOURS, calendar=calendar)


@pytest.mark.parametrize(
    ("at", "day_zero", "classify", "answer"),
    [
        # Friday in office hours: Monday, then Wednesday, since Tuesday is a holiday.
        ((2026, 11, 20, 9, 0), (2026, 11, 20), (2026, 11, 25), (2026, 12, 14)),
        ((2026, 11, 20, 17, 0), (2026, 11, 20), (2026, 11, 25), (2026, 12, 14)),
        # After office hours, on Saturday, on Sunday: Monday is day zero.
        ((2026, 11, 20, 17, 1), (2026, 11, 23), (2026, 11, 26), (2026, 12, 15)),
        ((2026, 11, 21, 10, 0), (2026, 11, 23), (2026, 11, 26), (2026, 12, 15)),
        ((2026, 11, 22, 23, 59), (2026, 11, 23), (2026, 11, 26), (2026, 12, 15)),
        # Before office hours is the day itself; on the evening before a holiday, the day after it.
        ((2026, 11, 23, 5, 0), (2026, 11, 23), (2026, 11, 26), (2026, 12, 15)),
        ((2026, 11, 23, 18, 0), (2026, 11, 25), (2026, 11, 27), (2026, 12, 16)),
    ],
)
def test_days_follow_from_the_moment_of_receipt(at, day_zero, classify, answer):
    days = days_of(*at)
    assert days.day_zero == days.scope_due == date(*day_zero)
    assert (days.classify_due, days.answer_due) == (date(*classify), date(*answer))


@given(MOMENTS)
def test_no_last_day_is_off_and_none_comes_before_the_other(at):
    days = last_days(at, limits=LIMITS, hours=HOURS, calendar=CALENDAR)
    assert at.date() <= days.day_zero == days.scope_due < days.classify_due < days.answer_due
    assert all(map(CALENDAR.is_working_day, (days.day_zero, days.classify_due, days.answer_due)))
    assert CALENDAR.between(days.day_zero, days.answer_due) == 15


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=30)))
def test_what_comes_later_is_never_due_earlier(at, later):
    first, second = (last_days(moment, limits=LIMITS, hours=HOURS, calendar=CALENDAR) for moment in (at, at + later))
    assert first.answer_due <= second.answer_due
    assert first.classify_due <= second.classify_due

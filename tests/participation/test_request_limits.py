"""Until when a request about personal data is answered, and how long such data is kept, at the edges."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deadlines.working_days import CITY_TIME, OfficeHours, WorkingCalendar
from participation.data_requests.actions import LIMITS, due_days
from participation.enums.submissions import DataRequestKind
from participation.personal_data.retention import first_kept_end, kept_until

HOURS = OfficeHours(time(7, 30), time(17, 0))
# Tuesday 24 November 2026 is off.
CALENDAR = WorkingCalendar(days_off=frozenset({date(2026, 11, 24)}))


def due(kind: DataRequestKind, *moment: int):
    return due_days(kind, datetime(*moment, tzinfo=CITY_TIME), hours=HOURS, calendar=CALENDAR)


@pytest.mark.parametrize(
    ("kind", "days"), [("view", 10), ("correct", 10), ("delete", 20), ("withdraw", 15), ("restrict", 15)]
)
def test_days_are_those_of_the_decree(kind, days):
    assert LIMITS[kind].days == days
    assert "356/2025" in LIMITS[kind].article
    assert set(LIMITS) == set(DataRequestKind), "every kind has a limit"


@pytest.mark.parametrize(
    ("moment", "first"),
    [
        ((2026, 11, 16, 9, 0), date(2026, 11, 18)),
        ((2026, 11, 16, 17, 0), date(2026, 11, 18)),
        ((2026, 11, 16, 17, 1), date(2026, 11, 19)),
        ((2026, 11, 20, 9, 0), date(2026, 11, 25)),
        ((2026, 11, 20, 18, 0), date(2026, 11, 26)),
        ((2026, 11, 21, 9, 0), date(2026, 11, 26)),
    ],
)
def test_first_response_has_two_working_days(moment, first):
    assert due(DataRequestKind.VIEW, *moment).first_response == first


@pytest.mark.parametrize(
    ("kind", "moment", "last"),
    [
        # A Thursday, ten days after a Monday.
        (DataRequestKind.VIEW, (2026, 11, 16, 9, 0), date(2026, 11, 26)),
        # Days off count, and the evening is of its day.
        (DataRequestKind.VIEW, (2026, 11, 16, 23, 59), date(2026, 11, 26)),
        # What would end on a Saturday ends on Monday.
        (DataRequestKind.CORRECT, (2026, 11, 18, 9, 0), date(2026, 11, 30)),
        # What would end on a holiday ends on the day after it.
        (DataRequestKind.VIEW, (2026, 11, 14, 9, 0), date(2026, 11, 25)),
        (DataRequestKind.WITHDRAW, (2026, 11, 2, 9, 0), date(2026, 11, 17)),
        (DataRequestKind.DELETE, (2026, 11, 2, 9, 0), date(2026, 11, 23)),
    ],
)
def test_answer_has_calendar_days_and_ends_on_a_working_day(kind, moment, last):
    assert due(kind, *moment).answer == last


@pytest.mark.parametrize(
    ("ended", "months", "last"),
    [
        (date(2026, 11, 2), 24, date(2028, 11, 2)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
    ],
)
def test_period_of_months_ends_with_the_day_of_the_same_number(ended, months, last):
    assert kept_until(ended, months=months) == last


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 60))
def test_first_day_of_an_end_that_is_kept_is_the_first_whose_period_reaches_the_day(on, months):
    first = first_kept_end(on, months=months)
    before = first - timedelta(days=1)
    assert kept_until(before, months=months) < on <= kept_until(first, months=months)

"""Working days are counted as the Regulation counts them: tables of real years, and what holds for any calendar."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deadlines.working_days import OfficeHours, WorkingCalendar, working_day_of_receipt
from tests.deadlines.shipped import calendar_of, shipped_days

CALENDAR = calendar_of(shipped_days())
HOURS = OfficeHours(opens=time(7, 30), closes=time(17))

# Received, and the last day of 2, 10, 15 and 20 working days (reference/domain.md 10.4).
VECTORS = [
    ("2024-02-07", "2024-02-16", "2024-02-28", "2024-03-06", "2024-03-13"),
    ("2024-04-26", "2024-05-03", "2024-05-14", "2024-05-21", "2024-05-28"),
    ("2024-08-30", "2024-09-05", "2024-09-17", "2024-09-24", "2024-10-01"),
    ("2025-01-24", "2025-02-04", "2025-02-14", "2025-02-21", "2025-02-28"),
    ("2025-04-25", "2025-04-28", "2025-05-13", "2025-05-20", "2025-05-27"),
    ("2025-04-29", "2025-05-06", "2025-05-16", "2025-05-23", "2025-05-30"),
    ("2025-08-29", "2025-09-04", "2025-09-16", "2025-09-23", "2025-09-30"),
    ("2025-12-31", "2026-01-06", "2026-01-15", "2026-01-22", "2026-01-29"),
    ("2026-02-13", "2026-02-24", "2026-03-06", "2026-03-13", "2026-03-20"),
    ("2026-04-24", "2026-04-29", "2026-05-13", "2026-05-20", "2026-05-27"),
    ("2026-08-28", "2026-09-04", "2026-09-16", "2026-09-23", "2026-09-30"),
    ("2026-11-23", "2026-11-26", "2026-12-08", "2026-12-15", "2026-12-22"),
    ("2027-04-29", "2027-05-05", "2027-05-17", "2027-05-24", "2027-05-31"),
]

days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
counts = st.integers(0, 60)


@st.composite
def calendars(draw):
    off = draw(st.frozensets(days, max_size=40))
    return WorkingCalendar(days_off=off, worked=draw(st.frozensets(days, max_size=10)) - off)


@pytest.mark.parametrize(("received", "two", "ten", "fifteen", "twenty"), VECTORS)
def test_periods_of_real_years(received, two, ten, fifteen, twenty):
    begun = date.fromisoformat(received)
    ends = [CALENDAR.after(begun, count).isoformat() for count in (2, 10, 15, 20)]
    assert ends == [two, ten, fifteen, twenty]


@pytest.mark.parametrize(
    ("due", "done", "late"),
    [
        ("2024-04-26", "2024-04-25", 0),
        ("2024-04-26", "2024-04-26", 0),
        ("2024-04-26", "2024-04-27", 1),
        ("2024-04-26", "2024-05-02", 1),
        ("2024-05-03", "2024-05-04", 1),
        ("2024-05-03", "2024-05-06", 2),
    ],
    ids=["before", "on the last day", "on the Saturday after", "after the holidays", "on a worked Saturday", "later"],
)
def test_how_late_something_is(due, done, late):
    assert CALENDAR.days_late(date.fromisoformat(due), date.fromisoformat(done)) == late


@given(calendars(), days, days)
def test_what_is_late_is_late_by_one_day_at_least(calendar, due, done):
    assert (calendar.days_late(due, done) > 0) == (done > due)


@given(calendars(), days, counts.filter(bool))
def test_counting_back_from_a_day_is_inverse(calendar, planned, count):
    latest = calendar.before(planned, count)
    assert calendar.is_working_day(latest)
    assert calendar.between(latest, planned) == count


@given(calendars(), days, counts)
def test_period_ends_on_the_working_day_that_is_so_many_away(calendar, begun, count):
    last = calendar.after(begun, count)
    assert calendar.is_working_day(last)
    assert calendar.between(begun, last) == count or count == 0


@given(calendars(), days, days, counts)
def test_what_begins_later_ends_no_earlier(calendar, one, other, count):
    first, second = sorted((one, other))
    assert calendar.after(first, count) <= calendar.after(second, count)


@given(calendars(), days, counts, counts)
def test_longer_period_ends_no_earlier(calendar, begun, one, other):
    shorter, longer = sorted((one, other))
    assert calendar.after(begun, shorter) <= calendar.after(begun, longer)


@given(calendars(), days, days)
def test_counting_backwards_is_the_same_with_a_minus(calendar, one, other):
    assert calendar.between(one, other) == -calendar.between(other, one)


@pytest.mark.parametrize("count", [CALENDAR.after, CALENDAR.before], ids=["after", "before"])
def test_period_of_fewer_than_no_days_is_refused(count):
    with pytest.raises(ValueError, match="fewer"):
        count(date(2024, 5, 2), -1)


def test_day_that_is_off_and_worked_is_refused():
    with pytest.raises(ValueError, match="2024-05-04"):
        WorkingCalendar(days_off=frozenset({date(2024, 5, 4)}), worked=frozenset({date(2024, 5, 4)}))


@pytest.mark.parametrize(
    ("received", "day"),
    [
        ("2024-04-26 07:00+07:00", "2024-04-26"),
        ("2024-04-26 17:00+07:00", "2024-04-26"),
        ("2024-04-26 17:01+07:00", "2024-05-02"),
        ("2024-05-04 16:59+07:00", "2024-05-04"),
        ("2024-05-05 09:00+07:00", "2024-05-06"),
        ("2024-05-06 21:30+00:00", "2024-05-07"),
    ],
    ids=[
        "before the office opens",
        "as it closes",
        "after it closed",
        "on a worked Saturday",
        "on a Sunday",
        "evening of London, the next morning in the city",
    ],
)
def test_what_comes_out_of_hours_is_of_the_next_working_day(received, day):
    at = datetime.fromisoformat(received)
    assert working_day_of_receipt(at, hours=HOURS, calendar=CALENDAR) == date.fromisoformat(day)

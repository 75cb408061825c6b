"""Whether a counter is open: by its hours of the week and the days that differ from it."""

from datetime import date, datetime, time

import pytest
from django.utils.translation import override

from deadlines.opening_hours import (
    OpeningTime,
    closing_days,
    hours_for_machines,
    hours_in_words,
    next_opening_in_words,
    opening_at,
    opening_in_words,
)
from deadlines.working_days import CITY_TIME, WorkingCalendar

MORNING, AFTERNOON = (time(7, 30), time(11, 30)), (time(13), time(16, 30))
HOURS = [OpeningTime(0, 4, *MORNING), OpeningTime(0, 4, *AFTERNOON), OpeningTime(5, 5, *MORNING)]
# Monday 23 and Tuesday 24 November 2026: the Tuesday is off; Sunday 29 is worked.
CALENDAR = WorkingCalendar(days_off=frozenset({date(2026, 11, 24)}), worked=frozenset({date(2026, 11, 29)}))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=CITY_TIME)


def test_hours_are_told_to_machines_by_day_and_time():
    assert hours_for_machines(HOURS) == ["Mo-Fr 07:30-11:30", "Mo-Fr 13:00-16:30", "Sa 07:30-11:30"]


@pytest.mark.parametrize(
    ("now", "state", "opens_next"),
    [
        (at(23, 9), "Đang mở, đến 11:30", ""),
        (at(23, 16, 29), "Đang mở, đến 16:30", ""),
        (at(23, 12), "Đang đóng", "13:00"),
        (at(23, 16, 30), "Đang đóng", "07:30, thứ Tư ngày 25/11/2026"),
        (at(24, 9), "Đang đóng", "07:30, thứ Tư ngày 25/11/2026"),
        (at(28, 9), "Đang mở, đến 11:30", ""),
        (at(28, 12), "Đang đóng", "07:30, Chủ nhật ngày 29/11/2026"),
        (at(29, 14), "Đang mở, đến 16:30", ""),
    ],
)
def test_state_follows_the_clock_and_the_calendar(now, state, opens_next):
    opening = opening_at(now, HOURS, CALENDAR)
    with override("vi"):
        said = opening_in_words(opening), next_opening_in_words(opening, today=now.date())
    assert said == (state, opens_next)


def test_counter_without_hours_is_closed():
    assert opening_at(at(23, 9), [], CALENDAR).until is None


def test_hours_of_the_same_days_stand_on_one_line():
    with override("vi"):
        assert hours_in_words(HOURS) == ["Thứ Hai – thứ Sáu: 07:30–11:30, 13:00–16:30", "Thứ Bảy: 07:30–11:30"]


def test_days_off_are_told_where_the_week_would_have_it_open():
    days = [(date(2026, 11, 24), "Ngày Văn hóa"), (date(2026, 11, 29), "Chủ nhật"), (date(2027, 1, 1), "Tết")]
    assert closing_days(days, HOURS, today=date(2026, 11, 23), ahead=30) == [days[0]]

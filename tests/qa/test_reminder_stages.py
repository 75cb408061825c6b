"""Who is reminded on which day, written out: Friday 20 to Friday 4 December 2026; Tuesday 24 November is a holiday."""

from datetime import date

import pytest

from deadlines.working_days import WorkingCalendar
from qa.oversight.reminder_stages import STAGES, Clock, Level, distance, stages_on, told_level

CALENDAR = WorkingCalendar(days_off=frozenset({date(2026, 11, 24)}))
# The last day of both.
LAST = date(2026, 11, 26)
OFFICER, BOARD, CITY = Level


@pytest.mark.parametrize(
    ("day", "far", "answer", "sort"),
    [
        # day, distance, of the answer, of sorting: the highest level first
        ("11-19", -4, [], []),
        ("11-20", -3, ["soon"], []),
        ("11-21", -3, ["soon"], []),
        ("11-22", -3, ["soon"], []),
        ("11-23", -2, ["soon"], []),
        ("11-24", -2, ["soon"], []),
        ("11-25", -1, ["soon"], []),
        ("11-26", 0, ["today"], ["sort"]),
        ("11-27", 1, ["late"], ["sort_late"]),
        ("11-28", 2, ["late_board", "late"], ["sort_late"]),
        ("11-29", 2, ["late_board", "late"], ["sort_late"]),
        ("11-30", 2, ["late_board", "late"], ["sort_late"]),
        ("12-01", 3, ["late_board", "late"], ["sort_city", "sort_late"]),
        ("12-02", 4, ["late_board", "late"], ["sort_city", "sort_late"]),
        ("12-03", 5, ["late_city", "late_board", "late"], ["sort_city", "sort_late"]),
        ("12-31", 25, ["late_city", "late_board", "late"], ["sort_city", "sort_late"]),
    ],
)
def test_stages_of_a_day(day, far, answer, sort):
    today = date.fromisoformat(f"2026-{day}")
    assert distance(LAST, today, CALENDAR) == far
    scope = ["scope"] if far >= 0 else []
    for clock, expected in ((Clock.ANSWER, answer), (Clock.SORT, sort), (Clock.SCOPE, scope)):
        begun = stages_on(clock, LAST, today=today, calendar=CALENDAR)
        assert [stage.kind.value.removeprefix("question_") for stage in begun] == expected


@pytest.mark.parametrize(
    ("level", "turn", "there", "expected"),
    [
        # level, whose turn, who is there: who is told
        (OFFICER, OFFICER, {OFFICER, BOARD, CITY}, OFFICER),
        (OFFICER, OFFICER, {BOARD, CITY}, BOARD),
        (OFFICER, OFFICER, {CITY}, CITY),
        (OFFICER, OFFICER, set(), None),
        (OFFICER, BOARD, {OFFICER, BOARD, CITY}, BOARD),
        (OFFICER, BOARD, {OFFICER, CITY}, CITY),
        (BOARD, OFFICER, {OFFICER, BOARD, CITY}, BOARD),
        (BOARD, OFFICER, {OFFICER, CITY}, CITY),
        (BOARD, BOARD, {OFFICER}, None),
        (CITY, OFFICER, {OFFICER, BOARD, CITY}, CITY),
        (CITY, BOARD, {OFFICER, BOARD}, None),
    ],
)
def test_next_level_is_told_where_nobody_is_there(level, turn, there, expected):
    assert told_level(level, turn=turn, there=frozenset(there)) == expected


def test_each_stage_has_a_notice_of_its_own():
    assert len({stage.kind for stage in STAGES}) == len(STAGES)

"""Who is reminded of a question on which day: stages as data. Pure.

An alert goes to the level whose turn it is. Where nobody is there to be told, the next level is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from typing import Final

from deadlines.working_days import WorkingCalendar
from qa.enums import QuestionNoticeKind


class Clock(StrEnum):
    """Which last day an alert is about."""

    SCOPE = "scope"
    SORT = "sort"
    ANSWER = "answer"


class Level(IntEnum):
    """Who is told, from below upwards."""

    OFFICER = 1
    BOARD = 2
    CITY = 3


@dataclass(frozen=True, slots=True)
class Stage:
    """One alert.

    Attributes:
        from_day: working days after the last day from which it is told; 0 the last day itself, below it ahead.
    """

    kind: str
    clock: Clock
    level: Level
    from_day: int


# Soon means three working days, as for everything that is to be published (home.clock_limits). A board hears of what
# is late on the second working day, after the unit had one for itself; the city of what stays so for a week.
STAGES: Final = (
    # Within the working day: the daily mail cannot come before it is over, unless the question came after office hours.
    Stage(QuestionNoticeKind.QUESTION_SCOPE, Clock.SCOPE, Level.BOARD, 0),
    Stage(QuestionNoticeKind.QUESTION_SORT, Clock.SORT, Level.BOARD, 0),
    Stage(QuestionNoticeKind.QUESTION_SORT_LATE, Clock.SORT, Level.BOARD, 1),
    Stage(QuestionNoticeKind.QUESTION_SORT_CITY, Clock.SORT, Level.CITY, 3),
    Stage(QuestionNoticeKind.QUESTION_SOON, Clock.ANSWER, Level.OFFICER, -3),
    Stage(QuestionNoticeKind.QUESTION_TODAY, Clock.ANSWER, Level.OFFICER, 0),
    Stage(QuestionNoticeKind.QUESTION_LATE, Clock.ANSWER, Level.OFFICER, 1),
    Stage(QuestionNoticeKind.QUESTION_LATE_BOARD, Clock.ANSWER, Level.BOARD, 2),
    Stage(QuestionNoticeKind.QUESTION_LATE_CITY, Clock.ANSWER, Level.CITY, 5),
)
# Before that no stage begins.
FIRST_STAGE: Final = min(stage.from_day for stage in STAGES)


def distance(last_day: date, today: date, calendar: WorkingCalendar) -> int:
    """Working days from a last day until today; below zero ahead of it."""
    if today <= last_day:
        return -calendar.between(today, last_day)
    return calendar.days_late(last_day, today)


def stages_on(clock: Clock, last_day: date, *, today: date, calendar: WorkingCalendar) -> tuple[Stage, ...]:
    """The stage of each level that has begun last, the highest level first."""
    far = distance(last_day, today, calendar)
    begun: dict[Level, Stage] = {}
    for stage in STAGES:
        if stage.clock == clock and stage.from_day <= far:
            begun[stage.level] = stage
    return tuple(begun[level] for level in sorted(begun, reverse=True))


def told_level(level: Level, *, turn: Level, there: frozenset[Level]) -> Level | None:
    """Who is told in place of a level: none below the one whose turn it is, and none where nobody is.

    Args:
        turn: who has the next step; an answer in review is the board's.
        there: the levels at which somebody can be told.
    """
    return next((one for one in Level if one >= max(level, turn) and one in there), None)

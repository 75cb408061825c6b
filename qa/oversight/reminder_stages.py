"""Who is reminded of a question on which day: stages as data, and the persons at each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from functools import cached_property
from typing import Any, Final

from django.db.models import F

from deadlines.working_days import WorkingCalendar
from members.access.permissions import supervisors_by_portal
from members.enums import Role
from members.models import BoardSeat, Membership
from qa.enums import QuestionNoticeKind
from qa.models import Question, UnitOfficer


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


class People:
    """Officers of the units, boards of the portals, supervisors of the city: those who are there on a day."""

    def __init__(self, questions: Sequence[Question], *, on: date) -> None:
        self.on = on
        self.portals = {question.responsible_portal_id for question in questions}
        self.units = {question.unit_id for question in questions} - {None}

    def at(self, level: Level, question: Question, clock: Clock) -> frozenset[int]:
        """Keys of the accounts. Of a unit the officer who began the answer alone, where there is one; of a board those
        who approve, or all of it where something is to be sorted."""
        if level == Level.CITY:
            return frozenset(self.supervisors[question.responsible_portal_id])
        if level == Level.BOARD:
            boards = self.approvers if clock == Clock.ANSWER else self.boards
            return boards.get(question.responsible_portal_id, frozenset())
        officers = self.officers.get(question.unit_id or 0, frozenset())
        return officers & {question.officer_id} or officers

    @cached_property
    def officers(self) -> dict[int, frozenset[int]]:
        """By unit: those who answer for it, as long as the role on its portal holds."""
        rows = UnitOfficer.objects.in_force(on=self.on).filter(unit__in=self.units, user__is_active=True)
        with_role = Membership.objects.in_force(on=self.on).filter(portal__in=self.portals, role=Role.ANSWERING_OFFICER)
        may = set(with_role.values_list("portal", "user"))
        return _by_key(
            (unit, user)
            for unit, portal, user in rows.values_list("unit", "unit__portal", "user")
            if (portal, user) in may
        )

    @cached_property
    def boards(self) -> dict[int, frozenset[int]]:
        return self._seats(BoardSeat.objects.in_force(on=self.on).filter(user__is_active=True))

    @cached_property
    def approvers(self) -> dict[int, frozenset[int]]:
        return self._seats(BoardSeat.objects.approving(on=self.on))

    def _seats(self, rows: Any) -> dict[int, frozenset[int]]:
        of_portals = rows.filter(board__portal__in=self.portals).order_by()
        return _by_key(of_portals.values_list("board__portal", F("user")))

    @cached_property
    def supervisors(self) -> dict[int, set[int]]:
        return supervisors_by_portal(self.portals, on=self.on, is_active=True)


def _by_key(pairs: Any) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return {key: frozenset(values) for key, values in found.items()}

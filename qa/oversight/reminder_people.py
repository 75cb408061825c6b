"""Who can be told of questions at each level, on a day. Read once for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import F

from members.enums import Role
from members.models import BoardSeat, Membership
from qa.models import Question, UnitOfficer
from qa.oversight.reminder_stages import Clock, Level


class People:
    """Officers of the units, boards of the portals, supervisors of the city: those who are there on a day.

    Four queries at most.
    """

    def __init__(self, questions: Sequence[Question], *, on: date) -> None:
        self.on = on
        self.portals = {question.responsible_portal_id for question in questions}
        self.units = {question.unit_id for question in questions} - {None}

    def at(self, level: Level, question: Question, clock: Clock) -> frozenset[int]:
        """Keys of the accounts. Of a unit the officer who began the answer alone, where there is one; of a board those
        who approve, or all of it where something is to be sorted."""
        if level == Level.CITY:
            return self.supervisors
        if level == Level.BOARD:
            boards = self.approvers if clock == Clock.ANSWER else self.boards
            return boards.get(question.responsible_portal_id, frozenset())
        officers = self.officers.get(question.unit_id or 0, frozenset())
        return officers & {question.officer_id} or officers

    @cached_property
    def officers(self) -> dict[int, frozenset[int]]:
        """By unit: those who answer for it, as long as the role on its portal holds. Two queries."""
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
    def supervisors(self) -> frozenset[int]:
        rows = Membership.objects.in_force(on=self.on).filter(role=Role.SUPERVISOR, user__is_active=True)
        return frozenset(rows.values_list("user", flat=True))


def _by_key(pairs: Any) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return {key: frozenset(values) for key, values in found.items()}

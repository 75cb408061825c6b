"""Task lists of violations and of assignments to cover an event."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from members.access.permissions import reviewed_portals, supervised_portals
from members.access.roles import roles_of
from notifications.task_lists import Entry, Worker, one_by_one, register_task_list
from oversight.enums import OversightTaskList, ViolationState
from oversight.models import CoverageAssignment, Violation
from oversight.permissions import records_violations


def _read_coverage(worker: Worker) -> list[CoverageAssignment]:
    """Events that the person covers, where the person still writes, and those that a board of the person chases."""
    standing = roles_of(worker.user, on=worker.today)
    if not standing.writes_for:
        return []
    rows = CoverageAssignment.objects.waiting(
        worker.user, writes_for=standing.writes_for, reviews=standing.reviewed, at=worker.now, on=worker.today
    )
    return list(rows.select_related("person"))


def _coverage(worker: Worker, row: CoverageAssignment) -> Entry:
    is_own = row.person_id == worker.user.pk
    return Entry(
        title=row.event,
        url=reverse("portals_admin:coverage_assignment", args=[row.pk]),
        portal=worker.name_of_key(row.portal_id),
        person="" if is_own else str(row.person),
        due=row.due_at,
        is_late=row.due_at < worker.now,
        is_left=not is_own and not row.is_served,
    )


def _violation(worker: Worker, row: Violation) -> Entry:
    is_answered = row.state == ViolationState.ANSWERED
    return Entry(
        title=row.title,
        url=reverse("portals_admin:violation", args=[row.pk]),
        portal=row.portal.name if is_answered else worker.name_of_key(row.portal_id),
        since=row.answered_at if is_answered else row.recorded_at,
        until=None if is_answered else row.due,
        remark=row.answer if is_answered else row.finding,
    )


def _answered(worker: Worker) -> Any:
    """What boards answered, on the portals that the person supervises; operators close no violations."""
    if not records_violations(worker.user, on=worker.today):
        return []
    rows = Violation.objects.answered().select_related("portal")
    supervised = supervised_portals(worker.user, on=worker.today)
    return rows if supervised is None else rows.filter(portal__in=supervised)


register_task_list(
    OversightTaskList.COVERAGE,
    order=60,
    rows=lambda worker: [row for row in worker.read_once("coverage", _read_coverage) if row.waits_for_person],
    entries=one_by_one(_coverage),
)
register_task_list(
    OversightTaskList.COVERAGE_TO_CHASE,
    order=70,
    rows=lambda worker: [row for row in worker.read_once("coverage", _read_coverage) if row.waits_for_board],
    entries=one_by_one(_coverage),
)
register_task_list(
    OversightTaskList.VIOLATIONS,
    order=80,
    rows=lambda worker: (
        Violation.objects.to_answer().filter(portal__in=portals)
        if (portals := reviewed_portals(worker.user, on=worker.today))
        else []
    ),
    entries=one_by_one(_violation),
)
register_task_list(
    OversightTaskList.ANSWERS,
    order=90,
    rows=_answered,
    entries=one_by_one(_violation),
)

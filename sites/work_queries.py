"""The lists of "My work": what waits for a person, within the portals where the person works."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Count, Exists, F, IntegerField, OuterRef, Q, Window
from django.db.models.functions import Cast
from django.urls import reverse
from wagtail.models import Page, TaskState, WorkflowState

from sites.directory import get_directory
from sites.enums import PortalState
from sites.models import (
    BoardApprovalTask,
    CoverageAssignment,
    Invitation,
    Membership,
    ProposedChange,
    SectionReviewTask,
    Violation,
)
from sites.my_work import ENDING_DAYS, SHOWN, Entry, WorkKind, WorkList, oldest_first
from sites.permissions import can_operate, can_record_violations, can_supervise, reviewed_portals
from sites.standing import standing_of
from sites.tree import below
from sites.waiting import items_of, own_work, queues, steps_awaiting, type_of
from sites.work_entries import Shown, Worker, since

if TYPE_CHECKING:
    pass

DETAIL = "portals_admin:detail"


class Reader:
    """Reads the lists of one person; what several of them need, once."""

    def __init__(self, worker: Worker) -> None:
        self.worker, self.user, self.scope = worker, worker.user, worker.scope

    def read(self, kinds: Iterable[WorkKind], *, first: int, size: int) -> list[WorkList]:
        """Some entries of each list, and how many there are. A bounded number of queries, whatever that of portals."""
        parts = {kind: _part(_ROWS[kind](self), first=first, size=size) for kind in kinds}
        reviews = [_review_of(row) for rows, _count in parts.values() for row in rows]
        items = items_of((review for review in reviews if review is not None), user=self.user)
        steps = {row.workflow_state_id for rows, _count in parts.values() for row in rows if isinstance(row, TaskState)}
        own = own_work(self.user, [items[key] for key in steps if key in items])
        shown = Shown(self.worker, items, own)
        return [WorkList(kind, tuple(shown.entries(rows)), count) for kind, (rows, count) in parts.items()]

    @cached_property
    def steps(self) -> list[TaskState]:
        """Steps that the person can take, those that wait longest first."""
        rows = steps_awaiting(self.user, on=self.worker.today)
        rows = rows.select_related("task", "workflow_state__requested_by")
        return list(rows.order_by("started_at", "pk"))

    @cached_property
    def reviews(self) -> list[WorkflowState]:
        """Open reviews of what the person submitted, or of pages that the person made, where the person works."""
        if not self.scope.works_somewhere:
            return []
        pages = Page.objects.filter(self.scope.pages(), pk=Cast(OuterRef("object_id"), IntegerField()))
        changes = ProposedChange.objects.open().filter(self.scope.proposals(self.user), proposed_by=self.user)
        asked = Q(Exists(pages.filter(owner=self.user))) | (Q(requested_by=self.user) & Exists(pages))
        of_pages = Q(base_content_type=type_of(Page)) & asked
        of_changes = Q(base_content_type=type_of(ProposedChange), object_id__in=changes.keys())
        rows = WorkflowState.objects.active().filter(of_pages | of_changes)
        return list(rows.select_related("current_task_state"))

    @cached_property
    def coverage(self) -> list[CoverageAssignment]:
        """Events that the person covers, where the person still writes, and those that a board of the person chases."""
        standing = standing_of(self.user, on=self.worker.today)
        if not standing.writes_for:
            return []
        rows = CoverageAssignment.objects.waiting(
            self.user,
            writes_for=standing.writes_for,
            reviews=standing.reviewed,
            at=self.worker.now,
            on=self.worker.today,
        )
        return list(rows.select_related("person"))


def work_lists(worker: Worker) -> list[WorkList]:
    """The first entries of each list that is not empty."""
    return [found for found in Reader(worker).read(WorkKind, first=0, size=SHOWN) if found.count]


def work_list(worker: Worker, kind: WorkKind, *, first: int = 0, size: int = SHOWN) -> WorkList:
    """Some entries of one list, from a place on, and how many there are in all. Empty for whom it does not concern."""
    (found,) = Reader(worker).read([kind], first=first, size=size)
    return found


def _part(rows: Any, *, first: int, size: int) -> tuple[list[Any], int]:
    """Some rows of a list or a query, and how many there are: one query, which is not asked again to count."""
    if isinstance(rows, list):
        return rows[first : first + size], len(rows)
    part = list(rows.annotate(in_all=Window(Count("pk")))[first : first + size])
    return part, part[0].in_all if part else 0


def _review_of(row: Any) -> WorkflowState | None:
    if isinstance(row, TaskState):
        return row.workflow_state
    return row if isinstance(row, WorkflowState) else None


def _to_approve(reader: Reader) -> list[TaskState]:
    return [step for step in reader.steps if step.task.content_type_id == type_of(BoardApprovalTask).pk]


def _to_check(reader: Reader) -> list[TaskState]:
    return [step for step in reader.steps if step.task.content_type_id == type_of(SectionReviewTask).pk]


def _violations(reader: Reader) -> Any:
    portals = reviewed_portals(reader.user, on=reader.worker.today)
    return Violation.objects.to_answer().filter(portal__in=portals) if portals else []


def _answers(reader: Reader) -> Any:
    if not can_record_violations(reader.user, on=reader.worker.today):
        return []
    return Violation.objects.answered().select_related("portal")


def _coverage(reader: Reader) -> list[CoverageAssignment]:
    return [row for row in reader.coverage if row.waits_for_person]


def _coverage_to_chase(reader: Reader) -> list[CoverageAssignment]:
    return [row for row in reader.coverage if row.waits_for_board]


def _returned(reader: Reader) -> list[WorkflowState]:
    return _in_order(reader.reviews, WorkflowState.STATUS_NEEDS_CHANGES)


def _submitted(reader: Reader) -> list[WorkflowState]:
    return _in_order(reader.reviews, WorkflowState.STATUS_IN_PROGRESS)


def _in_order(reviews: list[WorkflowState], status: str) -> list[WorkflowState]:
    return sorted((review for review in reviews if review.status == status), key=since)


def _drafts(reader: Reader) -> Any:
    """Versions of own hand that were never submitted, or edited after the last publication."""
    if not reader.scope.works_somewhere:
        return []
    reviewed = WorkflowState.objects.active().filter(base_content_type=type_of(Page))
    edited = Q(last_published_at=None) | Q(latest_revision_created_at__gt=F("last_published_at"))
    own = Q(latest_revision__user=reader.user) | Q(owner=reader.user, live=False)
    rows = Page.objects.filter(reader.scope.pages(), own, edited, has_unpublished_changes=True)
    rows = rows.exclude(latest_revision=None).filter(latest_revision__approved_go_live_at=None)
    archived = {record.container_path for record in get_directory().records if record.is_archived} - {""}
    if archived:
        # Nothing is submitted there any more.
        rows = rows.exclude(below(archived))
    waiting = reviewed.order_by().values("object_id")
    rows = rows.annotate(key=Cast("pk", CharField())).exclude(key__in=waiting)
    return rows.order_by("latest_revision_created_at", "pk")


def _invitations(reader: Reader) -> Any:
    portals = standing_of(reader.user, on=reader.worker.today).administered
    if not portals:
        return []
    return Invitation.objects.open(at=reader.worker.now).filter(portal__in=portals).order_by("invited_at", "pk")


def _ending_roles(reader: Reader) -> Any:
    today = reader.worker.today
    portals = standing_of(reader.user, on=today).administered
    if not portals:
        return []
    rows = Membership.objects.in_force(on=today).filter(portal__in=portals, user__is_active=True)
    rows = rows.filter(valid_until__lte=today + timedelta(days=ENDING_DAYS))
    return rows.select_related("user").order_by("valid_until", "pk")


def _waiting_portals(reader: Reader) -> list[Entry]:
    if not can_supervise(reader.user, on=reader.worker.today):
        return []
    records = get_directory().by_id
    return [
        Entry(
            title=records[row.portal_id].name,
            url=reverse(DETAIL, args=[row.portal_id]),
            since=row.oldest,
            count=row.count,
        )
        for row in queues()
    ]


def _preparing(reader: Reader) -> list[Entry]:
    return _portals_in(reader, PortalState.PREPARING)


def _suspended(reader: Reader) -> list[Entry]:
    return oldest_first(_portals_in(reader, PortalState.SUSPENDED))


def _portals_in(reader: Reader, state: PortalState) -> list[Entry]:
    """Portals of one state, for operators. No query."""
    if not can_operate(reader.user, on=reader.worker.today):
        return []
    return [
        Entry(
            title=record.name,
            url=reverse(DETAIL, args=[record.id]),
            since=record.suspended_at,
            remark=record.suspended_reason,
        )
        for record in get_directory().records
        if record.state == state
    ]


_ROWS: dict[WorkKind, Any] = {
    WorkKind.TO_APPROVE: _to_approve,
    WorkKind.TO_CHECK: _to_check,
    WorkKind.COVERAGE: _coverage,
    WorkKind.COVERAGE_TO_CHASE: _coverage_to_chase,
    WorkKind.VIOLATIONS: _violations,
    WorkKind.ANSWERS: _answers,
    WorkKind.RETURNED: _returned,
    WorkKind.DRAFTS: _drafts,
    WorkKind.SUBMITTED: _submitted,
    WorkKind.INVITATIONS: _invitations,
    WorkKind.ENDING_ROLES: _ending_roles,
    WorkKind.WAITING_PORTALS: _waiting_portals,
    WorkKind.PREPARING: _preparing,
    WorkKind.SUSPENDED: _suspended,
}


def register_work_rows(kind: WorkKind, rows: Callable[[Worker], Any]) -> None:
    """Register what reads a list whose rows belong to an app above this one: a query or a list."""
    _ROWS[kind] = lambda reader: rows(reader.worker)


def _none(reader: Reader) -> list[Any]:
    """Until the app whose rows these are says what they are."""
    return []


for _kind in WorkKind:
    _ROWS.setdefault(_kind, _none)


__all__ = ["Reader", "Worker", "register_work_rows", "work_list", "work_lists"]

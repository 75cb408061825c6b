"""Task lists of reviews: what waits for a person's decision, own work, and the queues of all portals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import CharField, Exists, F, IntegerField, OuterRef, Q
from django.db.models.functions import Cast
from django.urls import reverse
from wagtail.models import Page, TaskState, WorkflowState

from audit.models import PortalEvent
from editorial.enums import ReviewEventKind, ReviewTaskList
from editorial.models import ProposedChange
from editorial.queries import BOARD_APPROVAL_TASK, SECTION_REVIEW_TASK, proposers_named
from editorial.review.queue import items_of, own_work, queues, steps_awaiting, type_of
from editorial.review.reviewable import Reviewable, record_of
from editorial.review.schedule import waits_for_its_time
from members.access.permissions import reviewed_portals, supervised_portals
from notifications.task_lists import Entry, Worker, one_by_one, register_task_list
from sites.directory import get_directory
from sites.tree import below

if TYPE_CHECKING:
    from django.db.models import QuerySet


def _read_steps(worker: Worker) -> list[TaskState]:
    rows = steps_awaiting(worker.user, on=worker.today).select_related("task", "workflow_state__requested_by")
    return list(rows.order_by("started_at", "pk"))


def _steps_of(worker: Worker, label: str) -> list[TaskState]:
    """Steps of one kind of task that the person can take, those that wait longest first."""
    kind = type_of(apps.get_model(label)).pk
    return [step for step in worker.read_once("steps", _read_steps) if step.task.content_type_id == kind]


def _read_reviews(worker: Worker) -> list[WorkflowState]:
    """Open reviews of what the person submitted, or of pages that the person made, where the person works."""
    if not worker.scope.works_somewhere:
        return []
    pages = Page.objects.filter(worker.scope.pages(), pk=Cast(OuterRef("object_id"), IntegerField()))
    changes = ProposedChange.objects.open().filter(worker.scope.proposals(worker.user), proposed_by=worker.user)
    asked = Q(Exists(pages.filter(owner=worker.user))) | (Q(requested_by=worker.user) & Exists(pages))
    of_pages = Q(base_content_type=type_of(Page)) & asked
    of_changes = Q(base_content_type=type_of(ProposedChange), object_id__in=changes.keys())
    return list(WorkflowState.objects.active().filter(of_pages | of_changes).select_related("current_task_state"))


def _reviews_in(worker: Worker, status: str) -> list[WorkflowState]:
    reviews = worker.read_once("reviews", _read_reviews)
    return sorted((review for review in reviews if review.status == status), key=_since)


def _submitted(worker: Worker) -> list[WorkflowState]:
    return _reviews_in(worker, WorkflowState.STATUS_IN_PROGRESS)


def _drafts(worker: Worker) -> list[Any] | QuerySet[Page]:
    """Versions of own hand that were never submitted, or edited after the last publication. Not those that the person
    finds among the approved ones: who chooses a time in the approval saves the version that has it."""
    if not worker.scope.works_somewhere:
        return []
    reviewed = WorkflowState.objects.active().filter(base_content_type=type_of(Page))
    edited = Q(last_published_at=None) | Q(latest_revision_created_at__gt=F("last_published_at"))
    own = Q(latest_revision__user=worker.user) | Q(owner=worker.user, live=False)
    rows = Page.objects.filter(worker.scope.pages(), own, edited, has_unpublished_changes=True)
    rows = rows.exclude(latest_revision=None).filter(latest_revision__approved_go_live_at=None)
    archived = {record.container_path for record in get_directory().records if record.is_archived} - {""}
    if archived:
        # Nothing is submitted there any more.
        rows = rows.exclude(below(archived))
    if waiting := worker.read_once("without time", _without_time):
        rows = rows.exclude(pk__in=[page.pk for page in waiting])
    rows = rows.annotate(key=Cast("pk", CharField())).exclude(key__in=reviewed.order_by().values("object_id"))
    return rows.order_by("latest_revision_created_at", "pk")


def _without_time(worker: Worker) -> list[Page]:
    """Approved pages of the boards of the person whose schedule was cancelled."""
    portals = reviewed_portals(worker.user, on=worker.today)
    if not portals:
        return []
    cancelled = PortalEvent.objects.filter(portal__in=portals, kind=ReviewEventKind.ITEM_UNSCHEDULED)
    revisions = set(cancelled.values_list("data__revision", flat=True))
    pages = Page.objects.filter(worker.scope.pages(), latest_revision__in=revisions).select_related("latest_revision")
    return [page for page in pages.order_by("latest_revision_created_at", "pk") if waits_for_its_time(page)]


def _entries(worker: Worker, rows: Mapping[str, list[Any]]) -> dict[str, list[Entry]]:
    """Entries of steps, reviews and drafts, with what is read for all of them together."""
    found = [row for part in rows.values() for row in part]
    steps = [row for row in found if isinstance(row, TaskState)]
    reviews = [*(row.workflow_state for row in steps), *(row for row in found if isinstance(row, WorkflowState))]
    items = items_of(reviews, user=worker.user)
    own = own_work(worker.user, [items[row.workflow_state_id] for row in steps if row.workflow_state_id in items])
    waiting = [items[row.workflow_state_id] for row in steps if row.workflow_state_id in items]
    changes = [item for item in items.values() if isinstance(item, ProposedChange)]
    asked = any(isinstance(item, ProposedChange) for item in waiting)
    proposers = proposers_named(worker.user, changes, scope=worker.scope, on=worker.today) if asked else {}

    def entries_of(part: list[Any]) -> Iterator[Entry]:
        for row in part:
            if isinstance(row, Page):
                yield _entry(worker, row, since=row.latest_revision_created_at)
                continue
            item = items.get(row.workflow_state_id if isinstance(row, TaskState) else row.pk)
            if item is None:
                # A review of what is gone.
                continue
            if isinstance(row, TaskState):
                by = row.workflow_state.requested_by
                person = proposers[item.pk] if isinstance(item, ProposedChange) else str(by or "")
                yield _entry(worker, item, since=row.started_at, person=person, is_own=item in own)
            else:
                yield _entry(
                    worker, item, since=_since(row), remark=row.current_task_state.comment if _is_returned(row) else ""
                )

    return {code: list(entries_of(part)) for code, part in rows.items()}


def _entry(worker: Worker, item: Reviewable, **facts: Any) -> Entry:
    if isinstance(item, ProposedChange):
        title, url = str(item), reverse("portals_admin:proposal", args=[item.pk])
    else:
        title, url = item.get_admin_display_title(), reverse("wagtailadmin_pages:edit", args=[item.pk])
    return Entry(title=title, url=url, portal=worker.name_of(record_of(item)), **facts)


def _is_returned(review: WorkflowState) -> bool:
    return review.status == WorkflowState.STATUS_NEEDS_CHANGES and review.current_task_state is not None


def _since(review: WorkflowState) -> datetime:
    """When the author was asked or, while it waits, when it was submitted."""
    step = review.current_task_state
    return step.finished_at if _is_returned(review) and step.finished_at else review.created_at


def _waiting_portals(worker: Worker) -> list[Any]:
    """For supervisors: queues of the portals that they supervise, the longest first."""
    supervised = supervised_portals(worker.user, on=worker.today)
    if supervised == frozenset():
        return []
    return [row for row in queues() if supervised is None or row.portal_id in supervised]


def _waiting_portal(worker: Worker, row: Any) -> Entry:
    record = get_directory().by_id[row.portal_id]
    url = reverse("portals_admin:detail", args=[row.portal_id])
    return Entry(title=record.name, url=url, since=row.oldest, count=row.count)


register_task_list(
    ReviewTaskList.TO_APPROVE, order=10, rows=lambda worker: _steps_of(worker, BOARD_APPROVAL_TASK), entries=_entries
)
register_task_list(
    ReviewTaskList.TO_CHECK, order=20, rows=lambda worker: _steps_of(worker, SECTION_REVIEW_TASK), entries=_entries
)
register_task_list(
    ReviewTaskList.WITHOUT_TIME,
    order=25,
    rows=lambda worker: worker.read_once("without time", _without_time),
    entries=_entries,
)
register_task_list(
    ReviewTaskList.RETURNED,
    order=100,
    rows=lambda worker: _reviews_in(worker, WorkflowState.STATUS_NEEDS_CHANGES),
    entries=_entries,
)
register_task_list(ReviewTaskList.DRAFTS, order=110, rows=_drafts, entries=_entries)
register_task_list(ReviewTaskList.SUBMITTED, order=120, rows=_submitted, entries=_entries)
register_task_list(
    ReviewTaskList.WAITING_PORTALS,
    order=150,
    rows=_waiting_portals,
    entries=one_by_one(_waiting_portal),
)

"""The entries of "My work": what a list says of a row, and where it leads. Nothing is read here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState

from sites.directory import PortalRecord, get_directory
from sites.enums import ViolationState
from sites.items import Item, record_of
from sites.models import CoverageAssignment, Invitation, Membership, ProposedChange, Violation
from sites.my_work import Entry
from sites.proposers import proposers_named
from sites.scope import Scope

if TYPE_CHECKING:
    from accounts.models import User

ROLES, PROPOSAL, VIOLATION = "portals_admin:roles", "portals_admin:proposal", "portals_admin:violation"
COVERAGE = "portals_admin:coverage_assignment"


@dataclass(frozen=True)
class Worker:
    """For whom the lists are read, when, and where the person works."""

    user: User
    scope: Scope
    now: datetime

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)


# How rows of apps above this one become entries: of a row, and of what tells the name of its portal if shown.
_makers: dict[type[Model], Callable[[Any, Callable[[int], str]], Entry]] = {}


def register_work_entry(model: type[Model], make: Callable[[Any, Callable[[int], str]], Entry]) -> None:
    """Register how rows of a model become entries."""
    _makers[model] = make


@dataclass(frozen=True)
class Shown:
    """Makes entries of rows, with what was read for all of them."""

    worker: Worker
    items: dict[int, Item]
    own: set[Item]

    def entries(self, rows: Iterable[Any]) -> Iterator[Entry]:
        for row in rows:
            entry = row if isinstance(row, Entry) else self._of(row)
            if entry is not None:
                yield entry

    def _of(self, row: Any) -> Entry | None:
        """None for a review of what is gone."""
        if (make := _makers.get(type(row))) is not None:
            return make(row, self._name_of_key)
        if isinstance(row, TaskState):
            return self._of_step(row)
        if isinstance(row, WorkflowState):
            return self._of_review(row)
        if isinstance(row, Page):
            return self._of_item(row, since=row.latest_revision_created_at)
        if isinstance(row, Invitation):
            return self._of_invitation(row)
        if isinstance(row, Violation):
            return self._of_violation(row)
        if isinstance(row, CoverageAssignment):
            return self._of_coverage(row)
        return self._of_role(row)

    def _of_step(self, step: TaskState) -> Entry | None:
        item = self.items.get(step.workflow_state_id)
        is_proposal = isinstance(item, ProposedChange)
        person = self._proposers[item.pk] if is_proposal else _name(step.workflow_state.requested_by)
        return self._of_item(item, since=step.started_at, person=person, is_own=item in self.own) if item else None

    @cached_property
    def _proposers(self) -> dict[int, str]:
        """Who proposed what is shown. Some queries, once."""
        changes = [item for item in self.items.values() if isinstance(item, ProposedChange)]
        return proposers_named(self.worker.user, changes, scope=self.worker.scope, on=self.worker.today)

    def _of_review(self, review: WorkflowState) -> Entry | None:
        item, step = self.items.get(review.pk), review.current_task_state
        is_returned = review.status == WorkflowState.STATUS_NEEDS_CHANGES and step is not None
        return self._of_item(item, since=since(review), remark=step.comment if is_returned else "") if item else None

    def _of_item(self, item: Item, **facts: Any) -> Entry:
        if isinstance(item, ProposedChange):
            title, url = str(item), reverse(PROPOSAL, args=[item.pk])
        else:
            title, url = item.get_admin_display_title(), reverse("wagtailadmin_pages:edit", args=[item.pk])
        return Entry(title=title, url=url, portal=self._name_of(record_of(item)), **facts)

    def _of_invitation(self, row: Invitation) -> Entry:
        return Entry(
            title=f"{row.full_name} – {row.get_role_display()}",
            url=reverse(ROLES, args=[row.portal_id]),
            portal=self._name_of(get_directory().by_id.get(row.portal_id or 0)),
            since=row.invited_at,
            until=timezone.localdate(row.expires_at),
        )

    def _of_violation(self, row: Violation) -> Entry:
        is_answered = row.state == ViolationState.ANSWERED
        return Entry(
            title=row.title,
            url=reverse(VIOLATION, args=[row.pk]),
            portal=row.portal.name if is_answered else self._name_of(get_directory().by_id.get(row.portal_id)),
            since=row.answered_at if is_answered else row.recorded_at,
            until=None if is_answered else row.due,
            remark=row.answer if is_answered else row.finding,
        )

    def _of_coverage(self, row: CoverageAssignment) -> Entry:
        is_own = row.person_id == self.worker.user.pk
        return Entry(
            title=row.event,
            url=reverse(COVERAGE, args=[row.pk]),
            portal=self._name_of_key(row.portal_id),
            person="" if is_own else _name(row.person),
            due=row.due_at,
            is_late=row.due_at < self.worker.now,
            is_left=not is_own and not row.is_served,
        )

    def _of_role(self, row: Membership) -> Entry:
        return Entry(
            title=f"{_name(row.user)} – {row.get_role_display()}",
            url=reverse(ROLES, args=[row.portal_id]),
            portal=self._name_of(get_directory().by_id.get(row.portal_id or 0)),
            until=row.valid_until,
        )

    def _name_of_key(self, key: int) -> str:
        return self._name_of(get_directory().by_id.get(key))

    def _name_of(self, record: PortalRecord | None) -> str:
        """Named where the person works on several portals."""
        several = self.worker.scope.everything or len(self.worker.scope.content_portals) > 1
        return record.name if record is not None and several else ""


def _name(user: Any) -> str:
    return str(user) if user is not None else ""


def since(review: WorkflowState) -> datetime:
    """When the author was asked or, while it waits, when it was submitted."""
    step = review.current_task_state
    is_returned = review.status == WorkflowState.STATUS_NEEDS_CHANGES and step is not None and step.finished_at
    return step.finished_at if is_returned else review.created_at

"""What waits on a portal when it is archived: nothing of it can become public any more, so it ends with the portal."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from wagtail.models import Page, Revision, TaskState, WorkflowState

from audit.events import lock_chains
from editorial.models import ProposedChange
from editorial.proposals.actions.proposal import close_of_archived
from oversight.coverage import end_held_assignments, hold_assignments
from sites.models import Portal

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User


def end_what_waits(portal: Portal, *, by: User | None, at: datetime) -> dict[str, list[int]]:
    """End reviews in progress, take their time from versions approved for later, close proposals. For the event of the
    archiving: keys of the pages whose review ended, of those that lost their time, of the proposals, and of the
    assignments to cover an event.

    A time at which a public page ends stays: the board approved it.
    """
    # Reviews and versions keep the keys of pages as text.
    pages = Page.objects.filter(path__startswith=portal.container.path).order_by()
    keys = pages.annotate(key=Cast("pk", CharField())).values("key")
    reviews = WorkflowState.objects.active().filter(
        base_content_type=ContentType.objects.get_for_model(Page), object_id__in=keys
    )
    schedules = Revision.page_revisions.filter(approved_go_live_at__isnull=False, object_id__in=keys)
    concerned = {*reviews.values_list("object_id", flat=True), *schedules.values_list("object_id", flat=True)}
    # In the order of `editorial.review.locking`: nobody decides on one of them meanwhile. Who proposes holds the
    # portal, as does who archives it; who submits a page asks whether it is archived with the chain in hand
    # (`workflow.record_submission`).
    list(Page.objects.select_for_update(no_key=True).filter(pk__in=concerned).order_by("pk").values_list("pk"))
    # Open proposals that the portal's board decides on, and what it offered to the city.
    rows = ProposedChange.objects.select_for_update(of=("self",), no_key=True).select_related("portal").open()
    proposals = list(rows.filter(Q(portal=portal) | Q(origin=portal)).order_by("pk"))
    assignments = hold_assignments(portal)
    lock_chains([portal.pk, *(change.portal_id for change in proposals)])
    ended = {
        "reviews": sorted(map(int, reviews.values_list("object_id", flat=True))),
        "schedules": sorted(map(int, schedules.values_list("object_id", flat=True))),
        "proposals": [change.pk for change in proposals],
        "assignments": [row.pk for row in assignments],
    }
    _cancel(reviews, by=by, at=at)
    schedules.update(approved_go_live_at=None)
    close_of_archived(proposals, by=by, at=at)
    end_held_assignments(assignments, by=by, at=at)
    return ended


def _cancel(reviews: QuerySet[WorkflowState], *, by: User | None, at: datetime) -> None:
    """What Wagtail does for one review, for many in three statements."""
    keys = list(reviews.values_list("pk", flat=True))
    steps = TaskState.objects.filter(workflow_state__in=keys, status=TaskState.STATUS_IN_PROGRESS)
    steps.update(status=TaskState.STATUS_CANCELLED, finished_at=at, finished_by=by)
    WorkflowState.objects.filter(pk__in=keys).update(status=WorkflowState.STATUS_CANCELLED)

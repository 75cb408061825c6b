"""Which steps of reviews wait for a person, in few queries for whoever looks at all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, Exists, IntegerField, Min, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Substr
from wagtail.models import Page, Revision, TaskState, WorkflowState

from editorial.models import ProposedChange
from editorial.permissions import is_author_of
from editorial.proposals.authorship import own_changes
from editorial.queries import BOARD_APPROVAL_TASK, SECTION_REVIEW_TASK, steps_about, steps_taken_by
from members.access.permissions import reviewed_portals
from members.access.roles import roles_of
from members.enums import Role
from members.models import Membership
from sites.directory import CONTAINER_PATH_LENGTH, get_directory
from sites.tree import below

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet

    from accounts.models import User
    from editorial.review.reviewable import Reviewable


@dataclass(frozen=True, slots=True)
class PortalQueue:
    """How much waits on one portal, and since when."""

    portal_id: int
    count: int
    oldest: datetime


def steps_in_progress() -> QuerySet[TaskState]:
    """Steps on which somebody is asked."""
    return TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        task__active=True,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
    )


def steps_awaiting(user: User, *, on: date) -> QuerySet[TaskState]:
    """Steps that the person can take, but for those where the person gave the first of two approvals. The same as
    Wagtail collects of each task by itself."""
    # Portals where the person can approve and has access.
    records = get_directory().by_id
    portals = reviewed_portals(user, on=on)
    reviewed = frozenset(pk for pk in portals if pk in records and not records[pk].access_revoked)
    checked, places = set(reviewed), _containers(reviewed)
    if any(role == Role.SECTION_EDITOR for _portal, role in roles_of(user, on=on).roles):
        whole, sections = _sections(user, on=on)
        checked |= whole | {record.id for path in sections if (record := get_directory().for_path(path))}
        places |= _containers(whole) | sections
    if not places:
        return TaskState.objects.none()
    to_check = Q(task__content_type=type_of(apps.get_model(SECTION_REVIEW_TASK))) & _about(places, checked)
    if not reviewed:
        return steps_in_progress().filter(to_check)
    to_approve = Q(task__content_type=type_of(apps.get_model(BOARD_APPROVAL_TASK))) & _about(
        _containers(reviewed), reviewed
    )
    return steps_in_progress().filter(to_check | (to_approve & ~Exists(steps_taken_by(user))))


def steps_on(portals: Iterable[int]) -> QuerySet[TaskState]:
    """Steps in progress about pages and proposals of some portals."""
    keys = set(portals)
    return steps_in_progress().filter(_about(_containers(keys), keys))


def type_of(model: type[Model]) -> ContentType:
    return ContentType.objects.get_for_model(model)


def _sections(user: User, *, on: date) -> tuple[set[int], set[str]]:
    """Where a section editor checks: whole portals, and paths of sections in each language."""
    records = get_directory().by_id
    rows = Membership.objects.in_force(on=on).filter(user=user, role=Role.SECTION_EDITOR)
    whole: set[int] = set()
    keys: set[tuple[str, object]] = set()
    columns: Any = rows.order_by().values_list("portal_id", "section", "section__translation_key")
    for portal_id, section, key in columns:
        if portal_id not in records or records[portal_id].access_revoked:
            continue
        if section is None:
            whole.add(portal_id)
        else:
            keys.add((records[portal_id].container_path, key))
    if not keys:
        return whole, set()
    found = Page.objects.filter(translation_key__in={key for _path, key in keys}).values_list("path", "translation_key")
    return whole, {path for path, key in found if (path[:CONTAINER_PATH_LENGTH], key) in keys}


def _containers(portals: Iterable[int]) -> set[str]:
    records = get_directory().by_id
    return {records[pk].container_path for pk in portals if pk in records} - {""}


def _about(places: Iterable[str], portals: Iterable[int]) -> Q:
    """A condition on steps: about pages below some places, or about proposals that some portals decide on."""
    pages = Page.objects.filter(below(places)).values(key=Cast("pk", CharField()))
    changes = ProposedChange.objects.open().filter(portal__in=sorted(portals))
    return steps_about(Page, pages) | steps_about(ProposedChange, changes.keys())


def pages_as_read_by(user: User) -> PageQuerySet:
    """Pages with their latest versions, and whether the person saved any: `own_work` asks."""
    saved = Revision.page_revisions.filter(object_id=Cast(OuterRef("pk"), CharField()), user=user)
    return Page.objects.select_related("latest_revision").annotate(is_saved_by_reader=Exists(saved))


def items_of(reviews: Iterable[WorkflowState], *, user: User) -> dict[int, Reviewable]:
    """What reviews are about, as a person reads it, by the key of the review."""
    wanted: dict[int, list[WorkflowState]] = defaultdict(list)
    for review in reviews:
        wanted[review.base_content_type_id].append(review)
    found: dict[int, Reviewable] = {}
    rows: dict[type[Any], Any] = {
        Page: pages_as_read_by(user),
        ProposedChange: ProposedChange.objects.select_related("latest_revision", "proposed_by", "origin"),
    }
    for model, objects in rows.items():
        asked = wanted.get(type_of(model).pk, [])
        items = objects.in_bulk([int(review.object_id) for review in asked]) if asked else {}
        found |= {review.pk: items[int(review.object_id)] for review in asked if int(review.object_id) in items}
    return found


def own_work(user: User, items: Iterable[Reviewable]) -> set[Reviewable]:
    """Those of some items, as `items_of` read them, that the person may not decide on."""
    items = list(items)
    pages = [item for item in items if isinstance(item, Page)]
    own: set[Reviewable] = {page for page in pages if not page.live_revision_id and page.owner_id == user.pk}
    for page in pages:
        if page not in own and (page.owner_id == user.pk or page.is_saved_by_reader):
            revision = page.latest_revision
            if revision is not None and is_author_of(user, page, revision):
                own.add(page)
    return own | own_changes(user, [item for item in items if isinstance(item, ProposedChange)])


def queues() -> list[PortalQueue]:
    """What waits on each portal, that which waits longest first."""
    found: dict[int, list[tuple[int, datetime]]] = defaultdict(list)
    key = Cast(OuterRef("workflow_state__object_id"), IntegerField())
    directory = get_directory()
    paths = Page.objects.filter(pk=key).annotate(place=Substr("path", 1, CONTAINER_PATH_LENGTH)).values("place")
    for place, count, oldest in _grouped(Page, Subquery(paths[:1], output_field=CharField())):
        if record := directory.for_path(place or ""):
            found[record.id].append((count, oldest))
    portals = ProposedChange.objects.filter(pk=key).values("portal_id")
    for portal_id, count, oldest in _grouped(ProposedChange, Subquery(portals[:1], output_field=IntegerField())):
        found[portal_id].append((count, oldest))
    rows = [
        PortalQueue(portal_id, sum(count for count, _since in parts), min(since for _count, since in parts))
        for portal_id, parts in found.items()
        if portal_id in directory.by_id
    ]
    return sorted(rows, key=lambda row: (row.oldest, row.portal_id))


def _grouped(model: type[Model], group: Subquery) -> Any:
    rows = steps_in_progress().filter(workflow_state__base_content_type=type_of(model))
    grouped = rows.order_by().annotate(group=group).values("group")
    return grouped.annotate(count=Count("pk"), oldest=Min("started_at")).values_list("group", "count", "oldest")


__all__ = [
    "PortalQueue",
    "items_of",
    "own_work",
    "queues",
    "steps_awaiting",
    "steps_in_progress",
    "steps_on",
    "type_of",
]

"""Reads that join several models."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q, QuerySet
from wagtail.models import Page, TaskState
from wagtail.query import PageQuerySet

from accounts.models import User
from editorial.enums import ProposalState
from editorial.models import Approval, ProposedChange
from editorial.models.proposal import ProposedChangeQuerySet
from editorial.permissions import names_proposer
from members.access.display_names import display_name_for, named_to, once_staff_of
from members.access.permissions import supervised_portals
from members.access.scope import current_request
from members.enums import Role
from members.models import BoardSeat, Membership
from sites.directory import CONTAINER_PATH_LENGTH
from sites.tree import below, content_type_of

if TYPE_CHECKING:
    from members.access.scope import Scope

# Labels of the tasks of `editorial.wagtail_tasks`: that module stands above those that ask for its tables.
BOARD_APPROVAL_TASK, SECTION_REVIEW_TASK = "editorial.BoardApprovalTask", "editorial.SectionReviewTask"


def pages_awaiting(user: User, *, on: date) -> PageQuerySet:
    """Pages of the portals on whose boards a person can approve."""
    seats = BoardSeat.objects.approving(on=on).filter(user=user)
    paths = list(seats.values_list("board__portal__container__path", flat=True))
    return Page.objects.filter(below(paths)) if paths else Page.objects.none()


def changes_awaiting(user: User, *, on: date) -> ProposedChangeQuerySet:
    """Proposed changes that wait for the boards on which a person can approve."""
    seats = BoardSeat.objects.approving(on=on).filter(user=user)
    return ProposedChange.objects.filter(state=ProposalState.WAITING, portal__in=seats.values("board__portal"))


def colleagues(page: Page, *, on: date) -> QuerySet[User]:
    """Active accounts that may see what is not public of a page: by a role or seat on its portal, or for the city."""
    here = Q(portal__container__path=page.path[:CONTAINER_PATH_LENGTH])
    everywhere = Q(portal=None, role__in=(Role.CITY_EDITOR, Role.OPERATOR))
    members = Membership.objects.in_force(on=on).filter(here | everywhere)
    seats = BoardSeat.objects.in_force(on=on).filter(board__portal__container__path=page.path[:CONTAINER_PATH_LENGTH])
    return User.objects.filter(Q(pk__in=members.values("user")) | Q(pk__in=seats.values("user")), is_active=True)


def decided_versions(page: Page) -> set[int]:
    """Keys of the versions of a page that were submitted, approved or public."""
    submitted = TaskState.objects.for_instance(page).order_by().values_list("revision_id", flat=True)
    approvals = Approval.objects.filter(content_type=content_type_of(Page), object_id=str(page.pk))
    approved = approvals.order_by().values_list("revision_id", flat=True)
    return {key for key in (*submitted.union(approved), page.live_revision_id) if key is not None}


def steps_about(model: type[models.Model], keys: Any) -> models.Q:
    """A condition on steps of reviews: those of some rows of one model, whose keys are given as text."""
    content_type = ContentType.objects.get_for_model(model)
    return models.Q(workflow_state__base_content_type=content_type, workflow_state__object_id__in=keys)


def steps_taken_by(user: Any) -> models.QuerySet[TaskState]:
    """Steps that a person took and that stand, of the version and the review that another step is about."""
    return TaskState.objects.filter(
        workflow_state=models.OuterRef("workflow_state"),
        revision=models.OuterRef("revision"),
        status=TaskState.STATUS_APPROVED,
        finished_by=user.pk,
        task__content_type__model="boardapprovaltask",
    )


def proposers_named(user: User, changes: Iterable[ProposedChange], *, scope: Scope, on: date) -> dict[int, str]:
    """Who proposed some changes, by their keys: a person of the portal they come from by name, an operator as the body,
    and, where the reader is told no more (`editorial.permissions.names_proposer`), that portal."""
    changes = list(changes)
    named = [change for change in changes if names_proposer(user, change, scope=scope, on=on)]
    others = {change.origin_id for change in named if change.proposed_by_id != user.pk}
    supervised = supervised_portals(user, on=on)
    reads_all = scope.everything or supervised is None
    request = current_request()
    if request is not None and request.user.pk == user.pk and others and others <= scope.portal_ids:
        known = named_to(request)
    else:
        known = None if reads_all else {user.pk} | (once_staff_of(others) if others else set())
    told = {change.pk: display_name_for(change.proposed_by, known=known) for change in named}
    return {change.pk: told.get(change.pk) or str(change.origin) for change in changes}

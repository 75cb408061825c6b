"""Items of the portals where a person works, each with its state and with the persons whose turn it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from django.apps import apps
from django.db.models import BooleanField, CharField, ExpressionWrapper, F, OuterRef, Q, Subquery, TextChoices
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import pgettext_lazy
from wagtail.models import Page, WorkflowState
from wagtail.query import PageQuerySet
from wagtail.search.backends import get_search_backend

from adminsite.visible_rows import visible_pages
from editorial.queries import BOARD_APPROVAL_TASK, SECTION_REVIEW_TASK
from editorial.review.queue import steps_awaiting, type_of
from members.sections import section_types
from sites.directory import HOME_DEPTH

if TYPE_CHECKING:
    from accounts.models import User

# Sections stand right below a home.
SECTION_PATH_LENGTH: Final = (HOME_DEPTH + 1) * Page.steplen
# Pages that are looked through by words.
MOST_FOUND: Final = 500


class ItemState(TextChoices):
    """States of an item. One that is public may have a draft beside it."""

    DRAFT = "draft", pgettext_lazy("state of an item", "Draft")
    IN_REVIEW = "in_review", pgettext_lazy("state of an item", "In review")
    RETURNED = "returned", pgettext_lazy("state of an item", "Returned")
    SCHEDULED = "scheduled", pgettext_lazy("state of an item", "Approved for later")
    PUBLIC = "public", pgettext_lazy("state of an item", "Public")
    FORMER = "former", pgettext_lazy("state of an item", "No longer public")


class WaitingFor(TextChoices):
    """Persons whose turn it is, or the time that is waited for."""

    ME = "me", pgettext_lazy("waiting for", "Me")
    AUTHOR = "author", pgettext_lazy("waiting for", "The author")
    SECTION_EDITOR = "section_editor", pgettext_lazy("waiting for", "A section editor")
    BOARD = "board", pgettext_lazy("waiting for", "The editorial board")
    TIME = "time", pgettext_lazy("waiting for", "Its time")


IN_PROGRESS, NEEDS_CHANGES = WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES
STATES_OF_REVIEWS: Final = {NEEDS_CHANGES: ItemState.RETURNED, IN_PROGRESS: ItemState.IN_REVIEW}
# What was taken off the public is no draft until somebody edits it.
EDITED: Final = Q(has_unpublished_changes=True) & (
    Q(last_published_at=None) | Q(latest_revision_created_at__gt=F("last_published_at"))
)
_DRAFT = EDITED & Q(review_status=None, _approved_schedule=False)
STATES: Final = {
    ItemState.DRAFT: _DRAFT,
    ItemState.IN_REVIEW: Q(review_status=IN_PROGRESS),
    ItemState.RETURNED: Q(review_status=NEEDS_CHANGES),
    ItemState.SCHEDULED: Q(_approved_schedule=True),
    ItemState.PUBLIC: Q(live=True),
    ItemState.FORMER: Q(live=False, last_published_at__isnull=False),
}


def items_of(request: HttpRequest) -> PageQuerySet:
    """Pages besides homes and sections, each with the state of its review and the kind of step that is due."""
    pages: PageQuerySet = visible_pages(request)
    pages = pages.filter(depth__gt=HOME_DEPTH).not_type(*section_types())
    key = Cast(OuterRef("pk"), CharField())
    reviews = WorkflowState.objects.active().filter(base_content_type=type_of(Page), object_id=key)
    return pages.annotate_approved_schedule().annotate(
        is_edited=ExpressionWrapper(EDITED, BooleanField()),
        review_status=Subquery(reviews.values("status")[:1]),
        step_kind=Subquery(reviews.values("current_task_state__task__content_type")[:1]),
    )


def waiting_for(whom: WaitingFor, *, user: User) -> Q:
    """A condition on `items_of`: it is their turn."""
    if whom == WaitingFor.ME:
        about_pages = steps_awaiting(user, on=timezone.localdate()).filter(
            workflow_state__base_content_type=type_of(Page)
        )
        keys = [int(key) for key in about_pages.values_list("workflow_state__object_id", flat=True)]
        own = Q(owner=user.pk) | Q(latest_revision__user=user.pk)
        return Q(pk__in=keys) | (own & waiting_for(WaitingFor.AUTHOR, user=user))
    if whom == WaitingFor.AUTHOR:
        return STATES[ItemState.RETURNED] | _DRAFT
    if whom == WaitingFor.TIME:
        return STATES[ItemState.SCHEDULED]
    return STATES[ItemState.IN_REVIEW] & Q(step_kind=_kind_of_step(whom))


def state_of(item: Any) -> str:
    """Return the words for the state of one of `items_of`; they name a draft beside what is public."""
    if state := STATES_OF_REVIEWS.get(item.review_status):
        return str(state.label)
    if item.approved_schedule:
        return str(ItemState.SCHEDULED.label)
    if item.live:
        with_draft = pgettext_lazy("state of an item", "Public, with a newer draft")
        return str(with_draft if item.has_unpublished_changes else ItemState.PUBLIC.label)
    return str((ItemState.FORMER if item.last_published_at else ItemState.DRAFT).label)


def turn_of(item: Any) -> str:
    """Return the words for whom one of `items_of` waits; empty where it waits for nobody."""
    if item.review_status == IN_PROGRESS:
        of_board = item.step_kind == _kind_of_step(WaitingFor.BOARD)
        return str((WaitingFor.BOARD if of_board else WaitingFor.SECTION_EDITOR).label)
    if item.approved_schedule:
        return str(WaitingFor.TIME.label)
    is_authors = item.review_status == NEEDS_CHANGES or item.is_edited
    return str(WaitingFor.AUTHOR.label) if is_authors else ""


def sections_of_items(items: Sequence[Any]) -> dict[str, str]:
    """Titles of the sections in which items stand, by the beginning of their path."""
    paths = {item.path[:SECTION_PATH_LENGTH] for item in items}
    return dict(Page.objects.filter(path__in=paths).values_list("path", "title"))


def found_by_words(words: str, request: HttpRequest) -> list[int]:
    """Keys of own pages whose title has the words, with marks or without."""
    found = get_search_backend().autocomplete(words, visible_pages(request))
    return [page.pk for page in found[:MOST_FOUND]]


def _kind_of_step(whom: WaitingFor) -> int:
    label = BOARD_APPROVAL_TASK if whom == WaitingFor.BOARD else SECTION_REVIEW_TASK
    return type_of(apps.get_model(label)).pk

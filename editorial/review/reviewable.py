"""What differs between the things a board reviews: pages, and proposed changes of everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import Page, Revision, TaskState

from editorial.enums import ProposalKind, ProposalState, ReviewEventKind
from editorial.errors import DecidedAlready
from editorial.models import ProposedChange
from editorial.proposals.reviewed_models import reviewed_model
from editorial.review.locking import lock_chains_of, lock_original, lock_target
from sites.directory import CONTAINER_PATH_LENGTH, PortalRecord, get_directory
from sites.locking import locked_portal
from sites.models import Portal

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from editorial.proposals.reviewed_models import ReviewedModel

Reviewable: TypeAlias = Page | ProposedChange
ReviewableT = TypeVar("ReviewableT", bound=Reviewable)


def portal_of(item: Reviewable) -> Portal:
    """The portal whose board decides about an item, as a row that can be written."""
    return Portal.objects.select_related("kind").get(**_place(item))


def record_of(item: Reviewable) -> PortalRecord | None:
    """Read the portal whose board decides about an item from the directory."""
    if isinstance(item, ProposedChange):
        return get_directory().by_id.get(item.portal_id)
    return get_directory().for_path(item.path)


def board_of(item: Reviewable) -> dict[str, Any]:
    """A condition on seats: those of the board that decides about an item."""
    return {f"board__portal__{name}": value for name, value in _place(item).items()}


def _place(item: Reviewable) -> dict[str, Any]:
    if isinstance(item, ProposedChange):
        return {"pk": item.portal_id}
    return {"container__path": item.path[:CONTAINER_PATH_LENGTH]}


def model_of(revision: Revision) -> type[Model] | None:
    """The type of the item that a version is of; None: it is not installed any more."""
    return ContentType.objects.get_for_id(revision.content_type_id).model_class()


def as_stored(item: Reviewable) -> Reviewable:
    """The item as the database has it: an object kept in memory may know an older latest revision."""
    model: Any = ProposedChange if isinstance(item, ProposedChange) else Page
    stored: Reviewable = model.objects.select_related("latest_revision").get(pk=item.pk)
    return stored


def locked_item(item: ReviewableT) -> ReviewableT:
    """The item as the database has it, and nobody else's until the transaction ends.

    An object kept in memory may know an older latest revision. What a proposal is about, or a page stands for, is
    locked before it, as whoever proposes a change or withdraws a page does (`editorial.review.locking`).
    """
    going: list[Page] = []
    if isinstance(item, ProposedChange):
        going = lock_target(item)
    else:
        lock_original(item)
    model: Any = ProposedChange if isinstance(item, ProposedChange) else Page
    read_with = ("latest_revision",) if isinstance(item, ProposedChange) else ("latest_revision", "locale")
    stored: ReviewableT = (
        model.objects.select_related(*read_with).select_for_update(of=("self",), no_key=True).get(pk=item.pk)
    )
    if going:
        lock_chains_of(going)
    return stored


def lock_portal_about(task_state: TaskState) -> None:
    """Lock the portal whose facts a step decides on, before the account of who decides (`editorial.review.locking`):
    for all other items no portal is locked."""
    item = task_state.workflow_state.content_object
    if isinstance(item, ProposedChange) and item.content_type.model_class() is Portal:
        locked_portal(int(item.object_id))


def item_to_decide(task_state: TaskState) -> Reviewable:
    """The item that a step of a review is about, locked: of two decisions at the same time the second is too late.

    Raises:
        DecidedAlready: the step is over.
    """
    item = locked_item(task_state.workflow_state.content_object)
    if not TaskState.objects.filter(pk=task_state.pk, status=TaskState.STATUS_IN_PROGRESS).exists():
        raise DecidedAlready
    return item


def approved_kind(item: Reviewable) -> str:
    return ReviewEventKind.CHANGE_APPROVED if isinstance(item, ProposedChange) else ReviewEventKind.ITEM_APPROVED


def returned_kind(item: Reviewable) -> str:
    return ReviewEventKind.CHANGE_RETURNED if isinstance(item, ProposedChange) else ReviewEventKind.ITEM_RETURNED


def named(item: Reviewable) -> dict[str, Any]:
    """How an event names an item: by its key, and by its title as it was then."""
    if isinstance(item, ProposedChange):
        return {"proposal": item.pk, "proposal_kind": item.kind, "title": item.title}
    return {"page": item.pk, "title": item.draft_title or item.title}


def mark_returned(item: Reviewable, *, by: User | None, at: datetime, remark: str) -> None:
    """Let a proposal know that it went back, and what it is about; pages know it from their review."""
    if not isinstance(item, ProposedChange):
        return
    ProposedChange.objects.filter(pk=item.pk).update(state=ProposalState.RETURNED)
    if (rule := rule_of_change(item)) is not None:
        rule.on_return(item.target, by, at, remark)


def rule_of_change(change: ProposedChange) -> ReviewedModel | None:
    """What is registered of the thing whose values a proposal would change; None of other proposals."""
    if change.kind != ProposalKind.CHANGE or change.target is None:
        return None
    return reviewed_model(type(change.target))

"""The steps of the review by variant (Regulation 28.3): the workflows that code makes, and the verb that changes which
one a portal follows."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_noop
from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from audit.errors import ReasonMissing
from audit.events import record_event
from editorial.enums import ReviewEventKind
from editorial.errors import ReviewChangeForbidden, TooFewApprovers, VariantHeld
from editorial.wagtail_tasks import BoardApprovalTask, SectionReviewTask
from members.access.permissions import can_change_review
from members.enums import APPROVERS_NEEDED, ReviewVariant
from members.models import Board

if TYPE_CHECKING:
    from accounts.models import User

# The rows are content, seen by editors as they stand: they are written in the language of the admin.
WORKFLOW_NAMES: dict[str, str] = {
    ReviewVariant.ONE_APPROVAL: gettext_noop("Review by the editorial board"),
    ReviewVariant.TWO_APPROVALS: gettext_noop("Review with two approvals by the editorial board"),
    ReviewVariant.SECTION_EDITORS_FIRST: gettext_noop("Section editors first, then the editorial board"),
}
APPROVAL_NAMES = {
    1: gettext_noop("Review by the editorial board"),
    2: gettext_noop("Second approval by the editorial board"),
}
# The steps of each variant in their order: the number of an approval, or the check by a section editor.
CHECK = 0
STEPS: dict[str, tuple[int, ...]] = {
    ReviewVariant.ONE_APPROVAL: (1,),
    ReviewVariant.TWO_APPROVALS: (1, 2),
    ReviewVariant.SECTION_EDITORS_FIRST: (CHECK, 1),
}
CHECK_NAME = gettext_noop("Check by a section editor")


@transaction.atomic
def change_review_variant(board: Board, variant: ReviewVariant, *, by: User, at: datetime, reason: str) -> None:
    """Let what is submitted from now on take other steps. What is in review ends as it began.

    Raises:
        ReasonMissing: no reason given.
        ReviewChangeForbidden: neither head of this board nor operator.
        VariantHeld: the portal follows these steps already.
        TooFewApprovers: two persons must approve, and fewer than two can.
    """
    if not reason.strip():
        raise ReasonMissing
    today = timezone.localdate(at)
    board = (
        Board.objects.select_for_update(of=("self",), no_key=True).select_related("portal__container").get(pk=board.pk)
    )
    if not can_change_review(by, board, on=today):
        raise ReviewChangeForbidden
    if board.review_variant == variant:
        raise VariantHeld
    if board.seats.approving(on=today).values("user").distinct().count() < APPROVERS_NEEDED[variant]:
        raise TooFewApprovers
    before, board.review_variant = board.review_variant, variant
    board.save(update_fields=["review_variant"])
    follow_variant(board)
    record_event(
        ReviewEventKind.REVIEW_VARIANT_CHANGED,
        portal=board.portal,
        at=at,
        by=by,
        reason=reason,
        variant=variant,
        former_variant=before,
    )


def follow_variant(board: Board) -> None:
    """Put the portal's container, and so both languages, under the workflow of the board's variant. Idempotent."""
    workflow = ensure_workflow(ReviewVariant(board.review_variant))
    WorkflowPage.objects.update_or_create(page=board.portal.container, defaults={"workflow": workflow})


def ensure_workflow(variant: ReviewVariant) -> Workflow:
    """The workflow of a variant, the same for all portals. Made where it lacks."""
    present = workflow_of(variant)
    if present is not None:
        return present
    workflow = Workflow.objects.create(name=_in_vietnamese(WORKFLOW_NAMES[variant]))
    for place, step in enumerate(STEPS[variant]):
        task = _check() if step == CHECK else _approval(step)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=place)
    return workflow


def workflow_of(variant: ReviewVariant) -> Workflow | None:
    """The workflow that has exactly the steps of a variant, by its tasks and never by its name."""
    kinds = dict(BoardApprovalTask.objects.values_list("pk", "step"))
    kinds |= dict.fromkeys(SectionReviewTask.objects.values_list("pk", flat=True), CHECK)
    steps: dict[int, tuple[int | None, ...]] = {}
    rows = WorkflowTask.objects.order_by("workflow", "sort_order", "pk").values_list("workflow_id", "task_id")
    for workflow_id, task_id in rows:
        steps[workflow_id] = (*steps.get(workflow_id, ()), kinds.get(task_id))
    keys = [key for key, present in steps.items() if present == STEPS[variant]]
    return Workflow.objects.filter(pk__in=keys).order_by("pk").first()


def _check() -> SectionReviewTask:
    task = SectionReviewTask.objects.order_by("pk").first()
    return task or SectionReviewTask.objects.create(name=_in_vietnamese(CHECK_NAME))


def _approval(step: int) -> BoardApprovalTask:
    task = BoardApprovalTask.objects.filter(step=step).first()
    return task or BoardApprovalTask.objects.create(step=step, name=_in_vietnamese(APPROVAL_NAMES[step]))


def _in_vietnamese(name: str) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return gettext(name)


__all__ = ["change_review_variant", "ensure_workflow", "follow_variant", "workflow_of"]

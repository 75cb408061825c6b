"""The steps of a review (Regulation 28.3): how many approve, what stands when somebody saves an item untouched. Who
checks before the board: `editorial.review.checkers`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import Page, Revision, TaskState, WorkflowState

from accounts.models import User
from audit.models import PortalEvent
from editorial.enums import ApprovalKind, ReviewEventKind
from editorial.integrity.approvals import are_files_as_approved
from editorial.integrity.content_hash import content_hash_of
from editorial.models import Approval
from editorial.permissions import is_own_work
from editorial.proposals.diff import same_content, same_times
from editorial.queries import BOARD_APPROVAL_TASK, SECTION_REVIEW_TASK
from editorial.review.checkers import checking_roles
from editorial.review.reviewable import board_of, model_of, record_of
from members.access.authority import approving_marks, checking_marks
from members.board.warnings import APPROVERS_NEEDED
from members.models import Board, BoardSeat
from sites.directory import CONTAINER_PATH_LENGTH


def who_can_approve(item: Any, revision: Revision, *, on: date) -> list[User]:
    """Persons of the board who can approve this version: it is not their work, and no approval of theirs stands. Some
    queries for each person of the board."""
    seats = BoardSeat.objects.approving(on=on).filter(**board_of(item))
    review = item.current_workflow_state
    given = approvers_in(review, revision, on=on) if review is not None else set()
    return [
        person
        for person in User.objects.filter(pk__in=seats.values("user")).exclude(pk__in=given)
        if not is_own_work(person, item, revision)
    ]


def approvals_required(review: WorkflowState) -> int:
    """Number of persons of the board who must approve, as the review's own steps say. One query."""
    return _board_steps(review).count()


def required_approvals(reviews: Collection[WorkflowState], item: Any) -> dict[int, int]:
    """The same of some reviews of one item, by their keys; as many as the board asks where the item stands now, if its
    review began on another portal. A query for each review, one more where one person is asked about a page, and
    another where its board asks two."""
    asked = {review.pk: approvals_required(review) for review in reviews}
    if not asked or not isinstance(item, Page) or (here := _asked_by_board(item)) <= min(asked.values()):
        return asked
    elsewhere = {review.pk for review in reviews if _began_elsewhere(review, item)}
    return {key: max(number, here) if key in elsewhere else number for key, number in asked.items()}


def _asked_by_board(page: Page) -> int:
    boards = Board.objects.filter(portal__container__path=page.path[:CONTAINER_PATH_LENGTH])
    variant = boards.values_list("review_variant", flat=True).first()
    return APPROVERS_NEEDED[variant] if variant else 1


def _began_elsewhere(review: WorkflowState, page: Page) -> bool:
    """Whether the record of another portal says that the page was submitted since the review began. One query."""
    events = PortalEvent.objects.filter(at__gte=review.created_at, kind=ReviewEventKind.ITEM_SUBMITTED)
    elsewhere = events.exclude(portal__container__path=page.path[:CONTAINER_PATH_LENGTH])
    return elsewhere.filter(data__page=page.pk).exists()


def _board_steps(review: WorkflowState) -> QuerySet[Any]:
    tasks = apps.get_model(BOARD_APPROVAL_TASK).objects.filter(workflow_tasks__workflow=review.workflow_id)
    return tasks.values_list("pk", flat=True)


def approvers(revision: Revision, *, since: datetime | None, on: date) -> set[int]:
    """Keys of the persons whose approval of what this version says stands on a day, from a time on. A few queries.

    It stands as long as the person holds the right by which it was given, without a break since
    (`members.access.authority`), and the pictures and documents of the version are what they were then.
    """
    return {row.approved_by_id for row in standing_approvals(revision, since=since, on=on)}


def standing_approvals(revision: Revision, *, since: datetime | None, on: date) -> list[Approval]:
    """The approvals themselves, in the order in which they were given."""
    rows = _approvals_of(revision, since=since)
    held = approving_marks({row.approved_by_id for row in rows}, on=on) if rows else {}
    return [
        row
        for row in sorted(rows, key=lambda row: row.pk)
        if row.authority in held.get((row.approved_by_id, row.portal_id), ()) and are_files_as_approved(row)
    ]


def approvers_in(review: WorkflowState, revision: Revision, *, on: date) -> set[int]:
    """The same in a review that goes on, of those whose step stands. Who lost the right and has it again gives it
    anew."""
    taken = review.task_states.filter(status=TaskState.STATUS_APPROVED, task__in=_board_steps(review))
    return approvers(revision, since=review.created_at, on=on) & set(taken.values_list("finished_by", flat=True))


def _approvals_of(revision: Revision, *, since: datetime | None) -> list[Approval]:
    """Approvals of what a version says, from a time on.

    That of another version counts where both differ in bookkeeping only: saving untouched takes nobody's approval away.
    That of a version that was written over since counts for nothing.
    """
    rows = Approval.objects.filter(content_type=revision.base_content_type_id, object_id=revision.object_id)
    rows = rows.exclude(revision=None).select_related("revision")
    if since is not None:
        rows = rows.filter(approved_at__gte=since)
    found = list(rows)
    digest = content_hash_of(revision.as_object()) if found else ""
    return [row for row in found if _approves(row, revision, digest)]


def _approves(row: Approval, revision: Revision, digest: str) -> bool:
    if row.revision_id != revision.pk and not same_times(row.revision.content, revision.content):
        return False
    if row.digest == digest:
        return True
    if row.revision_id == revision.pk:
        # Empty: approved before hashes were kept.
        return not row.digest
    kept = not row.digest or content_hash_of(row.revision.as_object()) == row.digest
    return kept and same_content(row.revision.content, revision.content, of=model_of(revision))


def lacks_steps(revision: Revision) -> bool:
    """Whether in no review that this version was in as many persons approved it as its steps ask for, and who checks
    before the board has.

    Of what was never in review nothing is asked here, nor of what opened with its portal, whatever review it was in
    before: the opening asks for as many persons itself.
    """
    if Approval.objects.filter(
        content_type=revision.base_content_type_id,
        object_id=revision.object_id,
        revision=revision.pk,
        kind=ApprovalKind.OPENING,
    ).exists():
        return False
    reviews = list(WorkflowState.objects.filter(task_states__revision=revision).distinct())
    if not reviews:
        return False
    unchecked = _lacking_check(reviews, revision)
    checked = [review for review in reviews if review.pk not in unchecked]
    asked = required_approvals(checked, _page_of(revision) if checked else None)
    if not asked or min(asked.values()) < 2:
        return not asked
    # What became of a person or a picture since is no part of what was approved then.
    given = {review.pk: _approvals_of(revision, since=review.created_at) for review in checked}
    return all(len({row.approved_by_id for row in given[key]}) < number for key, number in asked.items())


def _lacking_check(reviews: Collection[WorkflowState], revision: Revision) -> set[int]:
    """Keys of reviews that begin with a check, in which none of this version stands: it fell, or is still to come. Two
    queries at most."""
    checks = apps.get_model(SECTION_REVIEW_TASK).objects.filter(
        workflow_tasks__workflow__in={review.workflow_id for review in reviews}
    )
    steps = dict(checks.values_list("workflow_tasks__workflow", "pk"))
    if not steps:
        return set()
    taken = TaskState.objects.filter(
        workflow_state__in=reviews,
        revision=revision,
        task__in=steps.values(),
        status__in=(TaskState.STATUS_APPROVED, TaskState.STATUS_SKIPPED),
    )
    asked = {review.pk for review in reviews if review.workflow_id in steps}
    return asked - set(taken.values_list("workflow_state", flat=True))


def _page_of(revision: Revision) -> Page | None:
    """The page of a version where it stands now; None of what is no page. One query."""
    is_page = revision.base_content_type == ContentType.objects.get_for_model(Page)
    return Page.objects.filter(pk=revision.object_id).first() if is_page else None


def carry_over_approvals(review: WorkflowState, *, to: Revision, on: date) -> bool:
    """Let steps stand that were taken on a version which says the same as one that was saved since, and no others.

    Wagtail counts the steps taken on the latest version only. A step of the board stands as long as the approval does,
    a check before it as long as who checked these words holds the right by which it was done: else it is taken anew.
    Returns whether a check of this very version fell.
    """
    standing, of_board = approvers(to, since=review.created_at, on=on), set(_board_steps(review))
    taken = review.task_states.filter(status__in=(TaskState.STATUS_APPROVED, TaskState.STATUS_SKIPPED))
    checks = taken.filter(status=TaskState.STATUS_APPROVED).exclude(task__in=of_board)
    fallen_checks = _fallen_checks(review, checks, on=on)
    has_fallen = checks.filter(pk__in=fallen_checks, revision=to).exists() if fallen_checks else False
    review.task_states.filter(pk__in=fallen_checks).update(status=TaskState.STATUS_CANCELLED)
    fallen = taken.filter(task__in=of_board).exclude(finished_by__in=standing)
    fallen.filter(revision=to).update(status=TaskState.STATUS_CANCELLED)
    held = set(taken.filter(revision=to).values_list("task_id", flat=True))
    before = taken.exclude(revision=to).exclude(pk__in=fallen.values("pk"))
    for state in before.select_related("revision").order_by("-pk"):
        if state.task_id not in held and same_content(state.revision.content, to.content, of=model_of(to)):
            state.copy(update_attrs={"revision": to})
            held.add(state.task_id)
    return has_fallen


def _fallen_checks(review: WorkflowState, checks: QuerySet[TaskState], *, on: date) -> list[int]:
    """Keys of the checks in a review of words that who checked them has not checked by a right that is still held. No
    query where nobody checked; six at most, and some for each check."""
    taken = list(checks.select_related("revision"))
    record = record_of(review.content_object) if taken else None
    if record is None:
        return [state.pk for state in taken]
    persons = {state.finished_by_id for state in taken if state.finished_by_id is not None}
    held = checking_marks(persons, record.id, checking_roles(review.content_object, on=on), on=on)
    events = PortalEvent.objects.filter(
        portal=record.id, kind=ReviewEventKind.ITEM_CHECKED, at__gte=review.created_at, actor__in=persons
    )
    standing = {
        (actor, data.get("digest"))
        for actor, data in events.values_list("actor", "data")
        if data.get("authority") in held.get(actor, ())
    }
    return [
        state.pk
        for state in taken
        if (state.finished_by_id, content_hash_of(state.revision.as_object())) not in standing
    ]

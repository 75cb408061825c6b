"""The steps of a review (Regulation 28.3): how many approve, what stands when somebody saves an item untouched. Who
checks before the board: `editorial.review.checkers`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Count, OuterRef, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce
from wagtail.models import Page, Revision, TaskState, WorkflowState

from accounts.models import User
from audit.models import PortalEvent
from editorial.enums import ApprovalKind, ReviewEventKind
from editorial.integrity.approvals import are_files_as_approved
from editorial.integrity.content_hash import content_hash_of
from editorial.models import Approval
from editorial.permissions import is_own_work
from editorial.proposals.diff import same_content, same_times, same_words
from editorial.queries import BOARD_APPROVAL_TASK, SECTION_REVIEW_TASK
from editorial.review.checkers import checking_roles
from editorial.review.reviewable import board_of, model_of, record_of
from editorial.review.submission import Submission
from members.access.authority import approving_authorities, checking_authorities
from members.enums import APPROVERS_NEEDED
from members.models import Board, BoardSeat
from sites.directory import CONTAINER_PATH_LENGTH

# As many as any board asks.
MOST_APPROVERS = max(APPROVERS_NEEDED.values())


def who_can_approve(item: Any, revision: Revision, *, on: date, submission: Submission | None = None) -> list[User]:
    """Persons of the board who can approve this version: it is not their work, and no approval of theirs stands."""
    submission = submission or Submission(revision, item=item)
    seats = BoardSeat.objects.approving(on=on).filter(**board_of(item))
    review = item.current_workflow_state
    given = approvers_in(review, revision, on=on, submission=submission) if review is not None else set()
    return [
        person
        for person in User.objects.filter(pk__in=seats.values("user")).exclude(pk__in=given)
        if not is_own_work(person, item, revision, submission=submission)
    ]


def board_step_count(review: WorkflowState) -> int:
    """Number of persons of the board who must approve, as the review's own steps say."""
    return len(board_steps(review))


def board_steps(review: WorkflowState) -> set[int]:
    """Keys of the steps of a review that are approvals by the board."""
    return set(_board_steps().filter(workflow_tasks__workflow=review.workflow_id).values_list("pk", flat=True))


def with_steps(reviews: QuerySet[WorkflowState]) -> list[Any]:
    """Reviews, each with `asked`, the number of its steps that are approvals by the board, and `check`, the key of its
    step that is a check before the board."""
    here = {"workflow_tasks__workflow": OuterRef("workflow")}
    of_board = _board_steps().filter(**here).order_by().values("workflow_tasks__workflow")
    checks = apps.get_model(SECTION_REVIEW_TASK).objects.filter(**here).order_by("pk")
    number = Subquery(of_board.annotate(number=Count("pk")).values("number"))
    return list(reviews.annotate(asked=Coalesce(number, 0), check=Subquery(checks.values("pk")[:1])))


def required_approvals(reviews: Collection[Any], submission: Submission) -> dict[int, int]:
    """Number of persons of the board who must approve, by the keys of some reviews of one item (`with_steps`): as the
    steps of each say, and as many as the board asks where the item stands now, if the review began on another
    portal."""
    asked = {review.pk: review.asked for review in reviews}
    if not asked or min(asked.values()) >= MOST_APPROVERS or not isinstance(item := submission.item, Page):
        return asked
    if (here := _asked_by_board(item)) <= min(asked.values()):
        return asked
    elsewhere = {review.pk for review in reviews if _began_elsewhere(review, item)}
    return {key: max(number, here) if key in elsewhere else number for key, number in asked.items()}


def _asked_by_board(page: Page) -> int:
    boards = Board.objects.filter(portal__container__path=page.path[:CONTAINER_PATH_LENGTH])
    variant = boards.values_list("review_variant", flat=True).first()
    return APPROVERS_NEEDED[variant] if variant else 1


def _began_elsewhere(review: WorkflowState, page: Page) -> bool:
    """Whether the record of another portal says that the page was submitted since the review began."""
    events = PortalEvent.objects.filter(at__gte=review.created_at, kind=ReviewEventKind.ITEM_SUBMITTED)
    return events.exclude(portal__container__path=page.path[:CONTAINER_PATH_LENGTH]).filter(data__page=page.pk).exists()


def _board_steps() -> QuerySet[Any]:
    steps: QuerySet[Any] = apps.get_model(BOARD_APPROVAL_TASK).objects.all()
    return steps


@dataclass(frozen=True, slots=True)
class ApprovalState:
    """Whether a version is approved by enough persons.

    Attributes:
        approvals: of what the version says, in the order in which they were given.
        asked: number of persons who must approve.
    """

    approvals: tuple[Approval, ...]
    asked: int

    @property
    def persons(self) -> frozenset[int]:
        return frozenset(row.approved_by_id for row in self.approvals)

    @property
    def is_complete(self) -> bool:
        return len(self.persons) >= self.asked


def approval_state(
    submission: Submission, *, since: datetime | None, asked: int, on: date | None = None
) -> ApprovalState:
    """Who approved what a version says, from a time on, beside how many are asked.

    With a day, only approvals that stand on it: as long as the person holds the right by which it was given, without a
    break since (`members.access.authority`), and the pictures and documents of the version are what they were then.
    Without, what became of a person or a file since is no part of what was approved.
    """
    rows = sorted(_approvals_of(submission, since=since), key=lambda row: row.pk)
    if on is not None and rows:
        held = approving_authorities({row.approved_by_id for row in rows}, on=on)
        rows = [
            row
            for row in rows
            if row.authority in held.get((row.approved_by_id, row.portal_id), ())
            and are_files_as_approved(row, shown=submission.shown)
        ]
    return ApprovalState(tuple(rows), asked)


def approvers(
    revision: Revision, *, since: datetime | None, on: date, submission: Submission | None = None
) -> frozenset[int]:
    """Keys of the persons whose approval of what this version says stands on a day, from a time on."""
    return approval_state(submission or Submission(revision), since=since, asked=1, on=on).persons


def approvers_in(
    review: WorkflowState, revision: Revision, *, on: date, submission: Submission | None = None
) -> frozenset[int]:
    """Those in a review that goes on, whose step stands. Who lost the right and has it again gives it again."""
    standing = approvers(revision, since=review.created_at, on=on, submission=submission)
    return standing & steps_taken(review) if standing else standing


def overtaken_approvals(review: WorkflowState, submission: Submission) -> list[Approval]:
    """Approvals in a review of what an earlier version said, of persons who approved nothing that this one says."""
    standing = {row.approved_by_id for row in _approvals_of(submission, since=review.created_at)}
    return [
        row
        for row in submission.approvals
        if row.approved_at >= review.created_at and row.approved_by_id not in standing
    ]


def steps_taken(review: WorkflowState) -> set[Any]:
    """Keys of the persons who took a step of the board in a review, on whatever version."""
    taken = review.task_states.filter(status=TaskState.STATUS_APPROVED, task__in=board_steps(review))
    return set(taken.values_list("finished_by", flat=True))


def _approvals_of(submission: Submission, *, since: datetime | None) -> list[Approval]:
    """Approvals of what a version says, from a time on.

    That of another version counts where both differ in bookkeeping only: saving untouched takes nobody's approval away.
    That of a version that was written over since counts for nothing.
    """
    rows = [row for row in submission.approvals if since is None or row.approved_at >= since]
    prefetch_related_objects([row for row in rows if row.revision_id != submission.revision.pk], "revision")
    return [row for row in rows if _approves(row, submission)]


def _approves(row: Approval, submission: Submission) -> bool:
    revision = submission.revision
    if row.revision_id != revision.pk and not same_times(row.revision.content, revision.content):
        return False
    if row.content_hash == submission.content_hash:
        return True
    if row.revision_id == revision.pk:
        # Empty: approved before hashes were kept.
        return not row.content_hash
    kept = not row.content_hash or content_hash_of(row.revision.as_object()) == row.content_hash
    return (
        kept
        and same_content(row.revision.content, revision.content, of=model_of(revision))
        and submission.is_written_as_it_is
    )


def lacks_steps(revision: Revision, *, submission: Submission | None = None) -> bool:
    """Whether in no review that this version was in as many persons approved it as its steps ask for, and who checks
    before the board has.

    Of what was never in review nothing is asked here, nor of what opened with its portal, whatever review it was in
    before: the opening asks for as many persons itself.
    """
    submission = submission or Submission(revision)
    if any(row.revision_id == revision.pk and row.kind == ApprovalKind.OPENING for row in submission.approvals):
        return False
    of_version = TaskState.objects.filter(revision=revision).values("workflow_state")
    reviews = with_steps(WorkflowState.objects.filter(pk__in=of_version))
    if not reviews:
        return False
    unchecked = _lacking_check(reviews, revision)
    checked = [review for review in reviews if review.pk not in unchecked]
    asked = required_approvals(checked, submission)
    if not asked or min(asked.values()) < 2:
        return not asked
    return not any(
        approval_state(submission, since=review.created_at, asked=asked[review.pk]).is_complete for review in checked
    )


def _lacking_check(reviews: Collection[Any], revision: Revision) -> set[int]:
    """Keys of reviews that begin with a check (`with_steps`), in which none of this version stands: it fell, or is
    still to come."""
    beginning = {review.pk: review.check for review in reviews if review.check is not None}
    if not beginning:
        return set()
    taken = TaskState.objects.filter(
        workflow_state__in=beginning,
        revision=revision,
        task__in=set(beginning.values()),
        status__in=(TaskState.STATUS_APPROVED, TaskState.STATUS_SKIPPED),
    )
    return set(beginning) - set(taken.values_list("workflow_state", flat=True))


def carry_over_approvals(
    review: WorkflowState,
    *,
    to: Revision,
    on: date,
    standing: Collection[int] | None = None,
    of_board: Collection[int] | None = None,
) -> bool:
    """Let steps stand that were taken on a version which says the same as one that was saved since, and no others.

    Wagtail counts the steps taken on the latest version only. A step of the board stands as long as the approval does,
    a check before it as long as who checked these words holds the right by which it was done: else it is taken again.
    Returns whether a check of this very version fell.

    Args:
        standing: keys of the persons whose approval of the version stands, where the verb has asked for them already.
        of_board: keys of the steps that are approvals by the board, likewise.
    """
    decided = (TaskState.STATUS_APPROVED, TaskState.STATUS_SKIPPED)
    taken = list(review.task_states.filter(status__in=decided).select_related("revision").order_by("-pk"))
    if not taken:
        return False
    if standing is None:
        standing = approvers(to, since=review.created_at, on=on)
    of_board = board_steps(review) if of_board is None else of_board
    checks = [state for state in taken if state.status == TaskState.STATUS_APPROVED and state.task_id not in of_board]
    fallen_checks = _fallen_checks(review, checks, on=on)
    fallen = {state.pk for state in taken if state.task_id in of_board and state.finished_by_id not in standing}
    ended = fallen_checks | {state.pk for state in taken if state.pk in fallen and state.revision_id == to.pk}
    if ended:
        review.task_states.filter(pk__in=ended).update(status=TaskState.STATUS_CANCELLED)
    held = {state.task_id for state in taken if state.revision_id == to.pk and state.pk not in ended}
    for state in taken:
        if state.revision_id == to.pk or state.pk in fallen | ended or state.task_id in held:
            continue
        if same_words(state.revision.content, to.content, of=model_of(to)):
            state.copy(update_attrs={"revision": to})
            held.add(state.task_id)
    return any(state.pk in fallen_checks and state.revision_id == to.pk for state in taken)


def _fallen_checks(review: WorkflowState, taken: Collection[TaskState], *, on: date) -> set[int]:
    """Keys of the checks in a review, of words that who checked them has not checked by a right that is still held."""
    record = record_of(review.content_object) if taken else None
    if record is None:
        return {state.pk for state in taken}
    persons = {state.finished_by_id for state in taken if state.finished_by_id is not None}
    held = checking_authorities(persons, record.id, checking_roles(review.content_object, on=on), on=on)
    events = PortalEvent.objects.filter(
        portal=record.id, kind=ReviewEventKind.ITEM_CHECKED, at__gte=review.created_at, actor__in=persons
    )
    standing = {
        (actor, data.get("content_hash"))
        for actor, data in events.values_list("actor", "data")
        if data.get("authority") in held.get(actor, ())
    }
    return {
        state.pk
        for state in taken
        if (state.finished_by_id, content_hash_of(state.revision.as_object())) not in standing
    }

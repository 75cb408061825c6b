"""Tasks of the review workflow: a check by a section editor, an approval by the board (Regulation 13.1.g, 28.3)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision, Task, TaskState, WorkflowState

from adminviews.request_cache import cached_for_request
from editorial import permissions
from editorial.errors import UnreadableDecision
from editorial.forms.checklist import ApprovalForm
from editorial.forms.returning import ReturnForm
from editorial.models import ProposedChange
from editorial.queries import changes_awaiting, pages_awaiting, steps_about, steps_taken_by
from editorial.review import checkers
from editorial.review import quorum as steps
from editorial.review.actions import record_approval, record_return
from editorial.review.quorum import approvers_in, board_step_count
from editorial.review.section_checks import record_check, return_unchecked
from editorial.review.submission import submission_for

if TYPE_CHECKING:
    from accounts.models import User


class InOrderMixin:
    """A step that begins when its turn has come.

    Wagtail lets an item that comes back from its author go on where it was returned; here a new version takes every
    step again, from the first. Where it says the same as before, the steps stand that were taken on it: whoever
    approved it is not asked twice.

    While it lasts, the item is open to those whose step it is, and locked for everybody else.
    """

    def start(self, workflow_state: WorkflowState, user: User | None = None) -> TaskState:
        latest = workflow_state.content_object.get_latest_revision()
        if latest is not None:
            steps.carry_over_approvals(workflow_state, to=latest, on=timezone.localdate())
        due = workflow_state.get_next_task()
        if due is not None and due.pk != self.pk:  # type: ignore[attr-defined]  # a task
            return due.specific.start(workflow_state, user=user)
        return super().start(workflow_state, user=user)  # type: ignore[misc]  # a task

    def can_take(self, obj: Any, user: User) -> bool:
        """Whether the step is this person's today. Nobody's unless a task says otherwise."""
        return False

    def user_can_access_editor(self, obj: Any, user: User) -> bool:
        return self.can_take(obj, user)

    def locked_for_user(self, obj: Any, user: User) -> bool:
        return not self.can_take(obj, user)

    def user_can_lock(self, obj: Any, user: User) -> bool:
        return self.can_take(obj, user)

    def user_can_unlock(self, obj: Any, user: User) -> bool:
        return False

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        """A remark for a return; whatever else a step asks, where there is something."""
        if action == "reject":
            return ReturnForm
        form: type[forms.Form] = super().get_form_for_action(action)  # type: ignore[misc]  # a task
        return form


class SectionReviewTask(InOrderMixin, Task):
    """Check by a section editor of the place, or by somebody of the board who can approve. No approval: that follows.

    Left out by itself where no section editor looks after the place, or the version is own work of each of them.
    """

    class Meta:
        verbose_name = _("check by a section editor")
        verbose_name_plural = _("checks by section editors")

    @classmethod
    def get_description(cls) -> str:
        return gettext("A section editor checks the item before the board; nobody checks own work.")

    def start(self, workflow_state: WorkflowState, user: User | None = None) -> TaskState:
        task_state = super().start(workflow_state, user=user)
        item, today = workflow_state.content_object, timezone.localdate()
        if task_state.task_id == self.pk and not checkers.has_checker(item, task_state.revision, on=today):
            task_state.status, task_state.finished_at = TaskState.STATUS_SKIPPED, timezone.now()
            task_state.save(update_fields=["status", "finished_at"])
        return task_state

    def can_take(self, obj: Any, user: User) -> bool:
        return checkers.can_check(user, obj, on=timezone.localdate())

    def get_actions(self, obj: Any, user: User) -> list[tuple[str, str, bool]]:
        """Return and pass on for those who may check; only return where it is own work."""
        today = timezone.localdate()
        actions = []
        revision = obj.get_latest_revision()
        if checkers.can_check(user, obj, on=today):
            actions.append(("reject", gettext("Return with remarks"), True))
            if revision is not None and checkers.can_check_revision(
                user, obj, revision, on=today, submission=submission_for(user, obj, revision)
            ):
                actions.append(("approve", gettext("Checked: pass on to the board"), False))
                actions.append(("approve", gettext("Pass on with a remark"), True))
        return actions

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs: Any) -> None:
        """Check the right to decide, record the decision, then let Wagtail go on.

        Raises:
            PermissionDenied: the person does not look after this place, or the version is own work.
        """
        comment = str(kwargs.pop("comment", ""))
        if action_name == "approve":
            checked = record_check(task_state, by=user, at=timezone.now())
            task_state.revision = task_state.workflow_state.content_object.latest_revision = checked
        elif action_name == "reject":
            return_unchecked(task_state, by=user, at=timezone.now(), remark=comment)
        else:
            raise PermissionDenied
        super().on_action(task_state, user, action_name, comment=comment)

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> models.QuerySet[TaskState]:
        """What waits for this person's check."""
        return checkers.states_to_check(self, user, on=timezone.localdate())


def _approvals_missing(item: Any, revision: Revision, user: User) -> int:
    """How many approvals the version lacks, one by this person included; 0 where the person may not give one, or has
    given it."""
    submission = submission_for(user, item, revision)
    if not permissions.can_approve_revision(user, item, revision, on=timezone.localdate(), submission=submission):
        return 0
    review = item.current_workflow_state
    asked = board_step_count(review) if review is not None else 1
    if asked == 1:
        return 1
    given = approvers_in(review, revision, on=timezone.localdate(), submission=submission)
    return 0 if user.pk in given else max(asked - len(given), 1)


def _publication_time(sent: dict[str, Any]) -> dict[str, Any]:
    """Take the time of publication out of what was sent with an approval; nothing where none was asked for.

    Raises:
        UnreadableDecision, ValidationError: it is no time.
    """
    if "go_live_at" not in sent:
        return {}
    time = sent.pop("go_live_at")
    if not isinstance(time, str | datetime | None):
        raise UnreadableDecision
    return {"publish_at": forms.DateTimeField(required=False).clean(time), "changes_time": True}


class BoardApprovalTask(InOrderMixin, Task):
    """Review by the editorial board of the portal the item belongs to: head, deputy, or a member by delegation.

    One task serves every portal: approvers are looked up in the board when they are needed, so a change of seats
    holds at once. Superusers have no part in it.
    """

    step = models.PositiveSmallIntegerField(
        _("step"), default=1, unique=True, help_text=_("1: the first approval; 2: the second, by another person.")
    )

    class Meta:
        verbose_name = _("review by the editorial board")
        verbose_name_plural = _("reviews by the editorial board")

    @classmethod
    def get_description(cls) -> str:
        return gettext("The head or a deputy of the portal's editorial board approves; nobody approves own work.")

    def can_take(self, obj: Page | ProposedChange, user: User) -> bool:
        return permissions.can_review(user, obj, on=timezone.localdate())

    def get_actions(self, obj: Page | ProposedChange, user: User) -> list[tuple[str, str, bool]]:
        """Return and approve for approvers; only return where the approver wrote part of it."""
        today = timezone.localdate()
        actions = []
        revision = obj.get_latest_revision()
        if permissions.can_return(user, obj, on=today):
            actions.append(("reject", gettext("Return with remarks"), True))
        missing = revision is not None and cached_for_request(
            user, ("approvals missing", revision.pk), lambda: _approvals_missing(obj, revision, user)
        )
        if missing:
            words = gettext("Approve") if isinstance(obj, ProposedChange) else gettext("Approve and publish")
            actions.append(("approve", words if missing == 1 else gettext("Approve as the first of two"), True))
        return actions

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        """The checklist for an approval; a remark for a return. `editorial.views.review` hands the item to it."""
        return ApprovalForm if action == "approve" else super().get_form_for_action(action)

    def get_template_for_action(self, action: str) -> str:
        return "sites/approve.html" if action == "approve" else super().get_template_for_action(action)

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs: Any) -> None:
        """Check the right to decide, record the decision, then let Wagtail go on.

        For an approval, `kwargs` are the answers to the checklist and a comment. They may come from a browser as they
        are (the page editor's own path), so the verb checks them.

        Raises:
            PermissionDenied: the person has no approving seat on the board, or wrote part of the revision.
            PortalRefusal: as `editorial.review.actions.record_approval` says.
        """
        comment = str(kwargs.pop("comment", ""))
        if action_name == "approve":
            # What was approved may be newer than what was submitted: the approver's own save. Wagtail ends a review
            # only when the approved version is the latest.
            times = _publication_time(kwargs)
            approval = record_approval(
                task_state, by=user, at=timezone.now(), checklist=kwargs, remark=comment, **times
            )
            task_state.revision = task_state.workflow_state.content_object.latest_revision = approval.revision
        elif action_name == "reject":
            record_return(task_state, by=user, at=timezone.now(), remark=comment)
        else:
            raise PermissionDenied
        try:
            super().on_action(task_state, user, action_name, comment=comment)
        finally:
            # Handed to who ends the review in this transaction, and to nobody after it.
            task_state.workflow_state.__dict__.pop("submission", None)

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> models.QuerySet[TaskState]:
        """What waits for this person: items in review on the boards where the person can approve.

        Not those that the person gave the first of two approvals.
        """
        today = timezone.localdate()
        waiting = pages_awaiting(user, on=today).annotate(key=Cast("pk", models.CharField()))
        return TaskState.objects.filter(
            ~models.Exists(steps_taken_by(user)),
            steps_about(Page, waiting.values("key"))
            | steps_about(ProposedChange, changes_awaiting(user, on=today).keys()),
            status=TaskState.STATUS_IN_PROGRESS,
            task=self.task_ptr,
        )

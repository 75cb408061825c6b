"""The step before the board's: a section editor checks what was submitted (Regulation 28.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState, WorkflowState

if TYPE_CHECKING:
    from types import ModuleType

    from accounts.models import User


def _rules() -> ModuleType:
    from sites import steps  # noqa: PLC0415 -- the rules read the models of this package

    return steps


def _checkers() -> ModuleType:
    from sites import checkers  # noqa: PLC0415 -- the rules read the models of this package

    return checkers


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


class InOrderMixin:
    """A step that begins when its turn has come.

    Wagtail lets an item that comes back from its author go on where it was returned; here a new version takes every
    step anew, from the first. Where it says the same as before, the steps stand that were taken on it: whoever
    approved it is not asked twice.

    While it lasts, the item is open to those whose step it is, and locked for everybody else.
    """

    def start(self, workflow_state: WorkflowState, user: User | None = None) -> TaskState:
        latest = workflow_state.content_object.get_latest_revision()
        if latest is not None:
            _rules().carry_steps_over(workflow_state, to=latest, on=timezone.localdate())
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
        if task_state.task_id == self.pk and not _checkers().has_checker(item, task_state.revision, on=today):
            task_state.status, task_state.finished_at = TaskState.STATUS_SKIPPED, timezone.now()
            task_state.save(update_fields=["status", "finished_at"])
        return task_state

    def can_take(self, obj: Any, user: User) -> bool:
        return _checkers().can_check(user, obj, on=timezone.localdate())

    def get_actions(self, obj: Any, user: User) -> list[tuple[str, str, bool]]:
        """Return and pass on for those who may check; only return where it is own work."""
        today = timezone.localdate()
        actions = []
        revision = obj.get_latest_revision()
        if _checkers().can_check(user, obj, on=today):
            actions.append(("reject", gettext("Return with remarks"), True))
            if revision is not None and _checkers().can_check_revision(user, obj, revision, on=today):
                actions.append(("approve", gettext("Checked: pass on to the board"), False))
                actions.append(("approve", gettext("Pass on with a remark"), True))
        return actions

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs: Any) -> None:
        """Check the right to decide, record the decision, then let Wagtail go on.

        Raises:
            PermissionDenied: the person does not look after this place, or the version is own work.
        """
        from sites.section_checks import record_check, return_unchecked  # noqa: PLC0415 -- verbs import the models

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
        """What waits for this person's check. Four queries at most."""
        return _checkers().states_to_check(self, user, on=timezone.localdate())

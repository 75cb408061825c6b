"""What the board approved, and the review task that asks it (Regulation 13.1.g)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision, Task, TaskState

from sites.enums import ApprovalKind, Seat

if TYPE_CHECKING:
    from types import ModuleType

    from accounts.models import User


def _rules() -> ModuleType:
    from sites import permissions  # noqa: PLC0415 -- the rules read the models of this package

    return permissions


def keep_version(collector: Any, field: Any, rows: Any, using: str) -> None:
    """On deletion: a version that was approved goes with its page, never by itself (`purge_revisions` passes it over).

    Raises:
        ProtectedError: somebody deletes the version.
    """
    origin = collector.origin
    if isinstance(origin, Revision) or getattr(origin, "model", None) is Revision:
        models.PROTECT(collector, field, rows, using)
    models.SET_NULL(collector, field, rows, using)


class Approval(models.Model):
    """The board's decision that one revision of one item may be public. Never edited, never deleted.

    The opening of a portal approves each page of its starter tree: pages nobody edited have no revision.
    """

    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.PROTECT, related_name="approvals", verbose_name=_("portal")
    )
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, verbose_name=_("content type"))
    object_id = models.CharField(_("object id"), max_length=255)
    content_object = GenericForeignKey("content_type", "object_id")
    revision = models.ForeignKey(
        Revision,
        on_delete=keep_version,
        related_name="approvals",
        verbose_name=_("version"),
        null=True,
        blank=True,
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ApprovalKind.choices, default=ApprovalKind.REVIEW)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="approvals", verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(_("approved at"))
    seat = models.CharField(_("seat"), max_length=10, choices=Seat.choices)
    digest = models.CharField(
        _("hash of the content"),
        max_length=64,
        blank=True,
        help_text=_("SHA-256 of what was approved; empty only where it was approved before hashes were kept."),
    )
    files = models.JSONField(
        _("files"),
        default=list,
        blank=True,
        help_text=_("Pictures and documents that it refers to, each by its kind and number."),
    )
    checklist = models.JSONField(_("answers to the checklist"), default=dict, blank=True)
    findings = models.JSONField(_("findings of the checks"), default=list, blank=True)
    remark = models.TextField(_("remark"), blank=True)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["-approved_at"]
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.approved_at:%Y-%m-%d %H:%M}"


class BoardApprovalTask(Task):
    """Review by the editorial board of the portal the item belongs to: head, deputy, or a member by delegation.

    One task serves every portal: approvers are looked up in the board when they are needed, so a change of seats
    holds at once. Superusers have no part in it.
    """

    class Meta:
        verbose_name = _("review by the editorial board")
        verbose_name_plural = _("reviews by the editorial board")

    @classmethod
    def get_description(cls) -> str:
        return gettext("The head or a deputy of the portal's editorial board approves; nobody approves own work.")

    def user_can_access_editor(self, obj: Page, user: User) -> bool:
        return _rules().can_review(user, obj, on=timezone.localdate())

    def locked_for_user(self, obj: Page, user: User) -> bool:
        return not _rules().can_review(user, obj, on=timezone.localdate())

    def user_can_lock(self, obj: Page, user: User) -> bool:
        return _rules().can_review(user, obj, on=timezone.localdate())

    def user_can_unlock(self, obj: Page, user: User) -> bool:
        return False

    def get_actions(self, obj: Page, user: User) -> list[tuple[str, str, bool]]:
        """Return and approve for approvers; only return where the approver wrote part of it."""
        today = timezone.localdate()
        actions = []
        revision = obj.get_latest_revision()
        if _rules().can_return(user, obj, on=today):
            actions.append(("reject", gettext("Return with remarks"), True))
        if revision is not None and _rules().can_approve_revision(user, obj, revision, on=today):
            actions.append(("approve", gettext("Approve and publish"), False))
            actions.append(("approve", gettext("Approve with a remark"), True))
        return actions

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs: Any) -> None:
        """Check the right to decide, record the decision, then let Wagtail go on.

        Raises:
            PermissionDenied: the person has no approving seat on the board, or wrote part of the revision.
        """
        from sites.workflow import record_approval, record_return  # noqa: PLC0415 -- verbs import the models

        if action_name == "approve":
            # What was approved may be newer than what was submitted: the approver's own save. Wagtail ends a review
            # only when the approved version is the latest.
            approval = record_approval(task_state, by=user, at=timezone.now())
            task_state.revision = task_state.workflow_state.content_object.latest_revision = approval.revision
        elif action_name == "reject":
            record_return(task_state, by=user, at=timezone.now(), remark=kwargs.get("comment", ""))
        else:
            raise PermissionDenied
        super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> models.QuerySet[TaskState]:
        """What waits for this person: items in review on the boards where the person can approve. One query."""
        from sites.queries import pages_awaiting  # noqa: PLC0415 -- reads the models of this package

        waiting = pages_awaiting(user, on=timezone.localdate()).annotate(key=Cast("pk", models.CharField()))
        return TaskState.objects.filter(
            status=TaskState.STATUS_IN_PROGRESS,
            task=self.task_ptr,
            workflow_state__base_content_type=ContentType.objects.get_for_model(Page),
            workflow_state__object_id__in=waiting.values("key"),
        )

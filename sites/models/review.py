"""What the board approved, and the review task that asks it (Regulation 13.1.g)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision, Task, TaskState

from sites.enums import ApprovalKind, Seat
from sites.models.append_only import AppendOnlyModel
from sites.models.kept import kept_then_set_null
from sites.models.steps import InOrderMixin, steps_about, steps_taken_by

from .proposal import ProposedChange

if TYPE_CHECKING:
    from types import ModuleType

    from accounts.models import User


def _rules() -> ModuleType:
    from sites import permissions  # noqa: PLC0415 -- the rules read the models of this package

    return permissions


def _approvals_missing(item: Any, revision: Revision, user: User) -> int:
    """How many approvals the version lacks, this one included; 0 where the person gave one. Four queries at most."""
    from sites.steps import approvals_asked, approvers_in  # noqa: PLC0415 -- reads the models of this package

    review = item.current_workflow_state
    asked = approvals_asked(review) if review is not None else 1
    if asked == 1:
        return 1
    given = approvers_in(review, revision, on=timezone.localdate())
    return 0 if user.pk in given else max(asked - len(given), 1)


class Approval(AppendOnlyModel):
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
        on_delete=kept_then_set_null,
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
    right = models.CharField(
        _("right"),
        max_length=150,
        blank=True,
        editable=False,
        help_text=_("By which it was given: it counts as one of two as long as the person holds exactly this."),
    )
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
    provisional = models.BooleanField(
        pgettext_lazy("approval", "provisional"),
        default=False,
        help_text=_("Of a picture or document: seen by the first of two persons, before the other approved."),
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
        return _rules().can_review(user, obj, on=timezone.localdate())

    def get_actions(self, obj: Page | ProposedChange, user: User) -> list[tuple[str, str, bool]]:
        """Return and approve for approvers; only return where the approver wrote part of it."""
        today = timezone.localdate()
        actions = []
        revision = obj.get_latest_revision()
        if _rules().can_return(user, obj, on=today):
            actions.append(("reject", gettext("Return with remarks"), True))
        if revision is not None and _rules().can_approve_revision(user, obj, revision, on=today):
            missing = _approvals_missing(obj, revision, user)
            if missing:
                words = gettext("Approve") if isinstance(obj, ProposedChange) else gettext("Approve and publish")
                actions.append(("approve", words if missing == 1 else gettext("Approve as the first of two"), True))
        return actions

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        """The checklist for an approval; a remark for a return. `sites.views.review` hands the item to it."""
        from sites.forms import ApprovalForm  # noqa: PLC0415 -- forms read the models

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
            PortalRefusal: as `sites.workflow.record_approval` says.
        """
        from sites.workflow import record_approval, record_return  # noqa: PLC0415 -- verbs import the models

        comment = str(kwargs.pop("comment", ""))
        if action_name == "approve":
            # What was approved may be newer than what was submitted: the approver's own save. Wagtail ends a review
            # only when the approved version is the latest.
            approval = record_approval(task_state, by=user, at=timezone.now(), checklist=kwargs, remark=comment)
            task_state.revision = task_state.workflow_state.content_object.latest_revision = approval.revision
        elif action_name == "reject":
            record_return(task_state, by=user, at=timezone.now(), remark=comment)
        else:
            raise PermissionDenied
        super().on_action(task_state, user, action_name, comment=comment)

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> models.QuerySet[TaskState]:
        """What waits for this person: items in review on the boards where the person can approve. Three queries.

        Not those that the person gave the first of two approvals.
        """
        from sites.queries import changes_awaiting, pages_awaiting  # noqa: PLC0415 -- reads the models of this package

        today = timezone.localdate()
        waiting = pages_awaiting(user, on=today).annotate(key=Cast("pk", models.CharField()))
        return TaskState.objects.filter(
            ~models.Exists(steps_taken_by(user)),
            steps_about(Page, waiting.values("key"))
            | steps_about(ProposedChange, changes_awaiting(user, on=today).keys()),
            status=TaskState.STATUS_IN_PROGRESS,
            task=self.task_ptr,
        )

"""The buttons below the page editor: a decision first, and what each step of a review does in words."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import (
    ActionMenuItem,
    CancelWorkflowMenuItem,
    RestartWorkflowMenuItem,
    SubmitForModerationMenuItem,
)
from wagtail.models import WorkflowState

APPROVE = "approve"
SAVE = "action-save-draft"


class WithdrawMenuItem(CancelWorkflowMenuItem):
    """Ends the review."""

    label = _("Withdraw from the review, keep the draft")


class SendAgainMenuItem(RestartWorkflowMenuItem):
    """Begins the review again, where it has more steps than the one that returned the page."""

    label = _("Send again from the first step")

    def is_shown(self, context: dict[str, Any]) -> bool:
        return bool(super().is_shown(context)) and _step_count(context["page"].current_workflow_state) > 1


class SubmitMenuItem(SubmitForModerationMenuItem):
    """Submits the page, or submits it again to the step that returned it."""

    label = _("Submit for review")

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        page = parent_context.get("page")
        review = page.current_workflow_state if page is not None and page.pk else None
        is_returned = review is not None and review.status == WorkflowState.STATUS_NEEDS_CHANGES
        context = super().get_context_data(parent_context)
        return context | {"label": _("Submit again for review") if is_returned else self.label}


class SaveOrSubmitMenuItem(ActionMenuItem):
    """Saving and submitting, each as a button of its own."""

    def __init__(self, save: ActionMenuItem, submit: ActionMenuItem) -> None:
        super().__init__(order=save.order)
        self.name, self._items = save.name, (save, submit)

    def render_html(self, parent_context: Any) -> SafeString:
        return format_html_join("", "{}", ((item.render_html(parent_context),) for item in self._items))


# In place of Wagtail's, whose words are those of its workflows.
_REPLACED: dict[type[ActionMenuItem], ActionMenuItem] = {
    CancelWorkflowMenuItem: WithdrawMenuItem(),
    RestartWorkflowMenuItem: SendAgainMenuItem(),
    SubmitForModerationMenuItem: SubmitMenuItem(),
}


def name_steps_of_review(items: list[ActionMenuItem], context: dict[str, Any]) -> None:
    """Say what each button about a review does, and show the submission beside the button that saves."""
    named = [_REPLACED.get(type(item), item) for item in items]
    items[:] = [item for item in named if not isinstance(item, SendAgainMenuItem) or item.is_shown(context)]
    submit = next((item for item in items if isinstance(item, SubmitMenuItem)), None)
    if submit is not None and items[0].name == SAVE:
        items.remove(submit)
        items[0] = SaveOrSubmitMenuItem(items[0], submit)


def put_approval_first(items: list[ActionMenuItem]) -> None:
    """Make the approval the button that shows below the page editor, where the person may give one; the rest unfolds.

    Only an approval that asks in a dialog: the first button of a form is also what the Enter key presses.
    """
    approval = next((item for item in items if item.name == APPROVE), None)
    if approval is not None and getattr(approval, "launch_modal", False):
        items.remove(approval)
        items.insert(0, approval)


def _step_count(review: WorkflowState) -> int:
    return review.workflow.workflow_tasks.count()

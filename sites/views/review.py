"""What a board member is asked and told around a decision: the checklist, what happened, why one may not be taken."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import cached_property, partial
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.utils import get_latest_str
from wagtail.admin.views.pages.workflow import CollectWorkflowActionDataView, WorkflowActionView
from wagtail.models import Page

from sites.acting import hold_actor
from sites.approvals import files_of
from sites.errors import (
    AccessEnded,
    ApprovalForbidden,
    ApprovedAlready,
    ChangedMeanwhile,
    PageDeleted,
    PortalRefusal,
    UnreadableDecision,
)
from sites.findings import Finding, blocking, findings_of
from sites.forms import ApprovalForm
from sites.locks import hold_edited, hold_files, in_turn
from sites.models import SectionReviewTask
from sites.own_files import brought_file_of
from sites.permissions import can_review, wrote_part_of
from sites.steps import approvers_in, who_can_approve
from sites.views.base import is_script
from sites.views.pages import OwnEditView

APPROVE = "approve"


class ChecklistMixin:
    """Gives the form of an approval the item it is about, and shows above it what the checks found."""

    def get_form_class(self) -> Any:
        form_class = super().get_form_class()
        asks = issubclass(form_class, ApprovalForm)
        return partial(form_class, item=self.object) if asks else form_class

    @property
    def _approves(self) -> bool:
        return self.action_name == APPROVE

    @cached_property
    def findings(self) -> list[Finding]:
        return findings_of(self.object.get_latest_revision_as_object()) if self._approves else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(findings=self.findings, is_blocked=bool(blocking(self.findings)), **kwargs)


class ReviewDataView(ChecklistMixin, CollectWorkflowActionDataView):
    """Stands before Wagtail's view at the same address: the modal of the page editor. Decides nothing."""


class ReviewActionView(ChecklistMixin, WorkflowActionView):
    """Stands before Wagtail's view at the same address, which says nothing after a decision."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with in_turn():
                response = super().post(request, *args, **kwargs)
        except PortalRefusal as refusal:
            return self._refused(str(refusal))
        except ValidationError as error:
            return self._refused(" ".join(error.messages))
        self.task_state.refresh_from_db()
        self.object.refresh_from_db(fields=["live", "live_revision"])
        approved = self._what_approval_did()
        told = {
            self.task_state.STATUS_APPROVED: approved,
            self.task_state.STATUS_REJECTED: _("“%(title)s” went back to its author with your remarks."),
        }.get(self.task_state.status)
        if told:
            messages.success(request, told % {"title": get_latest_str(self.object)})
        elif self._approves and not is_script(request):
            return self._refused(_("Nothing was approved: answer the checklist."))
        return response

    def _what_approval_did(self) -> str:
        if isinstance(self.task, SectionReviewTask):
            return _("“%(title)s” is checked and waits for the editorial board.")
        if self.object.live_revision_id == self.task_state.revision_id and self.object.live:
            return _("“%(title)s” is approved and public.")
        if self.object.workflow_in_progress:
            return _("“%(title)s” is approved once. Another person on the board has to approve it too.")
        return _("“%(title)s” is approved and becomes public at its time.")

    def _refused(self, why: str) -> HttpResponse:
        """Say why in the page editor, where the item can be put right."""
        messages.error(self.request, why)
        address = redirect("wagtailadmin_pages:edit", self.object.pk)
        if is_script(self.request):
            return self.render_modal_json(self.request, {"step": "success", "redirect": address.url})
        return address


class FindingsSidePanel(BaseSidePanel):
    """What the checks find in the page as it was last saved: the author reads what the board will read."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = gettext_lazy("Toggle checks of the content")
        icon_name = "tasks"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            return super().get_context_data(parent_context) | {"count": len(self.panel.findings)}

    name = "findings"
    title = gettext_lazy("Checks of the content")
    template_name = "sites/findings_panel.html"
    order = 340

    @cached_property
    def findings(self) -> list[Finding]:
        return findings_of(self.object)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return super().get_context_data(parent_context) | {"findings": self.findings}


class ReviewedEditView(OwnEditView):
    """Stands before Wagtail's page editor at the same address.

    It shows what the checks find, and a decision that is refused loses nothing that was typed.
    """

    def dispatch(self, request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponse:
        """A save reads the page once nobody else writes it: else it would write over what became public meanwhile."""
        if request.method != "POST":
            return super().dispatch(request, page_id, **kwargs)
        try:
            with in_turn():
                # What its rights are is asked where they are needed: a save needs fewer than a decision.
                hold_actor(request.user)
                hold_edited(page_id, request.POST)
                return super().dispatch(request, page_id, **kwargs)
        except (AccessEnded, ChangedMeanwhile, PageDeleted) as refusal:
            if self.expects_json_response:
                return self.json_error_response(refusal.code, str(refusal))
            messages.error(request, str(refusal))
            gone = isinstance(refusal, PageDeleted)
            return redirect("wagtailadmin_explore_root") if gone else redirect("wagtailadmin_pages:edit", page_id)

    def get_side_panels(self) -> MediaContainer:
        panels = super().get_side_panels()
        if not self.expects_json_response and not self.hydrate_create_view:
            panels.append(FindingsSidePanel(self.page, self.request))
        return panels

    def submit_action(self) -> HttpResponse:
        return self._submit(super().submit_action)

    def restart_workflow_action(self) -> HttpResponse:
        return self._submit(super().restart_workflow_action)

    def _submit(self, submit: Callable[[], HttpResponse]) -> HttpResponse:
        try:
            with transaction.atomic():
                self._hold_files()
                return submit()
        except PortalRefusal as refusal:
            return self._refused(str(refusal))

    def perform_workflow_action(self) -> HttpResponse:
        try:
            _expect_answers(self.request.POST.get("workflow-action-extra-data", "{}"))
            with transaction.atomic():
                self._hold_files()
                return super().perform_workflow_action()
        except PortalRefusal as refusal:
            return self._refused(str(refusal))
        except ValidationError as error:
            return self._refused(" ".join(error.messages))
        except PermissionDenied:
            # Typed by the approver just now: own work, which somebody else approves.
            return self._refused(str(ApprovalForbidden.message))

    def _hold_files(self) -> None:
        """Lock what the page shows as it was typed, before the save writes to the record: an approval locks it, too."""
        hold_files(files_of(self.form.instance))

    def _refused(self, why: str) -> HttpResponse:
        """The editor with what was typed in it. What was saved on the way to the decision is rolled back."""
        messages.error(self.request, why)
        self.page.refresh_from_db(fields=["latest_revision", "latest_revision_created_at", "has_unpublished_changes"])
        self.has_unsaved_changes = self.has_content_changes
        self.errors_debug = ""
        return self.render_to_response(self.get_context_data())


def _expect_answers(sent: str) -> None:
    """Refuse what Wagtail would hand to the task without a look: it comes from the browser as it is.

    Raises:
        UnreadableDecision: it is not an object with names that our form has.
    """
    try:
        data = json.loads(sent)
    except ValueError as error:
        raise UnreadableDecision from error
    if not isinstance(data, dict) or not data.keys() <= ApprovalForm().fields.keys():
        raise UnreadableDecision


def put_approval_first(items: list[ActionMenuItem]) -> None:
    """Make the approval the button that shows below the page editor, where the person may give one; the rest unfolds.

    Only an approval that asks in a dialog: the first button of a form is also what the Enter key presses.
    """
    approval = next((item for item in items if item.name == APPROVE), None)
    if approval is not None and getattr(approval, "launch_modal", False):
        items.remove(approval)
        items.insert(0, approval)


def explain_missing_approval(request: HttpRequest, page: Page) -> None:
    """Say in the page editor why the button to approve is not there: the board member worked on the version,
    or gave the first of two approvals. And that nobody else can approve it, where that is so.

    Some ten queries, on pages in review only; some for each person of the board where the button is not there.
    """
    if request.method != "GET" or not page.workflow_in_progress or page.latest_revision is None:
        return
    today = timezone.localdate()
    if not can_review(request.user, page, on=today):
        return
    why = _why_no_approval(request, page, on=today)
    if why:
        messages.info(request, why)
        if not who_can_approve(page, page.latest_revision, on=today):
            messages.warning(
                request,
                _(
                    "Nobody else on the board can approve this version today: it is their own work, or they approved it"
                    " already. Return it, or let another member of the board approve by delegation."
                ),
            )


def _why_no_approval(request: HttpRequest, page: Page, *, on: date) -> str:
    """Empty where the person can approve."""
    if wrote_part_of(request.user, page, page.latest_revision):
        return _(
            "You worked on this version, or it takes up again what you wrote in an earlier one, so somebody else on the"
            " board approves it. You can return it."
        )
    if brought_file_of(request.user, page, page.latest_revision):
        return _(
            "A picture or document of this version is yours and not approved yet, so somebody else on the board"
            " approves it. You can return it."
        )
    if request.user.pk in approvers_in(page.current_workflow_state, page.latest_revision, on=on):
        return str(ApprovedAlready.message)
    return ""

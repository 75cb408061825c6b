"""What a board member is asked and told around a decision; how many persons a board asks."""

from __future__ import annotations

from datetime import date
from functools import cached_property, partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.utils import get_latest_str
from wagtail.admin.views.pages.workflow import CollectWorkflowActionDataView, WorkflowActionView
from wagtail.models import Page

from adminviews.scripts import is_script
from audit.errors import PortalRefusal
from audit.locking import atomic_refusing_deadlocks
from editorial.errors import ApprovedAlready
from editorial.forms.checklist import ApprovalForm
from editorial.forms.variant import ReviewVariantForm
from editorial.integrity.approvals import files_of
from editorial.permissions import can_review, is_author_of
from editorial.proposals.authorship import brought_file_of
from editorial.review.findings import Finding, blocking, findings_of
from editorial.review.quorum import approvers_in, who_can_approve
from editorial.review.submission import Submission, submission_for
from editorial.review.variants import change_review_variant
from editorial.wagtail_tasks import InOrderMixin, SectionReviewTask
from members.access.permissions import can_change_review
from members.enums import ReviewVariant
from members.views.base import AdminFormMixin, portal_url
from members.views.board import BoardBaseView

APPROVE = "approve"


class ChecklistMixin:
    """Gives the form of an approval the item it is about, and shows above it what the checks found."""

    def get_form_class(self) -> Any:
        form_class = super().get_form_class()
        return partial(form_class, item=self.object) if issubclass(form_class, ApprovalForm) else form_class

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

    def check_action(self) -> None:
        """Ask what the task offers the person. About a whole decision the verb of our tasks asks the same, under its
        locks; a task of Wagtail's own leaves that to the view."""
        is_ours = isinstance(self.task, InOrderMixin)
        if is_ours and self.request.method == "POST" and self.form_class(self.request.POST).is_valid():
            self.action_verbose_name, self.action_modal = "", False
        else:
            super().check_action()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with atomic_refusing_deadlocks():
                response = super().post(request, *args, **kwargs)
        except PortalRefusal as refusal:
            return self._refused(str(refusal))
        except ValidationError as error:
            return self._refused(" ".join(error.messages))
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
    or gave the first of two approvals. And that nobody else can approve it, where that is so."""
    if request.method != "GET" or not page.workflow_in_progress or page.latest_revision is None:
        return
    today = timezone.localdate()
    if not can_review(request.user, page, on=today):
        return
    submission = submission_for(request.user, page, page.latest_revision)
    if page.has_unpublished_changes:
        # The editor is given the latest version as an object.
        submission.files = files_of(page)
    why = _why_no_approval(request, page, submission=submission, on=today)
    if why:
        messages.info(request, why)
        if not who_can_approve(page, page.latest_revision, on=today, submission=submission):
            messages.warning(
                request,
                _(
                    "Nobody else on the board can approve this version today: it is their own work, or they approved it"
                    " already. Return it, or let another member of the board approve by delegation."
                ),
            )


def _why_no_approval(request: HttpRequest, page: Page, *, submission: Submission, on: date) -> str:
    """Empty where the person can approve."""
    if is_author_of(request.user, page, page.latest_revision, submission=submission):
        return _(
            "You worked on this version, or it takes up again what you wrote in an earlier one, so somebody else on the"
            " board approves it. You can return it."
        )
    if brought_file_of(request.user, page, page.latest_revision, submission=submission):
        return _(
            "A picture or document of this version is yours and not approved yet, so somebody else on the board"
            " approves it. You can return it."
        )
    if request.user.pk in approvers_in(page.current_workflow_state, page.latest_revision, on=on, submission=submission):
        return str(ApprovedAlready.message)
    return ""


class ReviewVariantView(AdminFormMixin, BoardBaseView):
    """The steps of the review: for the head of the board, and for operators."""

    form_class = ReviewVariantForm
    page_title = gettext_lazy("Steps of the review")
    introduction = (
        gettext_lazy(
            "Items that are submitted from now on take these steps. Those in review end as they began. "
            "Whatever the steps, nobody approves own work."
        ),
    )
    refusal_fields = {
        "reason_missing": "reason",
        "variant_held": "variant",
        "too_few_approvers": "variant",
    }

    def has_permission(self) -> bool:
        board = getattr(self.portal, "board", None)
        return board is not None and can_change_review(self.request.user, board, on=self.today)

    def get_success_url(self) -> str:
        return portal_url("board", self.portal.pk)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"variant": self.board.review_variant}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        data = form.cleaned_data
        variant = ReviewVariant(data["variant"])
        change_review_variant(self.board, variant, by=self.request.user, at=self.now, reason=data["reason"])
        return self.succeed(_("From now on: %(steps)s.") % {"steps": variant.label})

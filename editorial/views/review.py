"""What a board member is asked and told around a decision; how many persons a board asks."""

from __future__ import annotations

from functools import cached_property, partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.views.pages.workflow import CollectWorkflowActionDataView, WorkflowActionView
from wagtail.models import Page

from adminviews.scripts import is_script
from audit.errors import PortalRefusal
from audit.locking import atomic_refusing_deadlocks
from editorial.forms.checklist import ApprovalForm
from editorial.forms.returning import REMARK_MISSING
from editorial.forms.variant import ReviewVariantForm
from editorial.review.findings import Finding, blocking, findings_of
from editorial.review.variants import change_review_variant
from editorial.views.action_menu import APPROVE
from editorial.views.editor_messages import say_decision
from editorial.wagtail_tasks import InOrderMixin
from members.access.permissions import can_change_review
from members.enums import ReviewVariant
from members.views.base import AdminFormMixin, portal_url
from members.views.board import BoardBaseView


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
        is_page = isinstance(self.object, Page) and self.object.is_previewable()
        return super().get_context_data(
            findings=self.findings,
            is_blocked=bool(blocking(self.findings)),
            shown_page=self.object if is_page else None,
            **kwargs,
        )


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
        self.object.refresh_from_db(fields=["live", "live_revision", "last_published_at"])
        if say_decision(request, self.object, self.task_state) or is_script(request):
            return response
        if self._approves:
            return self._refused(_("Nothing was approved: answer the checklist."))
        return self._refused(str(REMARK_MISSING)) if self.action_name == "reject" else response

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

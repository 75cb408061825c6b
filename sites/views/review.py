"""What a board member is told around a decision: what happened, and why one may not be taken."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.utils import get_latest_str
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.models import Page

from sites.errors import ApprovedAlready, PortalRefusal
from sites.models import SectionReviewTask
from sites.permissions import can_review, wrote_part_of
from sites.steps import approvers


class ReviewActionView(WorkflowActionView):
    """Stands before Wagtail's view at the same address (`cityportal.urls`), which says nothing after a decision."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
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
        return redirect("wagtailadmin_pages:edit", self.object.pk)


def explain_missing_approval(request: HttpRequest, page: Page) -> None:
    """Say in the page editor why the button to approve is not there: the board member worked on the version,
    or gave the first of two approvals.

    At most eight queries, on pages in review only.
    """
    if request.method != "GET" or not page.workflow_in_progress or page.latest_revision is None:
        return
    if not can_review(request.user, page, on=timezone.localdate()):
        return
    if wrote_part_of(request.user, page, page.latest_revision):
        messages.info(
            request, _("You worked on this version, so somebody else on the board approves it. You can return it.")
        )
    elif request.user.pk in approvers(page.latest_revision, since=page.current_workflow_state.created_at):
        messages.info(request, str(ApprovedAlready.message))

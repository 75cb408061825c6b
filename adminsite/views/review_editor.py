"""Wagtail's page editor, where a decision that is refused loses nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.models import COMMENTS_RELATION_NAME, Page, Revision, TaskState

from adminsite.views.pages import ScopedEditView
from audit.errors import ChangedMeanwhile, PortalRefusal
from audit.locking import atomic_refusing_deadlocks
from editorial.errors import ApprovalForbidden, PageDeleted, UnreadableDecision
from editorial.forms.checklist import ApprovalForm
from editorial.integrity.approvals import files_of
from editorial.proposals.diff import same_content, same_times
from editorial.review.findings import blocking, findings_of
from editorial.review.locking import lock_edited, lock_files
from editorial.views.editor_messages import approvals_note, say_decision
from editorial.views.review import FindingsSidePanel
from members.access.actor import lock_actor
from members.errors import AccessEnded

# What the button sends that submits a page although the checks found something.
FINDINGS_SEEN = "findings-seen"


class ReviewedEditView(ScopedEditView):
    """Stands before Wagtail's page editor at the same address.

    It shows what the checks find, and a decision that is refused loses nothing that was typed.
    """

    # What a decision is about, once one is asked for.
    decided_step: TaskState | None = None

    def dispatch(self, request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponse:
        """A save reads the page once nobody else writes it: else it would write over what became public meanwhile."""
        if request.method != "POST":
            return super().dispatch(request, page_id, **kwargs)
        try:
            with atomic_refusing_deadlocks():
                # What its rights are is asked where they are needed: a save needs fewer than a decision.
                lock_actor(request.user)
                lock_edited(page_id, request.POST)
                return super().dispatch(request, page_id, **kwargs)
        except (AccessEnded, ChangedMeanwhile, PageDeleted) as refusal:
            if self.expects_json_response:
                return self.json_error_response(refusal.code, str(refusal))
            messages.error(request, str(refusal))
            gone = isinstance(refusal, PageDeleted)
            return redirect("wagtailadmin_explore_root") if gone else redirect("wagtailadmin_pages:edit", page_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add to the answer of an autosave what it did to approvals."""
        context = super().get_context_data(**kwargs)
        return context | ({"approvals_note": approvals_note(self.request, self.page)} if context["is_partial"] else {})

    def get_side_panels(self) -> MediaContainer:
        panels = super().get_side_panels()
        if not self.expects_json_response and not self.hydrate_create_view:
            panels.append(FindingsSidePanel(self.page, self.request))
        return panels

    def save_action(self) -> HttpResponse:
        """An autosave that says what the latest version says makes no version: opening a page writes nothing, and an
        autosave sent along with a decision leaves no draft behind it."""
        if not self.expects_json_response or self.latest_revision is None or self._remarks_on_the_page():
            return super().save_action()
        before = self.latest_revision.content
        with transaction.atomic():
            response = super().save_action()
            if response.status_code != HTTPStatus.OK:
                return response
            after = self.page.latest_revision.content
            if not (same_content(before, after, of=type(self.page)) and same_times(before, after)):
                return response
            transaction.set_rollback(True)
        return JsonResponse({"success": True, "pk": self.page.pk})

    def _remarks_on_the_page(self) -> bool:
        """Whether comments, or who is told of them, changed: no version holds these."""
        comments = self.form.formsets.get("comments")
        return "comment_notifications" in self.form.changed_data or (comments is not None and comments.has_changed())

    def log_commenting_changes(self, changes: Mapping[str, Any], revision: Revision) -> None:
        """Wagtail calls this once the page is saved."""
        super().log_commenting_changes(changes, revision)
        self._leave_no_draft_of_comments(revision)

    def _leave_no_draft_of_comments(self, revision: Revision) -> None:
        """Comments are no change of what is public: what was saved with nothing else is no unpublished change."""
        if self.action_name != "save" or self.real_page_record.has_unpublished_changes or self.latest_revision is None:
            return
        before, after = _without_comments(self.latest_revision), _without_comments(revision)
        if same_content(before, after, of=type(self.page)) and same_times(before, after):
            self.page.has_unpublished_changes = False
            Page.objects.filter(pk=self.page.pk).update(has_unpublished_changes=False)

    def submit_action(self) -> HttpResponse:
        """Submit the page once its author has seen what the checks find in it; what refuses it is told by the verb."""
        if self.request.POST["action-submit"] != FINDINGS_SEEN:
            findings = findings_of(self.form.instance)
            if findings and not blocking(findings):
                context = {"findings": findings, "findings_seen": FINDINGS_SEEN}
                messages.warning(self.request, render_to_string("sites/submit_findings.html", context))
                return self._as_typed()
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
            self.decided_step = self.page.current_workflow_task_state
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

    def add_save_confirmation_message(self) -> None:
        """After a decision what it did, else that the page was saved."""
        step = self.decided_step
        if step is not None:
            step.refresh_from_db(fields=["status", "revision"])
            say_decision(self.request, Page.objects.get(pk=self.page.pk), step)
        else:
            super().add_save_confirmation_message()

    def _hold_files(self) -> None:
        """Lock what the page shows as it was typed, before the save writes to the record: an approval locks it, too."""
        lock_files(files_of(self.form.instance))

    def _refused(self, why: str) -> HttpResponse:
        """The editor with the reason. What was saved on the way to the decision is rolled back."""
        messages.error(self.request, why)
        return self._as_typed()

    def _as_typed(self) -> HttpResponse:
        """The editor with what was typed in it."""
        self.page.refresh_from_db(fields=["latest_revision", "latest_revision_created_at", "has_unpublished_changes"])
        self.has_unsaved_changes = self.has_content_changes
        self.errors_debug = ""
        return self.render_to_response(self.get_context_data())


def _without_comments(revision: Revision) -> dict[str, Any]:
    return {name: value for name, value in revision.content.items() if name != COMMENTS_RELATION_NAME}


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

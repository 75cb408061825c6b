"""Several pages in review are approved from one list, with one checklist for all: each by itself, or not at all."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext_lazy
from wagtail.models import Page, TaskState

from adminsite.views.checked_bulk_action import CheckedBulkAction
from adminviews.hidden_inputs import numbers
from audit.errors import PortalRefusal
from audit.locking import atomic_refusing_deadlocks
from editorial.errors import DecidedAlready, VersionChanged
from editorial.forms.checklist import ChecklistMixin
from editorial.views.action_menu import APPROVE
from editorial.withdrawal.page_groups import TAKEN_TOGETHER


class BatchApprovalForm(ChecklistMixin, forms.Form):
    """The word of a board for each page of a list."""

    read = forms.BooleanField(
        label=gettext_lazy("I have read each of these pages and approve that it becomes public."),
        error_messages={"required": gettext_lazy("Confirm this to approve the pages.")},
    )


class ApproveBulkAction(CheckedBulkAction):
    """Approves each page that the person may approve so; others are left out.

    Approved is what was shown: the form sends the step and the version of each page along, and a page that was
    submitted anew or changed since is left out.
    """

    # As many as one decision takes off the public.
    most_at_once = TAKEN_TOGETHER
    refusals = (PortalRefusal, PermissionDenied, ValidationError)
    too_many_message = gettext_lazy(
        "At most %(most)d pages are approved at once, and %(chosen)d were selected. Select fewer."
    )
    refusal_message = gettext_lazy("“%(title)s” was not approved: %(why)s")
    success_message = ngettext_lazy("%(count)d page was approved.", "%(count)d pages were approved.", "count")
    display_name = pgettext_lazy("bulk action", "Approve")
    aria_label = pgettext_lazy("bulk action", "Approve the selected pages")
    action_type = "approve"
    action_priority = 25
    template_name = "adminsite/bulk_approve.html"
    form_class = BatchApprovalForm

    def check_perm(self, page: Page) -> bool:
        """Whether the task in which the page is offers the person to approve it."""
        state = page.current_workflow_task_state
        if state is None:
            return False
        actions = state.task.specific.get_actions(page.specific, self.request.user)
        return any(name == APPROVE for name, _label, _asks in actions)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A form that comes back sends what its person was shown first."""
        context = super().get_context_data(**kwargs)
        if self.request.method == "POST":
            shown = self._sent
        else:
            pages = [row["item"] for row in context["items"]]
            shown = [_shown(page, page.current_workflow_task_state) for page in pages]
        # The pages themselves: a list is not read again when the form is sent.
        return context | {"shown": shown, "submit_url": f"{self.request.path}?{self.request.GET.urlencode()}"}

    @cached_property
    def _sent(self) -> list[str]:
        """Read from the form which pages were shown, each with its step and version.

        Raises:
            BadRequest: our form does not write it so.
        """
        sent = self.request.POST.getlist("shown")
        for one in sent:
            if one.count(":") != 1 or numbers(one.split(":")) is None:
                raise BadRequest
        return sent

    @cached_property
    def _asked_most(self) -> Any:
        """The page that raises most questions: English pages are not asked for an English version."""
        pages = Page.objects.filter(pk__in=self.request.GET.getlist("id")).select_related("locale")
        return max(pages, key=lambda page: page.locale.language_code == "vi", default=None)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"item": self._asked_most}

    def act(self, page: Page, form: BatchApprovalForm) -> None:
        with atomic_refusing_deadlocks():
            state = page.current_workflow_task_state
            if state is None:
                raise DecidedAlready
            if _shown(page, state) not in self._sent:
                raise VersionChanged
            state.task.specific.on_action(state, self.request.user, APPROVE, **form.answers)


def _shown(page: Page, state: TaskState) -> str:
    """Name a shown page for the form: the step in which it waits, and its version."""
    return f"{state.pk}:{page.latest_revision_id}"

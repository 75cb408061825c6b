"""Several pages in review are approved from one list, with one checklist for all: each by itself, or not at all."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Final

from django import forms
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import Page, TaskState

from adminviews.hidden_inputs import numbers
from audit.errors import PortalRefusal
from audit.locking import atomic_refusing_deadlocks
from editorial.errors import VersionChanged
from editorial.forms.checklist import ChecklistMixin
from editorial.review.findings import findings_of
from editorial.views.action_menu import APPROVE
from editorial.withdrawal.page_groups import TAKEN_TOGETHER

# As many as one decision takes off the public.
MOST_AT_ONCE: Final = TAKEN_TOGETHER


class BatchApprovalForm(ChecklistMixin, forms.Form):
    """The word of a board for each page of a list."""

    read = forms.BooleanField(
        label=gettext_lazy("I have read each of these pages and approve that it becomes public."),
        error_messages={"required": gettext_lazy("Confirm this to approve the pages.")},
    )


class ApproveBulkAction(PageBulkAction):
    """Shows what the checks find in each page before it is approved; a page that nobody may approve so is left out.

    Approved is what was shown: the form sends the step and the version of each page along, and a page that was
    submitted anew or changed since is left out.
    """

    display_name = pgettext_lazy("bulk action", "Approve")
    aria_label = pgettext_lazy("bulk action", "Approve the selected pages")
    action_type = "approve"
    action_priority = 25
    template_name = "adminsite/bulk_approve.html"
    form_class = BatchApprovalForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = len(request.GET.getlist("id"))
        if chosen <= MOST_AT_ONCE:
            return super().dispatch(request, *args, **kwargs)
        words = _("At most %(most)d pages are approved at once, and %(chosen)d were selected. Select fewer.")
        messages.error(request, words % {"most": MOST_AT_ONCE, "chosen": chosen})
        return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_explore_root")

    def check_perm(self, page: Page) -> bool:
        """Whether the task in which the page is offers the person to approve it."""
        state = page.current_workflow_task_state
        if state is None:
            return False
        actions = state.task.specific.get_actions(page.specific, self.request.user)
        return any(name == APPROVE for name, _label, _asks in actions)

    def object_context(self, page: Page) -> dict[str, Any]:
        return super().object_context(page) | {"findings": findings_of(page.get_latest_revision_as_object())}

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

    def form_valid(self, form: BatchApprovalForm) -> HttpResponse:
        """Not in one transaction, as Wagtail's actions are: what is refused of one page holds back no other."""
        approved, shown = 0, frozenset(self._sent)
        for page in sorted(self.get_queryset(Page, self.request.GET.getlist("id")), key=lambda page: page.pk):
            try:
                with atomic_refusing_deadlocks():
                    state = page.current_workflow_task_state
                    if state is None:
                        raise PermissionDenied
                    if _shown(page, state) not in shown:
                        raise VersionChanged
                    state.task.specific.on_action(state, self.request.user, APPROVE, **form.answers)
                approved += 1
            except (PortalRefusal, PermissionDenied, ValidationError) as refusal:
                told = {"title": page.get_admin_display_title(), "why": str(refusal)}
                messages.error(self.request, _("“%(title)s” was not approved: %(why)s") % told)
        if approved:
            done = ngettext("%(count)d page was approved.", "%(count)d pages were approved.", approved)
            messages.success(self.request, done % {"count": approved})
        return redirect(self.next_url)


def _shown(page: Page, state: TaskState) -> str:
    """Name a shown page for the form: the step in which it waits, and its version."""
    return f"{state.pk}:{page.latest_revision_id}"

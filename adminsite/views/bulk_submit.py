"""Several drafts are submitted to the board at once, page by page: each is refused or taken by itself."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import Page

from audit.errors import PortalRefusal
from editorial.review.findings import findings_of
from editorial.review.submitting import submit_draft, why_not_submitted

# Each page is checked twice while somebody waits: before the question, and when it is submitted.
MOST_AT_ONCE: Final = 50


class SubmitBulkAction(PageBulkAction):
    """Shows what the checks find in each page before it is submitted."""

    display_name = pgettext_lazy("bulk action", "Submit to the board")
    aria_label = pgettext_lazy("bulk action", "Submit the selected pages to the board")
    action_type = "submit"
    action_priority = 20
    template_name = "adminsite/bulk_submit.html"
    form_class = forms.Form

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = len(request.GET.getlist("id"))
        if chosen <= MOST_AT_ONCE:
            return super().dispatch(request, *args, **kwargs)
        words = _("At most %(most)d pages are submitted at once, and %(chosen)d were selected. Select fewer.")
        messages.error(request, words % {"most": MOST_AT_ONCE, "chosen": chosen})
        return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_explore_root")

    def check_perm(self, page: Page) -> bool:
        return why_not_submitted(page, by=self.request.user) is None

    def object_context(self, page: Page) -> dict[str, Any]:
        return super().object_context(page) | {"findings": findings_of(page.get_latest_revision_as_object())}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        for row in context["items_with_no_access"]:
            row["why"] = why_not_submitted(row["item"], by=self.request.user)
        return context

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Not in one transaction, as Wagtail's actions are: what is refused of one page holds back no other."""
        submitted = 0
        for page in sorted(self.get_queryset(Page, self.request.GET.getlist("id")), key=lambda page: page.pk):
            try:
                submit_draft(page, by=self.request.user)
                submitted += 1
            except PortalRefusal as refusal:
                told = {"title": page.get_admin_display_title(), "why": str(refusal)}
                messages.error(self.request, _("“%(title)s” was not submitted: %(why)s") % told)
        if submitted:
            done = ngettext("%(count)d page was submitted.", "%(count)d pages were submitted.", submitted)
            messages.success(self.request, done % {"count": submitted})
        return redirect(self.next_url)

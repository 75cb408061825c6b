"""Several drafts are submitted to the board at once, page by page: each is refused or taken by itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext_lazy
from wagtail.models import Page

from adminsite.views.checked_bulk_action import CheckedBulkAction
from editorial.review.submitting import submit_draft, why_not_submitted


class SubmitBulkAction(CheckedBulkAction):
    """Submits each page as it was last saved."""

    # Each page is checked twice while somebody waits: before the question, and when it is submitted.
    most_at_once = 50
    too_many_message = gettext_lazy(
        "At most %(most)d pages are submitted at once, and %(chosen)d were selected. Select fewer."
    )
    refusal_message = gettext_lazy("“%(title)s” was not submitted: %(why)s")
    success_message = ngettext_lazy("%(count)d page was submitted.", "%(count)d pages were submitted.", "count")
    display_name = pgettext_lazy("bulk action", "Submit to the board")
    aria_label = pgettext_lazy("bulk action", "Submit the selected pages to the board")
    action_type = "submit"
    action_priority = 20
    template_name = "adminsite/bulk_submit.html"

    def check_perm(self, page: Page) -> bool:
        return why_not_submitted(page, by=self.request.user) is None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        for row in context["items_with_no_access"]:
            row["why"] = why_not_submitted(row["item"], by=self.request.user)
        return context

    def act(self, page: Page, form: forms.Form) -> None:
        submit_draft(page, by=self.request.user)

"""Bulk actions on pages that the checks look at first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import Page

from audit.errors import PortalRefusal
from editorial.review.findings import findings_of

if TYPE_CHECKING:
    from django.utils.functional import Promise


class CheckedBulkAction(PageBulkAction):
    """Shows what the checks find in each page before the verb is done.

    Attributes:
        most_at_once: pages; more are refused as a whole.
        refusals: what holds back one page and no other.
        too_many_message, refusal_message, success_message: sentences with `most` and `chosen`, `title` and `why`,
            `count`.
    """

    most_at_once: ClassVar[int]
    refusals: ClassVar[tuple[type[Exception], ...]] = (PortalRefusal,)
    too_many_message: ClassVar[Promise]
    refusal_message: ClassVar[Promise]
    success_message: ClassVar[Promise]
    # Wagtail's asks, in English, whether pages below are meant as well: here each page is chosen.
    form_class = forms.Form

    def act(self, page: Page, form: Any) -> None:
        """Do with one page what was confirmed for all."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = len(request.GET.getlist("id"))
        if chosen <= self.most_at_once:
            return super().dispatch(request, *args, **kwargs)
        messages.error(request, self.too_many_message % {"most": self.most_at_once, "chosen": chosen})
        return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_explore_root")

    def object_context(self, page: Page) -> dict[str, Any]:
        return super().object_context(page) | {"findings": findings_of(page.get_latest_revision_as_object())}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Not in one transaction, as Wagtail's actions are."""
        count = 0
        for page in sorted(self.get_queryset(Page, self.request.GET.getlist("id")), key=lambda page: page.pk):
            try:
                self.act(page, form)
                count += 1
            except self.refusals as refusal:
                why = " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
                of_page = {"title": page.get_admin_display_title(), "why": why}
                messages.error(self.request, self.refusal_message % of_page)
        if count:
            messages.success(self.request, self.success_message % {"count": count})
        return redirect(self.next_url)

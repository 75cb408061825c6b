"""The screen on which the text of a draft in an old encoding is read in Unicode, and converted; the way to it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.models import Page

from formats.vietnamese.text import slug as slug_of
from home.contentcheck.conversion import convert_draft, encodings_of, version_seen, what_converts, why_not_converted
from home.contentcheck.old_texts import OldText, old_texts
from home.models.base import SLUG_LENGTH
from members.views.base import AdminFormMixin, AdminView


class ConvertTextView(AdminFormMixin, AdminView):
    """What the draft that was saved last says, and what it would say in Unicode; for those who may edit the page."""

    form_class = forms.Form
    template_name = "home/convert_text.html"
    page_title = gettext_lazy("Convert to Unicode")
    submit_label = gettext_lazy("Convert and save as draft")
    header_icon = "doc-full-inverse"
    introduction = (
        gettext_lazy(
            "Read what stands under “After”: a word may be read wrongly, and capitals may be missing. Nothing else of "
            "the page is changed, and nothing becomes public."
        ),
    )

    @cached_property
    def page(self) -> Page:
        return get_object_or_404(Page, pk=self.kwargs["page_id"]).specific

    def has_permission(self) -> bool:
        return bool(self.page.permissions_for_user(self.request.user).can_edit())

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": self.get_success_url(), "label": self.page.get_admin_display_title()}]

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def form_valid(self, form: forms.Form) -> HttpResponse:
        count = len(what_converts(self.page))
        convert_draft(self.page, by=self.request.user, seen=self.request.POST.get("revision", ""))
        told = ngettext(
            "%(count)d text was converted to Unicode, and saved as a new draft. Read the page before you submit it.",
            "%(count)d texts were converted to Unicode, and saved as a new draft. Read the page before you submit it.",
            count,
        )
        return self.succeed(told % {"count": count})

    def get_success_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # As it is now: somebody may have saved it since this request began.
        page = Page.objects.get(pk=self.page.pk).specific
        found = what_converts(page)
        return super().get_context_data(
            texts=found,
            encodings=", ".join(encodings_of(found)),
            revision=version_seen(page),
            refusal=why_not_converted(page, by=self.request.user) or "",
            keeps_old_address=_keeps_old_address(page.get_latest_revision_as_object(), found),
            **kwargs,
        )


def _keeps_old_address(page: Page, found: list[OldText]) -> bool:
    """Whether the address was made from a title that nobody could read."""
    made = slug_of(page.title)[:SLUG_LENGTH].strip("-")
    return not page.live and page.slug == made and any(text.place.field == "title" for text in found)


def warn_of_old_texts(request: HttpRequest, page: Page) -> None:
    """Say in the page editor that the draft has text in an old encoding, and lead to its conversion."""
    if request.method != "GET" or request.GET.get("_w_hydrate_create_view"):
        return
    found = old_texts(page)
    if not found:
        return
    offered = any(text.lines for text in found) and why_not_converted(page, by=request.user) is None
    messages.warning(
        request,
        _("This page has text in an old encoding (%(names)s), which nobody can read and which cannot be submitted.")
        % {"names": ", ".join(encodings_of(found))},
        buttons=[messages.button(reverse("convert_text", args=[page.pk]), _("Preview the conversion"))]
        if offered
        else None,
    )

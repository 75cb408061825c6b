"""When an approved page becomes public: the screen of the board, and what the page editor says of it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.models import Page

from audit.formatting import format_day
from editorial.forms.schedule import PublicationChoice, PublicationTimeForm
from editorial.permissions import can_review
from editorial.review.schedule import cancel_schedule, change_publication_time, waits_for_its_time
from members.views.base import AdminFormMixin, AdminView, portal_url


class PublicationTimeView(AdminFormMixin, AdminView):
    """The board publishes an approved page at another time than planned, at once, or not yet. The approvals stand."""

    header_icon = "calendar-alt"
    form_class = PublicationTimeForm
    page_title = gettext_lazy("Time of publication")
    introduction = (
        gettext_lazy(
            "The page stays approved whatever you choose here: nobody has to approve it again. Where you cancel the "
            "schedule, it waits until the board chooses a time, and can be edited meanwhile."
        ),
    )
    refusal_fields = {"ends_before_it_begins": "go_live_at", "earlier_than_approved": "go_live_at"}

    @cached_property
    def page(self) -> Page:
        return get_object_or_404(Page, pk=self.kwargs["page_id"])

    def has_permission(self) -> bool:
        return can_review(self.request.user, self.page, on=self.today)

    def get_form_kwargs(self) -> dict[str, Any]:
        scheduled = self.page.scheduled_revision
        return {"initial": {"go_live_at": scheduled.approved_go_live_at if scheduled is not None else None}}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        choice, publish_at = form.cleaned_data["choice"], form.cleaned_data["go_live_at"]
        if choice == PublicationChoice.NOT_YET:
            cancel_schedule(self.page, by=self.request.user, at=self.now)
            return self.succeed(_("The schedule is cancelled. The page stays approved and waits for a time."))
        if choice == PublicationChoice.NOW:
            change_publication_time(self.page, None, by=self.request.user, at=self.now)
            return self.succeed(_("“%(title)s” is public.") % {"title": self.page.title})
        change_publication_time(self.page, publish_at, by=self.request.user, at=self.now)
        return self.succeed(_("The page becomes public at %(time)s.") % {"time": format_day(publish_at.isoformat())})

    def get_success_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": self.get_success_url(), "label": self.page.title}]

    def get_page_subtitle(self) -> str:
        return str(self.page.draft_title or self.page.title)


def offer_publication_time(request: HttpRequest, page: Page) -> None:
    """Lead the board from the editor of an approved page that is not public yet to the time of its publication."""
    if request.method != "GET" or not can_review(request.user, page, on=timezone.localdate()):
        return
    if page.scheduled_revision is not None or waits_for_its_time(page):
        button = messages.button(portal_url("publication_time", page.pk), _("Change or cancel the time"))
        message = _("This version is approved: the board can publish it now, or at another time, without a new review.")
        messages.info(request, message, buttons=[button])

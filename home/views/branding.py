"""The look of a portal in the admin."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe
from wagtail.contrib.settings.views import EditView

from editorial.proposals.actions.proposal import take_back_reverted
from editorial.views.proposing import TellsProposalMixin, reverted_message, waiting_values
from home.branding.look import logo_address, look_of, look_style_sheet
from home.context_processors import MenuEntry
from home.models import PortalBranding
from home.serving.frame import frame_of
from sites.directory import PortalRecord, get_directory
from sites.models import Portal


class BrandingEditView(TellsProposalMixin, EditView):
    """Stands before Wagtail's at the same address (`cityportal.shadowed_urls`): says that a change was submitted.

    The form begins with what the person submitted and nobody decided on, since proposing again takes its place, and
    setting it back takes it back.
    """

    is_taken_back = False

    def get_initial(self) -> dict[str, Any]:
        return waiting_values(self.request, self.object) | super().get_initial()

    def save_instance(self) -> PortalBranding:
        row: PortalBranding = super().save_instance()
        if self.form.proposal is None:
            self.is_taken_back = take_back_reverted(row, self.form.fields, by=self.request.user, at=timezone.now())
        return row

    def get_success_message(self, *args: Any) -> str:
        return reverted_message() if self.is_taken_back else super().get_success_message(*args)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A save asks whether the look is public once nobody opens the portal: else it would change past the board."""
        if request.method != "POST":
            return super().dispatch(request, *args, **kwargs)
        with transaction.atomic():
            list(Portal.objects.select_for_update(no_key=True).filter(site=kwargs["pk"]).values_list("pk"))
            return super().dispatch(request, *args, **kwargs)


@require_safe
def portal_look(request: HttpRequest, portal_id: int) -> HttpResponse:
    """The head of a portal's pages, with the look that the address asks for (`home.branding.look`), in a frame."""
    portal = _portal(portal_id)
    entries = frame_of(portal, settings.LANGUAGE_CODE, None).menu
    with override(settings.LANGUAGE_CODE):
        return render(
            request,
            "home/look.html",
            {
                "portal": portal,
                # One of them as it looks on its own page.
                "menu": [
                    MenuEntry(page.menu_title, "#", "" if number else "page") for number, page in enumerate(entries)
                ],
                "logo_url": logo_address(look_of(portal, request.GET), request.GET),
                "css_url": f"{reverse('portal_look_css', args=[portal_id])}?{request.GET.urlencode()}",
            },
        )


@require_safe
def portal_look_css(request: HttpRequest, portal_id: int) -> HttpResponse:
    """The style sheet of the look that the address asks for."""
    css = look_style_sheet(look_of(_portal(portal_id), request.GET), request.GET)
    return HttpResponse(css, content_type="text/css; charset=utf-8")


def _portal(portal_id: int) -> PortalRecord:
    record = get_directory().by_id.get(portal_id)
    if record is None:
        raise Http404
    return record

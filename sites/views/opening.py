"""The board's head or deputy approves what becomes public with the opening of the portal."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.ui.components import Component

from sites.administration import seats_to_open
from sites.enums import PortalState
from sites.forms import OpenForm
from sites.models import BoardSeat, Portal
from sites.opening import changed_by, pages_to_open, pages_to_review, what_opens
from sites.permissions import approving_seat
from sites.portal_states import open_portal
from sites.views.base import FormScreen, PortalScreen, portal_url


class OpenPortalView(FormScreen, PortalScreen):
    """Shows the starter pages, and opens the portal by the board's approval. For approving seats of its board only."""

    form_class = OpenForm
    template_name = "sites/open_portal.html"
    page_title = gettext_lazy("Open the portal")
    submit_label = gettext_lazy("Approve and open the portal")
    header_icon = "globe"

    def allows(self) -> bool:
        return self.seat is not None

    @cached_property
    def seat(self) -> BoardSeat | None:
        if self.portal is None or self.portal.container is None:
            return None
        return approving_seat(self.request.user, self.portal.container, on=self.today)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pages = pages_to_open(self.portal) if self.can_open else []
        top = pages[0].depth if pages else 0
        return super().get_context_data(
            can_open=self.can_open,
            rows=[
                {"page": page, "indent": range(page.depth - top), "own": changed_by(self.request.user, page)}
                for page in pages
            ],
            seat=self.seat,
            to_review=pages_to_review(self.portal),
            **kwargs,
        )

    @property
    def can_open(self) -> bool:
        return self.portal.state == PortalState.PREPARING

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"item": self.portal.vietnamese_home, "initial": {"seen": lambda: what_opens(self.portal)}}

    def show_again(self, form: OpenForm) -> HttpResponse:
        """What is shown now is what is approved next."""
        form.data = form.data.copy()
        form.data["seen"] = what_opens(self.portal)
        return super().show_again(form)

    def perform(self, form: OpenForm) -> str:
        count = open_portal(
            self.portal, by=self.request.user, at=self.now, checklist=form.answers, seen=form.cleaned_data["seen"]
        )
        told = ngettext(
            "The portal is open at %(url)s: %(count)d page is public.",
            "The portal is open at %(url)s: %(count)d pages are public.",
            count,
        )
        return told % {"url": self.portal.root_url, "count": count}

    def get_success_url(self) -> str:
        return reverse("wagtailadmin_home")


class OpeningPanel(Component):
    """On the dashboard of those who can approve the opening of a portal that is in preparation."""

    name = "portals_to_open"
    template_name = "sites/opening_panel.html"
    order = 200

    def __init__(self, portals: list[Portal]) -> None:
        self.portals = portals

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"rows": [{"portal": portal, "url": portal_url("open", portal.pk)} for portal in self.portals]}


def add_opening_panel(request: Any, panels: list[Any]) -> None:
    """Put the panel on the dashboard where there is something to open."""
    portals = {seat.board.portal for seat in seats_to_open(request.user, on=timezone.localdate())}
    if portals:
        panels.append(OpeningPanel(sorted(portals, key=lambda portal: portal.name_vi)))


__all__ = ["OpenPortalView", "OpeningPanel", "add_opening_panel"]

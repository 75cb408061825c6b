"""The board's head or deputy approves what becomes public with the opening of the portal."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from audit.models import PortalEvent
from editorial.forms.checklist import OpenForm
from editorial.permissions import approving_seat
from members.access.permissions import seats_to_open
from members.models import BoardSeat
from members.views.base import AdminFormMixin, PortalView, portal_url
from provisioning.opening import (
    changed_by,
    first_approval,
    obstacles,
    pages_to_review,
    persons_asked,
    starter_pages,
    what_opens,
)
from provisioning.portal_states import approve_opening, open_portal
from sites.enums import PortalState
from sites.models import Portal
from sites.registry import OpeningRequirement, kinds_of_opened_rows, missing_requirements

# What a form says that asks for the first of two approvals.
FIRST = "first"
FIRST_LABEL = gettext_lazy("Approve as the first of two")


class MissingMixin:
    """A screen about a portal in preparation that lists what it lacks, with links for those who can enter it."""

    def missing_context(self: Any) -> dict[str, Any]:
        missing = missing_requirements(self.portal, at=self.now)
        return {
            "missing_legal": [self._requirement_row(one) for one in missing if one.is_legal],
            "missing_rest": [self._requirement_row(one) for one in missing if not one.is_legal],
        }

    def _requirement_row(self: Any, one: OpeningRequirement) -> dict[str, Any]:
        asked = (self.request.user, self.portal, self.today)
        return {"requirement": one, "url": one.address(*asked) if one.may_enter(*asked) else ""}


class OpenPortalView(MissingMixin, AdminFormMixin, PortalView):
    """Shows what becomes public and what stays closed, and opens the portal by the board's approval, or keeps the first
    approval of two. For approving seats of its board only."""

    form_class = OpenForm
    template_name = "sites/open_portal.html"
    page_title = gettext_lazy("Open the portal")
    submit_label = gettext_lazy("Approve and open the portal")
    header_icon = "globe"

    def has_permission(self) -> bool:
        return self.seat is not None

    def portal_held(self) -> int | None:
        return self.kwargs["portal_id"]

    @cached_property
    def seat(self) -> BoardSeat | None:
        if self.portal is None or self.portal.container is None:
            return None
        return approving_seat(self.request.user, self.portal.container, on=self.today)

    @property
    def can_open(self) -> bool:
        return self.portal.state == PortalState.PREPARING

    @cached_property
    def seen(self) -> str:
        """What the screen shows, as the verb will ask for it; after a refusal, what is there by then."""
        return what_opens(self.portal, at=self.now)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(can_open=self.can_open, seat=self.seat, **kwargs)
        return context | self._what_opens() if self.can_open else context

    def _what_opens(self) -> dict[str, Any]:
        """What the board reads before it approves."""
        starters = starter_pages(self.portal, at=self.now)
        first = first_approval(self.portal, seen=self.seen, on=self.today) if self.needs_two else None
        top = starters[0][0].depth if starters else 0
        rows = [self._row(page, first) | {"indent": range(page.depth - top)} for page, why in starters if why is None]
        kinds = [{"name": kind.name, "shown": kind.shown(self.portal)} for kind in kinds_of_opened_rows()]
        gives_first = self.needs_two and first is None
        return {
            "rows": rows,
            "closed": [{"page": page, "why": why.label} for page, why in starters if why is not None],
            "kinds": [kind for kind in kinds if kind["shown"]],
            "to_review": pages_to_review(self.portal),
            "obstacles": obstacles(self.portal, starters, by=self.request.user),
            **self.missing_context(),
            "gives_first": gives_first,
            "first": first,
            "is_own_first": first is not None and first.actor_id == self.request.user.pk,
            "submit_label": FIRST_LABEL if gives_first else self.submit_label,
        }

    def _row(self, page: Page, first: PortalEvent | None) -> dict[str, Any]:
        return {
            "page": page,
            "own": changed_by(self.request.user, page),
            "by_first": first is not None and changed_by(first.actor, page),
        }

    @cached_property
    def needs_two(self) -> bool:
        return persons_asked(self.portal) > 1

    def _step(self) -> str:
        return FIRST if self.needs_two and first_approval(self.portal, seen=self.seen, on=self.today) is None else ""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"item": self.portal.vietnamese_home, "initial": {"seen": lambda: self.seen, "step": self._step}}

    def form_invalid(self, form: OpenForm) -> HttpResponse:
        """What is shown now is what is approved next."""
        form.data = form.data.copy()
        form.data["seen"], form.data["step"] = self.seen, self._step()
        return super().form_invalid(form)

    def form_valid(self, form: OpenForm) -> HttpResponse:
        said = {"by": self.request.user, "at": self.now, "checklist": form.answers, "seen": form.cleaned_data["seen"]}
        if form.cleaned_data["step"] == FIRST:
            approve_opening(self.portal, **said)
            return self.succeed(
                _("Your approval is recorded. The portal opens when another person on the board approves it too.")
            )
        count = open_portal(self.portal, **said)
        told = ngettext(
            "The portal is open at %(url)s: %(count)d page is public.",
            "The portal is open at %(url)s: %(count)d pages are public.",
            count,
        )
        return self.succeed(told % {"url": self.portal.root_url, "count": count})

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

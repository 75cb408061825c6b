"""The guides inside the admin, under Help, and their handouts to print."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem

from adminsite.enums import Audience
from adminsite.help.first_steps import audiences_of, note_opened_guide
from adminsite.help.guides import (
    EDITORS,
    FILES,
    HANDOUT_OF,
    HANDOUTS,
    OPERATORS,
    Handout,
    Part,
    handout_of,
    parts_of,
    parts_with,
)
from adminsite.help.screens import place_of_screen
from members.access.permissions import supervises_some
from members.access.roles import roles_of
from members.views.base import AdminView, portal_url

TITLES = {EDITORS: _("Guide for editors and boards"), OPERATORS: _("Guide for operators")}
# Letters of a query that are looked at.
LONGEST_QUERY = 100


class GuideView(AdminView, TemplateView):
    """One part of a guide, or the parts that have the words of a query. That for operators is theirs alone."""

    template_name = "adminsite/guide.html"
    header_icon = "help"

    def has_permission(self) -> bool:
        return self.guide == EDITORS or self.supervises_some

    @property
    def guide(self) -> str:
        name = self.kwargs["guide"]
        if name not in FILES:
            raise Http404
        return str(name)

    @cached_property
    def part(self) -> Part:
        parts = parts_of(self.guide)
        slug = self.kwargs.get("part", parts[0].slug)
        for part in parts:
            if part.slug == slug:
                return part
        raise Http404

    def get_page_title(self) -> str:
        return str(TITLES[self.guide])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = self.request.GET.get("q", "")[:LONGEST_QUERY].strip()
        return super().get_context_data(**kwargs) | {
            "guide": self.guide,
            "guides": [(name, title) for name, title in TITLES.items() if name == EDITORS or self.supervises_some],
            "parts": parts_of(self.guide),
            "part": self.part,
            "query": query,
            "found": parts_with(self.guide, query) if query else [],
            "handouts": self.handouts() if self.part.slug == HANDOUTS else [],
        }

    def handouts(self) -> list[Audience]:
        """Of this guide, those of the person first."""
        own = audiences_of(roles_of(self.request.user, on=self.today))
        found = [audience for audience, (guide, _section) in HANDOUT_OF.items() if guide == self.guide]
        return sorted(found, key=lambda audience: audience not in own)


class OpenGuideView(AdminView):
    """Open a guide from the first steps, which remember it: reading alone writes nothing."""

    def has_permission(self) -> bool:
        return self.request.method == "POST" and (self.kwargs["guide"] == EDITORS or self.supervises_some)

    def post(self, request: HttpRequest, guide: str) -> HttpResponse:
        if guide not in FILES:
            raise Http404
        note_opened_guide(guide, by=request.user, at=self.now)
        return redirect(portal_url("guide", guide))


class HandoutView(AdminView, TemplateView):
    """One page of paper for an audience. That of operators is for those who read their guide."""

    template_name = "adminsite/handout.html"
    header_icon = "help"

    def has_permission(self) -> bool:
        return HANDOUT_OF[self.audience][0] == EDITORS or self.supervises_some

    @property
    def audience(self) -> Audience:
        try:
            return Audience(self.kwargs["audience"])
        except ValueError as error:
            raise Http404 from error

    @property
    def handout(self) -> Handout:
        return handout_of(self.audience)

    def get_page_title(self) -> str:
        return self.handout.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        guide, _section = HANDOUT_OF[self.audience]
        return super().get_context_data(**kwargs) | {"handout": self.handout, "guide": guide, "part": HANDOUTS}


class ScreenHelpMenuItem(MenuItem):
    """Leads to the part of the guide that helps with the screen it is shown on."""

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        view = request.resolver_match.view_name if request.resolver_match else ""
        reads_all = supervises_some(request.user, on=timezone.localdate())
        guide, part, section = place_of_screen(view, reads_all=reads_all)
        component.url = portal_url("guide_part", guide, part) + (f"#{section}" if section else "")
        return component


def help_menu_items() -> tuple[MenuItem, MenuItem]:
    """What Help offers: the part about the screen, and the whole guide."""
    address = reverse("portals_admin:guide", args=[EDITORS])
    return (
        ScreenHelpMenuItem(_("Help with this screen"), address, name="help-screen", icon_name="help", order=10),
        MenuItem(_("Guide"), address, name="guide", icon_name="doc-full", order=20),
    )

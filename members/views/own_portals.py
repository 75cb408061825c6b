"""Where somebody begins who answers for portals."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views.generic.base import TemplateView

from members.views.base import AdminView, portal_url
from sites.models import Portal
from sites.models.portal import PortalQuerySet


class OwnPortalsView(AdminView, TemplateView):
    """Straight to a screen of the own portal, or a choice of the own ones."""

    template_name = "sites/own_portals.html"
    # Name of the screen of one portal, and what stands above the choice.
    leads_to: ClassVar[str]
    introduction: ClassVar[Any]

    def own(self) -> PortalQuerySet:
        """Portals that the person answers for. None unless a screen says otherwise."""
        return Portal.objects.none()

    def url_of(self, portal: Portal) -> str:
        """Address of the screen of one portal."""
        return portal_url(self.leads_to, portal.pk)

    @cached_property
    def portals(self) -> list[Portal]:
        return list(self.own().select_related("kind"))

    def has_permission(self) -> bool:
        return bool(self.portals)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if len(self.portals) == 1:
            return redirect(self.url_of(self.portals[0]))
        return super().get(request, *args, **kwargs)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [{"portal": portal, "url": self.url_of(portal)} for portal in self.portals]
        return super().get_context_data(rows=rows, introduction=self.introduction, **kwargs)

"""Registration only."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from home.clock_views import readable_portals
from information.views import RequiredExportView, RequiredOfPortalView, RequiredPortalsView


@hooks.register("register_admin_urls")
def register_required_urls() -> list[URLPattern]:
    return [
        path("required/", RequiredPortalsView.as_view(), name="required_portals"),
        path("required/export/", RequiredExportView.as_view(), name="required_export"),
        path("required/<int:portal_id>/", RequiredOfPortalView.as_view(), name="required_of_portal"),
    ]


class RequiredMenuItem(MenuItem):
    """For who works on the content of a portal, and for supervisors."""

    def is_shown(self, request: HttpRequest) -> bool:
        return readable_portals(request) != frozenset()


@hooks.register("register_reports_menu_item")
def register_required_menu_item() -> MenuItem:
    return RequiredMenuItem(
        pgettext_lazy("admin menu", "Required information"),
        reverse_lazy("required_portals"),
        name="required-information",
        icon_name="tasks",
        order=82,
    )

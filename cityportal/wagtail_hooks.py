"""Registration only."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from adminsite.views.menu import OperatorsMenuItem, SupervisedMenuItem
from cityportal.views.conformance import ConformanceOfPortalView, ConformanceView
from cityportal.views.demo_mails import DemoMailsView
from cityportal.views.health import HealthView


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    urls = [
        path("health/", HealthView.as_view(), name="health"),
        path("conformance/", ConformanceView.as_view(), name="conformance"),
        path("conformance/<int:portal_id>/", ConformanceOfPortalView.as_view(), name="conformance_of_portal"),
    ]
    # Whoever reads the mails of others takes over their accounts: the list is there in development alone.
    if settings.LISTED_MAILS_DIR is not None:
        urls.append(path("demo-mails/", DemoMailsView.as_view(), name="demo_mails"))
    return urls


@hooks.register("register_settings_menu_item")
def offer_health() -> MenuItem:
    return OperatorsMenuItem(
        pgettext_lazy("admin menu", "System health"),
        reverse_lazy("health"),
        name="health",
        icon_name="circle-check",
        order=655,
    )


@hooks.register("register_reports_menu_item")
def offer_conformance() -> MenuItem:
    return SupervisedMenuItem(
        pgettext_lazy("admin menu", "Conformance"),
        reverse_lazy("conformance"),
        name="conformance",
        icon_name="circle-check",
        order=78,
    )


if settings.LISTED_MAILS_DIR is not None:

    @hooks.register("register_reports_menu_item")
    def offer_demo_mails() -> MenuItem:
        return OperatorsMenuItem(
            pgettext_lazy("admin menu", "Mails of the demo"),
            reverse_lazy("demo_mails"),
            name="demo-mails",
            icon_name="mail",
            order=900,
        )

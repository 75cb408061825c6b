"""Registration only."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from exchange.views.archive import ArchivePackagesView, FetchPackageView
from exchange.views.figures import FiguresExportView, FiguresView
from sites.permissions import can_operate, can_supervise


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [
        path("figures/", FiguresView.as_view(), name="figures"),
        path("figures/export/", FiguresExportView.as_view(), name="figures_export"),
        path("archive/", ArchivePackagesView.as_view(), name="archive_packages"),
        path("archive/fetch/", FetchPackageView.as_view(), name="archive_package_fetch"),
    ]


class SupervisorsMenuItem(MenuItem):
    """Shown to supervisors and operators."""

    def is_shown(self, request: HttpRequest) -> bool:
        today = timezone.localdate()
        return can_supervise(request.user, on=today) or can_operate(request.user, on=today)


@hooks.register("register_reports_menu_item")
def register_figures_menu_item() -> MenuItem:
    return SupervisorsMenuItem(
        _("Figures for the measurement system"),
        reverse_lazy("figures"),
        name="figures",
        icon_name="table",
        order=230,
    )


class OperatorsMenuItem(MenuItem):
    """Shown to operators."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_operate(request.user, on=timezone.localdate())


@hooks.register("register_reports_menu_item")
def register_archive_menu_item() -> MenuItem:
    return OperatorsMenuItem(
        _("Archive packages"),
        reverse_lazy("archive_packages"),
        name="archive-packages",
        icon_name="download",
        order=240,
    )

"""Registration only."""

from __future__ import annotations

from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from adminsite.views.menu import OperatorsMenuItem, SupervisorsMenuItem
from exchange.views.archive import ArchivePackagesView, FetchPackageView
from exchange.views.figures import FiguresExportView, FiguresView


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [
        path("figures/", FiguresView.as_view(), name="figures"),
        path("figures/export/", FiguresExportView.as_view(), name="figures_export"),
        path("archive/", ArchivePackagesView.as_view(), name="archive_packages"),
        path("archive/fetch/", FetchPackageView.as_view(), name="archive_package_fetch"),
    ]


@hooks.register("register_reports_menu_item")
def register_figures_menu_item() -> MenuItem:
    return SupervisorsMenuItem(
        _("Figures for the measurement system"),
        reverse_lazy("figures"),
        name="figures",
        icon_name="table",
        order=230,
    )


@hooks.register("register_reports_menu_item")
def register_archive_menu_item() -> MenuItem:
    return OperatorsMenuItem(
        _("Archive packages"),
        reverse_lazy("archive_packages"),
        name="archive-packages",
        icon_name="download",
        order=240,
    )

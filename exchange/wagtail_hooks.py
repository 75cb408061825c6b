"""Registration only."""

from __future__ import annotations

from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

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


for item in (
    SupervisorsMenuItem(
        _("Figures for the measurement system"),
        reverse_lazy("figures"),
        name="figures",
        icon_name="table",
        order=230,
    ),
    OperatorsMenuItem(
        _("Archive packages"),
        reverse_lazy("archive_packages"),
        name="archive-packages",
        icon_name="download",
        order=240,
    ),
):
    hooks.register("register_reports_menu_item", lambda item=item: item)

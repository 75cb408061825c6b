"""Registration only."""

from __future__ import annotations

from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks

from adminsite.views.menu import OperatorsMenuItem, SupervisedMenuItem
from exchange.views import sources
from exchange.views.archive import ArchivePackagesView, FetchPackageView
from exchange.views.availability import AvailabilityView
from exchange.views.figures import FiguresExportView, FiguresView


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [
        path("figures/", FiguresView.as_view(), name="figures"),
        path("figures/export/", FiguresExportView.as_view(), name="figures_export"),
        path("availability/", AvailabilityView.as_view(), name="availability"),
        path("archive/", ArchivePackagesView.as_view(), name="archive_packages"),
        path("archive/fetch/", FetchPackageView.as_view(), name="archive_package_fetch"),
        path("sources/", sources.SourceListView.as_view(), name="item_sources"),
        path("sources/results/", sources.SourceListView.as_view(results_only=True), name="item_sources_results"),
        path("sources/new/", sources.AddSourceView.as_view(), name="item_source_add"),
        path("sources/<int:source_id>/", sources.SourceView.as_view(), name="item_source"),
        path("sources/<int:source_id>/end/", sources.EndSourceView.as_view(), name="item_source_end"),
    ]


for item in (
    SupervisedMenuItem(
        _("Figures for the measurement system"),
        reverse_lazy("figures"),
        name="figures",
        icon_name="table",
        order=230,
    ),
    SupervisedMenuItem(
        pgettext_lazy("admin menu", "Availability"),
        reverse_lazy("availability"),
        name="availability",
        icon_name="time",
        order=108,
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


@hooks.register("register_settings_menu_item")
def offer_sources() -> sources.SourcesMenuItem:
    return sources.SourcesMenuItem(
        pgettext_lazy("admin menu", "Sources of items"),
        reverse_lazy("item_sources"),
        name="item-sources",
        icon_name="download",
        order=705,
    )

"""Registration only."""

from __future__ import annotations

from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from adminsite.views.menu import OperatorsMenuItem
from search.oversight.views import SearchStatisticsView


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [path("search-statistics/", SearchStatisticsView.as_view(), name="search_statistics")]


@hooks.register("register_settings_menu_item")
def offer_statistics() -> MenuItem:
    return OperatorsMenuItem(
        pgettext_lazy("admin menu", "Search of citizens"),
        reverse_lazy("search_statistics"),
        name="search-statistics",
        icon_name="search",
        order=656,
    )

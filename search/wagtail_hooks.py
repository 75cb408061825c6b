"""Registration only: admin addresses and menu entries of the search."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils import timezone
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from adminsite.views.menu import OperatorsMenuItem
from members.access.permissions import reviewed_portals
from search import admin_urls
from search.permissions import can_keep_synonyms


@hooks.register("register_admin_urls")
def register_search_urls() -> list[URLPattern | URLResolver]:
    return [path("search/", include(admin_urls))]


class SynonymsMenuItem(MenuItem):
    """For the board of the city portal."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_keep_synonyms(request.user, on=timezone.localdate())


@hooks.register("register_settings_menu_item")
def register_synonyms_menu_item() -> MenuItem:
    return SynonymsMenuItem(
        pgettext_lazy("admin menu", "Synonyms of the search"),
        reverse_lazy(f"{admin_urls.app_name}:synonyms"),
        name="search-synonyms",
        icon_name="search",
        order=690,
    )


class BestBetsMenuItem(MenuItem):
    """For those who approve on the board of a portal."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(reviewed_portals(request.user, on=timezone.localdate()))


@hooks.register("register_settings_menu_item")
def register_best_bets_menu_item() -> MenuItem:
    return BestBetsMenuItem(
        pgettext_lazy("admin menu", "Best bets of the search"),
        reverse_lazy(f"{admin_urls.app_name}:best_bets"),
        name="search-best-bets",
        icon_name="pick",
        order=685,
    )


@hooks.register("register_settings_menu_item")
def register_statistics_menu_item() -> MenuItem:
    return OperatorsMenuItem(
        pgettext_lazy("admin menu", "Search of citizens"),
        reverse_lazy(f"{admin_urls.app_name}:statistics"),
        name="search-statistics",
        icon_name="search",
        order=656,
    )

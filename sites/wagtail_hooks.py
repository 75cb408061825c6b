"""Registration only: the admin screens of the registry, their menu items, what the menus leave out."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils import timezone
from django.utils.translation import pgettext_lazy
from django.views.generic import RedirectView
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.query import PageQuerySet

from sites import admin_urls
from sites.administration import administered_ids
from sites.permissions import boards_of, can_supervise
from sites.scope import scope_of_request
from sites.views.base import NAMESPACE
from sites.views.opening import add_opening_panel
from sites.views.review import explain_missing_approval

# Wagtail's own pages about Wagtail, in English, on another site.
HELP_ELSEWHERE = ("whats-new-in-wagtail", "editor-guide")


class PortalsMenuItem(MenuItem):
    """For those who see the registry."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_supervise(request.user, on=timezone.localdate())


class OwnRolesMenuItem(MenuItem):
    """For those who administer a portal."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(administered_ids(request.user, on=timezone.localdate()))


class OwnBoardsMenuItem(MenuItem):
    """For those who sit on a board."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(boards_of(request.user, on=timezone.localdate()))


@hooks.register("register_admin_urls")
def register_portal_urls() -> list[URLPattern | URLResolver]:
    return [path("portals/", include(admin_urls))]


@hooks.register("register_admin_urls")
def register_sites_menu() -> list[URLPattern | URLResolver]:
    """Lead from where Wagtail's lists link to its screens of sites, which are not installed, to our registry."""
    menu = [path("", RedirectView.as_view(pattern_name=f"{NAMESPACE}:index"), name="index")]
    return [path("sites/", include((menu, "wagtailsites")))]


@hooks.register("register_admin_menu_item")
def register_portals_menu_item() -> MenuItem:
    return PortalsMenuItem(
        pgettext_lazy("admin menu", "Portals"),
        reverse_lazy(f"{NAMESPACE}:index"),
        name="portals",
        icon_name="site",
        order=50,
    )


@hooks.register("register_admin_menu_item")
def register_own_roles_menu_item() -> MenuItem:
    return OwnRolesMenuItem(
        pgettext_lazy("admin menu", "Roles"),
        reverse_lazy(f"{NAMESPACE}:own_roles"),
        name="own-roles",
        icon_name="user",
        order=900,
    )


@hooks.register("register_admin_menu_item")
def register_own_boards_menu_item() -> MenuItem:
    return OwnBoardsMenuItem(
        pgettext_lazy("admin menu", "Editorial board"),
        reverse_lazy(f"{NAMESPACE}:own_boards"),
        name="own-boards",
        icon_name="group",
        order=890,
    )


@hooks.register("construct_reports_menu")
def leave_out_reports_over_all_portals(request: HttpRequest, items: list[MenuItem]) -> None:
    """The guard keeps Wagtail's reports from all but superusers: each shows rows or names of every portal."""
    if not request.user.is_superuser:
        items.clear()


@hooks.register("construct_help_menu")
def leave_out_help_elsewhere(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if not item.name.startswith(HELP_ELSEWHERE)]


@hooks.register("construct_homepage_panels")
def show_portals_to_open(request: HttpRequest, panels: list[Any]) -> None:
    add_opening_panel(request, panels)


@hooks.register("before_edit_page")
def explain_missing_approval_of_own_work(request: HttpRequest, page: Page) -> None:
    explain_missing_approval(request, page)


@hooks.register("construct_page_chooser_queryset")
def offer_own_and_public_pages(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Choosers list pages of every portal: leave those that are neither the person's own nor public."""
    # By key: a search knows few fields to filter by.
    offered = Page.objects.filter(scope_of_request(request).choosable_pages())
    pages = pages.filter(pk__in=offered.order_by().values_list("pk", flat=True))
    # The state of each row, asked for all of them at once.
    return pages.annotate_approved_schedule().prefetch_workflow_states().prefetch_related("locale")

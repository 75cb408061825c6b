"""Registration only: the admin screens of the registry, their menu items, what the menus leave out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import pgettext_lazy
from django.views.generic import RedirectView
from wagtail import hooks
from wagtail.admin.admin_url_finder import register_admin_url_finder
from wagtail.admin.menu import MenuItem
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.widgets.button import Button
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.models import Page
from wagtail.query import PageQuerySet

from accounts.models import User
from accounts.names import told_instead
from sites import admin_urls
from sites.audit import reads_audit
from sites.kept_pages import on_portal_of
from sites.models import ProposedChange
from sites.permissions import can_operate, can_supervise
from sites.scope import scope_of_request
from sites.sent import key_sent
from sites.standing import standing_of
from sites.views.account import digest_panel
from sites.views.base import NAMESPACE
from sites.views.board_warnings import add_board_warnings_panel
from sites.views.calendar import add_calendar_panel
from sites.views.kept_pages import CountedDeleteAction
from sites.views.my_work import put_my_work_first
from sites.views.opening import add_opening_panel
from sites.views.page_api import OwnPagesAPIViewSet
from sites.views.page_buttons import ProposalsMenuItem, proposal_buttons
from sites.views.proposals import ProposalURLFinder
from sites.views.review import explain_missing_approval, put_approval_first
from sites.views.takedown import add_takedown_panel
from sites.viewsets import OwnPageViewSet

register_admin_url_finder(ProposedChange, ProposalURLFinder)

# Wagtail's own pages about Wagtail, in English, on another site.
HELP_ELSEWHERE = ("whats-new-in-wagtail", "editor-guide")
NO_PICTURE = "wagtailadmin/images/default-user-avatar.png"
# Of wagtail-localize: lists the versions of every portal.
REPORT_OVER_ALL_PORTALS = "wagtail_localize:translations_report"


class PortalsMenuItem(MenuItem):
    """For those who see the registry."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_supervise(request.user, on=timezone.localdate())


class OwnRolesMenuItem(MenuItem):
    """For those who administer a portal."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(standing_of(request.user, on=timezone.localdate()).administered)


class AuditMenuItem(MenuItem):
    """For those who read the record of a portal."""

    def is_shown(self, request: HttpRequest) -> bool:
        return reads_audit(request.user, on=timezone.localdate())


class OperatorsMenuItem(MenuItem):
    """For operators."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_operate(request.user, on=timezone.localdate())


class OwnBoardsMenuItem(MenuItem):
    """For those who sit on a board."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(standing_of(request.user, on=timezone.localdate()).boards)


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


@hooks.register("register_reports_menu_item")
def register_audit_menu_item() -> MenuItem:
    return AuditMenuItem(
        pgettext_lazy("admin menu", "Audit"),
        reverse_lazy(f"{NAMESPACE}:audit"),
        name="audit",
        icon_name="history",
        order=100,
    )


@hooks.register("register_reports_menu_item")
def register_suspension_reports_menu_item() -> MenuItem:
    return AuditMenuItem(
        pgettext_lazy("admin menu", "Reports on suspensions"),
        reverse_lazy(f"{NAMESPACE}:suspension_reports"),
        name="suspension-reports",
        icon_name="doc-full",
        order=110,
    )


@hooks.register("register_reports_menu_item")
def register_approvals_menu_item() -> MenuItem:
    return AuditMenuItem(
        pgettext_lazy("admin menu", "Approvals"),
        reverse_lazy(f"{NAMESPACE}:approvals"),
        name="approvals",
        icon_name="check",
        order=90,
    )


@hooks.register("register_settings_menu_item")
def register_calendar_menu_item() -> MenuItem:
    return PortalsMenuItem(
        pgettext_lazy("admin menu", "Working days"),
        reverse_lazy(f"{NAMESPACE}:calendar"),
        name="calendar",
        icon_name="date",
        order=660,
    )


@hooks.register("register_settings_menu_item")
def register_time_limits_menu_item() -> MenuItem:
    return PortalsMenuItem(
        pgettext_lazy("admin menu", "Time limits"),
        reverse_lazy(f"{NAMESPACE}:time_limits"),
        name="time-limits",
        icon_name="time",
        order=670,
    )


@hooks.register("register_settings_menu_item")
def register_suspensions_menu_item() -> MenuItem:
    return OperatorsMenuItem(
        pgettext_lazy("admin menu", "Suspended accounts"),
        reverse_lazy(f"{NAMESPACE}:suspensions"),
        name="suspensions",
        icon_name="lock",
        order=650,
    )


@hooks.register("register_settings_menu_item")
def register_lost_tasks_menu_item() -> MenuItem:
    return OperatorsMenuItem(
        pgettext_lazy("admin menu", "Lost background work"),
        reverse_lazy(f"{NAMESPACE}:lost_tasks"),
        name="lost-tasks",
        icon_name="warning",
        order=660,
    )


@hooks.register("register_admin_viewset", order=1)
def register_pages_with_own_filters() -> OwnPageViewSet:
    """After Wagtail's, so that ours wins."""
    return OwnPageViewSet()


# After Wagtail's, so that ours wins.
hooks.register("register_bulk_action", CountedDeleteAction, order=1)


@hooks.register("construct_admin_api")
def read_lists_of_pages_together(router: WagtailAPIRouter) -> None:
    router.register_endpoint("pages", OwnPagesAPIViewSet)


@hooks.register("construct_reports_menu")
def leave_out_reports_over_all_portals(request: HttpRequest, items: list[MenuItem]) -> None:
    """The guard keeps the one report that is not limited to own portals from all but superusers."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.url != reverse(REPORT_OVER_ALL_PORTALS)]


@hooks.register("construct_help_menu")
def leave_out_help_elsewhere(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if not item.name.startswith(HELP_ELSEWHERE)]


@hooks.register("register_reports_menu_item")
def register_takedowns_menu_item() -> MenuItem:
    return AuditMenuItem(
        pgettext_lazy("admin menu", "Withdrawn pages"),
        reverse_lazy(f"{NAMESPACE}:takedowns"),
        name="takedowns",
        icon_name="warning",
        order=100,
    )


@hooks.register("register_reports_menu_item")
def register_violations_menu_item() -> MenuItem:
    return AuditMenuItem(
        pgettext_lazy("admin menu", "Violations"),
        reverse_lazy(f"{NAMESPACE}:violations"),
        name="violations",
        icon_name="flag",
        order=105,
    )


@hooks.register("get_avatar_url")
def show_no_picture_of_who_is_not_named(user: Any, size: int) -> str | None:
    return versioned_static(NO_PICTURE) if isinstance(user, User) and told_instead(user) else None


@hooks.register("register_account_settings_panel")
def offer_choice_of_mail(request: HttpRequest, user: Any, profile: Any) -> Any:
    return digest_panel(request, user, profile)


@hooks.register("construct_homepage_panels")
def show_my_work(request: HttpRequest, panels: list[Any]) -> None:
    put_my_work_first(request, panels)


@hooks.register("construct_homepage_summary_items", order=1000)
def leave_out_counts(request: HttpRequest, items: list[Any]) -> None:
    """Nobody works by the number of all pages and files, and each is a query over the whole portal."""
    items.clear()


@hooks.register("construct_homepage_panels")
def show_withdrawn_pages(request: HttpRequest, panels: list[Any]) -> None:
    add_takedown_panel(request, panels)


@hooks.register("construct_homepage_panels")
def show_portals_to_open(request: HttpRequest, panels: list[Any]) -> None:
    add_opening_panel(request, panels)
    add_board_warnings_panel(request, panels)
    add_calendar_panel(request, panels)


@hooks.register("before_edit_page")
def explain_missing_approval_of_own_work(request: HttpRequest, page: Page) -> None:
    explain_missing_approval(request, page)


@hooks.register("construct_page_action_menu")
def offer_approval_first(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    put_approval_first(items)


@hooks.register("construct_page_chooser_queryset")
def offer_own_and_public_pages(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Choosers list pages of every portal: leave those that are neither the person's own nor public."""
    scope = scope_of_request(request)
    # By key: a search knows few fields to filter by.
    offered = Page.objects.filter(scope.linkable_pages())
    # Wagtail names these where it asks for another place of pages.
    if moved := list(filter(None, map(key_sent, request.GET.getlist("target_pages[]")))):
        offered = offered.filter(on_portal_of(moved, scope))
    pages = pages.filter(pk__in=offered.order_by().values_list("pk", flat=True))
    # The state of each row, asked for all of them at once.
    return pages.annotate_approved_schedule().prefetch_workflow_states().prefetch_related("locale")


@hooks.register("register_admin_menu_item")
def register_proposals_menu_item() -> MenuItem:
    return ProposalsMenuItem(
        pgettext_lazy("admin menu", "Proposed changes"),
        reverse_lazy(f"{NAMESPACE}:proposals"),
        name="proposals",
        icon_name="clipboard-list",
        order=880,
    )


@hooks.register("register_page_header_buttons")
def offer_proposals(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    yield from proposal_buttons(page, user)

"""Registration only: the admin screens of the registry, their menu items, what the menus leave out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.views.generic import RedirectView
from wagtail import hooks
from wagtail.admin.admin_url_finder import register_admin_url_finder
from wagtail.admin.menu import MenuItem
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.widgets.button import Button
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.models import Collection, Page
from wagtail.query import PageQuerySet

from accounts.models import User
from accounts.names import told_instead
from adminsite import admin_urls
from adminsite.views import menu
from adminsite.views.bulk_approve import ApproveBulkAction
from adminsite.views.bulk_submit import SubmitBulkAction
from adminsite.views.first_steps import add_first_steps_panel
from adminsite.views.guide import help_menu_items
from adminsite.views.kept_pages import CountedDeleteAction
from adminsite.views.page_api import PrefetchedPagesAPIViewSet
from adminsite.views.page_chooser import offered_pages
from adminsite.viewsets import ScopedPageViewSet
from authentication.views.account import city_identity_panel, digest_panel, second_factor_panel
from authentication.views.second_factor import add_duty_panel
from deadlines.views.calendar import add_calendar_panel
from editorial.models import ProposedChange
from editorial.views.action_menu import name_steps_of_review, put_approval_first
from editorial.views.editor_messages import explain_missing_approval, explain_return
from editorial.views.page_proposals import proposal_buttons
from editorial.views.proposals import ProposalURLFinder
from editorial.views.schedule import offer_publication_time
from editorial.views.takedown import add_takedown_panel
from members.views.base import NAMESPACE
from members.views.board_warnings import add_board_warnings_panel
from notifications.views.my_work import put_my_work_first
from provisioning.views.opening import add_opening_panel
from sites.models import Portal

register_admin_url_finder(ProposedChange, ProposalURLFinder)

# Wagtail's own pages about Wagtail, in English, on another site.
HELP_ELSEWHERE = ("whats-new-in-wagtail", "editor-guide")
NO_PICTURE = "wagtailadmin/images/default-user-avatar.png"
# Scripts that lose nothing of what was typed: the first answers what the second asks.
KEEPING = ("signed-out", "typed-text")
# Of wagtail-localize: lists the versions of every portal.
REPORT_OVER_ALL_PORTALS = "wagtail_localize:translations_report"


@hooks.register("insert_global_admin_css")
def style_sign_in_over_a_page() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin/signed-out.css"))


@hooks.register("insert_global_admin_js")
def lose_nothing_with_a_session() -> str:
    """Sign in over the page once a session has ended, and keep in the browser what was typed and not saved."""
    address = reverse(f"{NAMESPACE}:signed_in")
    sign_in = f"{reverse('wagtailadmin_login')}?next={quote(address)}"
    dialog = render_to_string("sites/signed_out.html", {"address": address, "sign_in": sign_in})
    scripts = format_html_join("", '<script src="{}"></script>', [(static(f"js/admin/{name}.js"),) for name in KEEPING])
    return dialog + scripts


@hooks.register("insert_global_admin_js")
def begin_with_the_answers() -> str:
    """Put the keyboard on the checklist of an approval."""
    return format_html('<script src="{}"></script>', static("js/admin/decision.js"))


@hooks.register("register_admin_urls")
def register_portal_urls() -> list[URLPattern | URLResolver]:
    return [path("portals/", include(admin_urls))]


@hooks.register("register_admin_urls")
def lead_to_registry() -> list[URLPattern | URLResolver]:
    """Lead from where Wagtail's lists link to its screens of sites, which are not installed, to our registry."""
    registry = [path("", RedirectView.as_view(pattern_name=f"{NAMESPACE}:index"), name="index")]
    return [path("sites/", include((registry, "wagtailsites")))]


def _offer(where: str, items: Iterable[MenuItem]) -> None:
    for item in items:
        hooks.register(f"register_{where}_menu_item", lambda item=item: item)


_offer("admin", menu.MAIN)
_offer("reports", menu.REPORTS)
_offer("settings", menu.SETTINGS)


@hooks.register("register_admin_viewset", order=1)
def register_pages_with_own_filters() -> ScopedPageViewSet:
    """After Wagtail's, so that ours wins."""
    return ScopedPageViewSet()


# After Wagtail's, so that ours wins.
hooks.register("register_bulk_action", CountedDeleteAction, order=1)
hooks.register("register_bulk_action", SubmitBulkAction)
hooks.register("register_bulk_action", ApproveBulkAction)


@hooks.register("construct_admin_api")
def read_lists_of_pages_together(router: WagtailAPIRouter) -> None:
    router.register_endpoint("pages", PrefetchedPagesAPIViewSet)


@hooks.register("construct_reports_menu")
def leave_out_reports_over_all_portals(request: HttpRequest, items: list[MenuItem]) -> None:
    """The guard keeps the one report that is not limited to own portals from all but superusers."""
    if not request.user.is_superuser:
        over_all = reverse(REPORT_OVER_ALL_PORTALS)
        items[:] = [item for item in items if item.url != over_all]


@hooks.register("construct_settings_menu")
def leave_out_redirects_of_all_portals(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if item.name != "redirects"]


@hooks.register("describe_collection_contents")
def name_portal_of_collection(collection: Collection) -> dict[str, Any] | None:
    """Keep the collection of a portal, also without files: Wagtail deletes what holds nothing."""
    portal = Portal.objects.filter(collection=collection).first()
    if portal is None:
        return None
    label = _("the portal “%(name)s”") % {"name": portal.name}
    return {"count": 1, "count_text": label, "url": reverse(f"{NAMESPACE}:detail", args=[portal.pk])}


@hooks.register("construct_help_menu")
def leave_out_help_elsewhere(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if not item.name.startswith(HELP_ELSEWHERE)]


@hooks.register("register_help_menu_item")
def offer_help_with_screen() -> MenuItem:
    return help_menu_items()[0]


@hooks.register("register_help_menu_item")
def offer_guide() -> MenuItem:
    return help_menu_items()[1]


@hooks.register("get_avatar_url")
def show_no_picture_of_who_is_not_named(user: Any, size: int) -> str | None:
    return versioned_static(NO_PICTURE) if isinstance(user, User) and told_instead(user) else None


@hooks.register("register_account_settings_panel")
def offer_choice_of_mail(request: HttpRequest, user: Any, profile: Any) -> Any:
    return digest_panel(request, user, profile)


@hooks.register("register_account_settings_panel")
def offer_second_factor(request: HttpRequest, user: Any, profile: Any) -> Any:
    return second_factor_panel(request, user, profile)


@hooks.register("register_account_settings_panel")
def offer_city_identity(request: HttpRequest, user: Any, profile: Any) -> Any:
    return city_identity_panel(request, user, profile)


@hooks.register("construct_homepage_panels")
def show_my_work(request: HttpRequest, panels: list[Any]) -> None:
    put_my_work_first(request, panels)
    add_first_steps_panel(request, panels)


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
    add_duty_panel(request, panels, at=timezone.now())
    add_board_warnings_panel(request, panels)
    add_calendar_panel(request, panels)


@hooks.register("before_edit_page")
def explain_missing_approval_of_own_work(request: HttpRequest, page: Page) -> None:
    explain_missing_approval(request, page)


@hooks.register("before_edit_page")
def explain_return_on_top(request: HttpRequest, page: Page) -> None:
    explain_return(request, page)


@hooks.register("before_edit_page")
def offer_time_of_publication(request: HttpRequest, page: Page) -> None:
    offer_publication_time(request, page)


@hooks.register("construct_page_action_menu")
def offer_steps_of_review(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    name_steps_of_review(items, context)
    put_approval_first(items)


@hooks.register("construct_page_chooser_queryset")
def offer_own_and_public_pages(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    return offered_pages(pages, request)


@hooks.register("register_page_header_buttons")
def offer_proposals(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    yield from proposal_buttons(page, user)

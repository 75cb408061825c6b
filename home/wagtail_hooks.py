"""Registration only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db.models import ForeignKey
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, reverse, reverse_lazy
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy
from wagtail import hooks
from wagtail.admin.admin_url_finder import register_admin_url_finder
from wagtail.admin.compare import register_comparison_class
from wagtail.admin.wagtail_hooks import PageListingViewDraftButton
from wagtail.admin.wagtail_hooks import page_listing_more_buttons as more_buttons_of_wagtail
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page
from wagtail.rich_text import LinkHandler
from wagtail_localize.wagtail_hooks import page_listing_more_buttons

from adminsite.views.menu import SupervisedMenuItem
from home import admin_urls
from home.contentcheck.conversion import CONVERTED
from home.editing.compared import ScopedStreamComparison, comparison_of_key
from home.editing.drafts import draft_types
from home.editing.rich_text import EDITOR_RULES, DocumentLinkHandler, PageLinkHandler
from home.editing.scripts import field_limits_script, pasted_text_script, table_menu_words
from home.fields import StreamField
from home.menu import may_sort_menu
from home.models import MenuOrder
from home.reports.portal_reports import ReadableMenuItem
from home.views.compare import warn_of_source
from home.views.content_report import ReportedMenuItem
from home.views.conversion import warn_of_old_texts
from home.views.english_column import english_buttons, may_translate
from home.views.former_addresses import FormerAddressesMenuItem
from home.views.freshness import add_time_limits_panel
from home.views.glossary import TermsMenuItem
from home.views.menu import MenuOrderURLFinder, SortingMenuItem
from home.views.page_starters import StarterMenuItem
from home.views.writing import add_writing_panel
from sites.directory import HOME_DEPTH, get_directory

if TYPE_CHECKING:
    from accounts.models import User

# Of wagtail-localize: keep a version as an alias of its original, or as a translation of its segments.
SYNCHRONISING_ACTIONS = {"localize-convert-to-alias", "localize-restart-translation"}


def leave_out(name: str, function: Callable[..., Any]) -> None:
    """Take a function of a package out of a hook."""
    # Wagtail 8.0 has no way to do it; private (`tests/house/test_private_api.py`). Drop when it has one.
    hooks._hooks[name] = [(registered, order) for registered, order in hooks._hooks[name] if registered is not function]


# Of wagtail-localize: asks two queries for each row of a list of pages, and leads to screens that are refused here.
for buttons in ("register_page_listing_more_buttons", "register_page_header_buttons"):
    leave_out(buttons, page_listing_more_buttons)
# Of Wagtail: the hook below offers the same, but for what is refused.
leave_out("register_page_listing_more_buttons", more_buttons_of_wagtail)


# Exactly this class: asked before what Wagtail's apps register for keys of their own rows.
register_comparison_class(ForeignKey, comparison_class=comparison_of_key, exact_class=True)
register_comparison_class(StreamField, comparison_class=ScopedStreamComparison)


@hooks.register("register_page_listing_more_buttons")
def offer_what_is_answered(page: Page, user: User, next_url: str | None = None) -> Iterator[Any]:
    """Wagtail's buttons, but for "View draft" where its screen refuses the person."""
    permissions = page.permissions_for_user(user)
    reads_drafts = permissions.can_edit() or permissions.can_publish()
    for button in more_buttons_of_wagtail(page, user, next_url):
        if reads_drafts or not isinstance(button, PageListingViewDraftButton):
            yield button


@hooks.register("register_page_listing_more_buttons")
def offer_version_in_another_language(
    page: Page, user: User, next_url: str | None = None, **kwargs: Any
) -> Iterator[Button]:
    """Lead to where the English version is made; lists know which pages lack one."""
    if getattr(page, "_has_untranslated_locale", False) and may_translate(page, user):
        yield Button(
            gettext("Make the English version"),
            reverse("wagtail_localize:submit_page_translation", args=[page.pk]),
            priority=60,
            icon_name="wagtail-localize-language",
        )


@hooks.register("register_page_header_buttons")
def offer_version_on_screens_of_the_page(
    page: Page, user: User, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """At the head of the screens of a page, in sight: make its English version, or translate that text by text."""
    yield from english_buttons(page, user)


register_admin_url_finder(MenuOrder, MenuOrderURLFinder)


@hooks.register("register_settings_menu_item")
def offer_order_of_menus() -> SortingMenuItem:
    return SortingMenuItem(
        pgettext_lazy("admin menu", "Order of the menu"),
        reverse_lazy("own_menus"),
        name="own-menus",
        icon_name="list-ol",
        order=690,
    )


@hooks.register("register_settings_menu_item")
def offer_former_addresses() -> FormerAddressesMenuItem:
    return FormerAddressesMenuItem(
        pgettext_lazy("admin menu", "Former addresses"),
        reverse_lazy("former_addresses"),
        name="former-addresses",
        icon_name="redirect",
        order=700,
    )


@hooks.register("register_settings_menu_item")
def offer_starters() -> StarterMenuItem:
    return StarterMenuItem(
        pgettext_lazy("admin menu", "Starters of pages"),
        reverse_lazy("page_starters"),
        name="page-starters",
        icon_name="copy",
        order=695,
    )


@hooks.register("after_copy_page")
def open_copy(request: HttpRequest, page: Page, new_page: Page) -> HttpResponse:
    """Go on with what was copied: it is a draft, and wants its own days and words."""
    return redirect("wagtailadmin_pages:edit", new_page.pk)


@hooks.register("register_page_header_buttons")
def offer_word_file(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """At the head of a section: a draft from a Word file."""
    if draft_types(page, by=user):
        yield Button(
            gettext("Create from a Word file"),
            reverse("create_from_word", args=[page.pk]),
            priority=65,
            icon_name="upload",
        )


@hooks.register("register_page_header_buttons")
def offer_order_of_menu(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Offer the order of the menu in the header of a home page, below which its entries stand."""
    record = get_directory().for_path(page.path) if page.depth == HOME_DEPTH else None
    if record is not None and may_sort_menu(user, record.id, on=timezone.localdate()):
        yield Button(
            gettext("Sort the menu"), reverse("menu_order", args=[record.id]), icon_name="list-ol", priority=60
        )


@hooks.register("register_rich_text_features", order=10)
def register_links(features: Any) -> None:
    """Replace Wagtail's handlers of links to pages and files, for readers and for the editor; registered after them, so
    ours win."""
    handlers: tuple[type[LinkHandler], ...] = (PageLinkHandler, DocumentLinkHandler)
    for handler in handlers:
        features.register_link_type(handler)
    for feature, rule in EDITOR_RULES.items():
        features.register_converter_rule("contentstate", feature, rule)


@hooks.register("insert_global_admin_css")
def style_own_screens() -> str:
    """Style what our admin screens have and Wagtail's do not."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin/screens.css"))


@hooks.register("insert_global_admin_js")
def say_what_was_refused() -> str:
    """Show what the server refused to a script."""
    return format_html('<script src="{}"></script>', static("js/admin/refusals.js"))


@hooks.register("insert_global_admin_js")
def fold_marks_in_slugs() -> str:
    """Give Wagtail's slug fields, in the editor and in the form for copies, text whose marks are taken off."""
    return format_html('<script src="{}"></script>', static("js/admin/slug.js"))


@hooks.register("insert_global_admin_js")
def name_what_is_nameless() -> str:
    """Name fields, windows and buttons that only the eye can tell apart."""
    return format_html('<script src="{}"></script>', static("js/admin/names.js"))


@hooks.register("insert_global_admin_css")
def style_fields() -> str:
    """Style what `say_limits_of_fields` puts beside fields."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin/fields.css"))


@hooks.register("insert_global_admin_js")
def say_limits_of_fields() -> str:
    return field_limits_script()


@hooks.register("insert_editor_js")
def begin_with_upload() -> str:
    """Show the upload where there is nothing to choose yet."""
    return format_html('<script src="{}"></script>', static("js/admin/empty-library.js"))


@hooks.register("insert_editor_js")
def wait_for_autosave() -> str:
    """Send what an editor sends once Wagtail has saved by itself what it is saving."""
    return format_html('<script src="{}"></script>', static("js/admin/autosave.js"))


@hooks.register("insert_editor_js")
def words_of_table_menus() -> str:
    return table_menu_words()


@hooks.register("insert_editor_js")
def add_pasted_text_script() -> str:
    return pasted_text_script()


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return admin_urls.urlpatterns


for menu_item, label, url_name, icon_name, order in (
    (ReportedMenuItem, pgettext_lazy("admin menu", "Content report"), "content_report", "doc-full", 79),
    (SupervisedMenuItem, pgettext_lazy("admin menu", "Punctuality"), "punctuality", "time", 80),
    (ReadableMenuItem, pgettext_lazy("admin menu", "Items with a time limit"), "timed_items", "list-ul", 81),
    (ReadableMenuItem, pgettext_lazy("admin menu", "Pages to look at again"), "stale_pages", "warning", 82),
    (ReadableMenuItem, pgettext_lazy("admin menu", "English versions behind"), "versions_behind", "globe", 83),
    (ReadableMenuItem, pgettext_lazy("admin menu", "Chosen for English"), "versions_missing", "globe", 84),
    (TermsMenuItem, pgettext_lazy("admin menu", "Official English names"), "glossary", "globe", 85),
):
    item = menu_item(label, reverse_lazy(url_name), name=url_name.replace("_", "-"), icon_name=icon_name, order=order)
    hooks.register("register_reports_menu_item", lambda item=item: item)


@hooks.register("construct_homepage_panels")
def show_time_limits(request: HttpRequest, panels: list[Any]) -> None:
    add_time_limits_panel(request, panels)


@hooks.register("construct_homepage_panels")
def show_where_to_write(request: HttpRequest, panels: list[Any]) -> None:
    add_writing_panel(request, panels)


@hooks.register("insert_editor_js")
def renew_clock() -> str:
    """Say what is left until the last day, as the day from which it runs is typed."""
    return format_html('<script src="{}" defer></script>', static("js/admin/clock.js"))


@hooks.register("construct_page_action_menu")
def leave_out_synchronised_versions(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """A version in another language is a page of its own, reviewed by itself."""
    items[:] = [item for item in items if item.name not in SYNCHRONISING_ACTIONS]


@hooks.register("before_edit_page", order=-1)
def refuse_synchronised_versions(request: HttpRequest, page: Page) -> None:
    """Refuse what the menu leaves out: kept in step with its original, a version changes without the board.

    Raises:
        PermissionDenied: one of these actions was sent by hand.
    """
    if SYNCHRONISING_ACTIONS & request.POST.keys():
        raise PermissionDenied


@hooks.register("before_edit_page")
def offer_conversion(request: HttpRequest, page: Page) -> None:
    warn_of_old_texts(request, page)


@hooks.register("before_edit_page")
def offer_comparison(request: HttpRequest, page: Page) -> None:
    warn_of_source(request, page)


@hooks.register("register_log_actions")
def register_conversions(actions: Any) -> None:
    @actions.register_action(CONVERTED)
    class ConversionFormatter(LogFormatter):
        label = gettext_lazy("Convert to Unicode")

        def format_message(self, log_entry: Any) -> str:
            return gettext("Converted to Unicode from: %(encodings)s") % {
                "encodings": ", ".join(log_entry.data.get("encodings", []))
            }

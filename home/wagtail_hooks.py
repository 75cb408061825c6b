"""Registration only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import ForeignKey
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy
from wagtail import hooks
from wagtail.admin.admin_url_finder import register_admin_url_finder
from wagtail.admin.compare import register_comparison_class
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page
from wagtail.rich_text import LinkHandler
from wagtail_localize.wagtail_hooks import page_listing_more_buttons

from adminsite.views.menu import SupervisorsMenuItem
from home.contentcheck.conversion import CONVERTED
from home.editing.compared import OwnStreamComparison, comparison_of_key
from home.editing.drafts import draft_types
from home.editing.rich_text import EDITOR_RULES, DocumentLinkHandler, PageLinkHandler
from home.editing.table_scripts import pasted_tables_script, table_menu_words
from home.fields import StreamField
from home.menu import may_sort_menu
from home.models import MenuOrder
from home.reports.portal_reports import ReadableMenuItem
from home.views.behind import VersionsBehindView, VersionsMissingView
from home.views.branding import portal_look, portal_look_css
from home.views.clocks import TimedItemListView, publication_deadline
from home.views.compare import CompareVersionView, warn_of_source
from home.views.content_report import ContentReportExportView, ContentReportView, ReportedMenuItem
from home.views.conversion import ConvertTextView, warn_of_old_texts
from home.views.english_column import english_buttons, may_translate
from home.views.freshness import ConfirmPageView, StalePageListView, add_time_limits_panel
from home.views.glossary import AddTermView, RemoveTermView, TermListView, TermsMenuItem, TermView
from home.views.menu import MenuOrderURLFinder, MenuOrderView, OwnMenusView, SortingMenuItem
from home.views.page_starters import (
    AddStarterView,
    DeleteStarterView,
    EditStarterView,
    StarterListView,
    StarterMenuItem,
    StartPageView,
)
from home.views.punctuality import PunctualityExportView, PunctualityView
from home.views.translation.choices import ArrangementView, ChoiceView
from home.views.translation.files import ExportView, ImportView, MachineView
from home.views.translation.side_by_side import CommentView, SideBySideView
from home.views.word_import import WordPageView
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


# Exactly this class: asked before what Wagtail's apps register for keys of their own rows.
register_comparison_class(ForeignKey, comparison_class=comparison_of_key, exact_class=True)
register_comparison_class(StreamField, comparison_class=OwnStreamComparison)


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
    """Say before anything is sent what a field does not take: texts that are too long, pictures that are too large."""
    words = {
        "over": gettext("%(count)s characters too many: at most %(limit)s are kept. Shorten the text before you save."),
        "left": gettext("%(count)s of %(limit)s characters left."),
        "choose": gettext("Choose a file"),
        "choose-several": gettext("Choose files"),
        "none": gettext("No file chosen yet"),
        "smaller": gettext("“%(name)s” had %(size)s MB and was made smaller: %(now)s MB."),
        "too-large": gettext(
            "“%(name)s” has %(size)s MB; at most %(most)s MB are taken. Make the picture smaller first."
        ),
        "format-date": gettext("day/month/year"),
        "format-date-time": gettext("day/month/year hour:minute"),
        "format-time": gettext("hour:minute"),
        "most-bytes": settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE,
    }
    data = format_html_join("", ' data-{}="{}"', words.items())
    return format_html('<script src="{}"{}></script>', static("js/admin/fields.js"), data)


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
def carry_pasted_tables() -> str:
    return pasted_tables_script()


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [
        path("clocks/", TimedItemListView.as_view(), name="timed_items"),
        path("clocks/results/", TimedItemListView.as_view(results_only=True), name="timed_items_results"),
        path("clocks/stale/", StalePageListView.as_view(), name="stale_pages"),
        path("clocks/stale/results/", StalePageListView.as_view(results_only=True), name="stale_pages_results"),
        path("clocks/stale/<int:page_id>/", ConfirmPageView.as_view(), name="confirm_page"),
        path("clocks/languages/", VersionsBehindView.as_view(), name="versions_behind"),
        path(
            "clocks/languages/results/", VersionsBehindView.as_view(results_only=True), name="versions_behind_results"
        ),
        path("clocks/languages/missing/", VersionsMissingView.as_view(), name="versions_missing"),
        path(
            "clocks/languages/missing/results/",
            VersionsMissingView.as_view(results_only=True),
            name="versions_missing_results",
        ),
        path("clocks/languages/<int:page_id>/", CompareVersionView.as_view(), name="compare_version"),
        path("english/<int:page_id>/", SideBySideView.as_view(), name="translate_page"),
        path("english/<int:page_id>/arrangement/", ArrangementView.as_view(), name="translate_arrangement"),
        path("english/<int:page_id>/choice/<slug:key>/", ChoiceView.as_view(), name="translate_choice"),
        path("english/<int:page_id>/comment/", CommentView.as_view(), name="translate_comment"),
        path("english/<int:page_id>/machine/", MachineView.as_view(), name="translate_by_machine"),
        path("english/<int:page_id>/file/<slug:kind>/", ExportView.as_view(), name="export_translation"),
        path("english/<int:page_id>/import/", ImportView.as_view(), name="import_translation"),
        path("english/names/", TermListView.as_view(), name="glossary"),
        path("english/names/results/", TermListView.as_view(results_only=True), name="glossary_results"),
        path("english/names/add/", AddTermView.as_view(), name="glossary_add"),
        path("english/names/<int:term_id>/", TermView.as_view(), name="glossary_term"),
        path("english/names/<int:term_id>/remove/", RemoveTermView.as_view(), name="glossary_remove"),
        path("content-report/", ContentReportView.as_view(), name="content_report"),
        path("content-report/export/", ContentReportExportView.as_view(), name="content_report_export"),
        path("clocks/punctuality/", PunctualityView.as_view(), name="punctuality"),
        path("clocks/punctuality/export/", PunctualityExportView.as_view(), name="punctuality_export"),
        path("pages/<int:page_id>/unicode/", ConvertTextView.as_view(), name="convert_text"),
        path("pages/<int:parent_page_id>/word/", WordPageView.as_view(), name="create_from_word"),
        path("pages/<int:parent_page_id>/start/", StartPageView.as_view(), name="start_page"),
        path("pages/<int:parent_page_id>/starters/", AddStarterView.as_view(), name="page_starter_add"),
        path("starters/", StarterListView.as_view(), name="page_starters"),
        path("starters/results/", StarterListView.as_view(results_only=True), name="page_starters_results"),
        path("starters/<int:starter_id>/", EditStarterView.as_view(), name="page_starter"),
        path("starters/<int:starter_id>/delete/", DeleteStarterView.as_view(), name="page_starter_delete"),
        path("clocks/<slug:category>/<slug:trigger>/", publication_deadline, name="publication_deadline"),
        path("look/<int:portal_id>/", portal_look, name="portal_look"),
        path("look/<int:portal_id>/portal.css", portal_look_css, name="portal_look_css"),
        path("menu/", OwnMenusView.as_view(), name="own_menus"),
        path("menu/<int:portal_id>/", MenuOrderView.as_view(), name="menu_order"),
    ]


for item in (
    SupervisorsMenuItem(
        pgettext_lazy("admin menu", "Punctuality"),
        reverse_lazy("punctuality"),
        name="punctuality",
        icon_name="time",
        order=80,
    ),
    ReportedMenuItem(
        pgettext_lazy("admin menu", "Content report"),
        reverse_lazy("content_report"),
        name="content-report",
        icon_name="doc-full",
        order=79,
    ),
    ReadableMenuItem(
        pgettext_lazy("admin menu", "Items with a time limit"),
        reverse_lazy("timed_items"),
        name="timed-items",
        icon_name="list-ul",
        order=81,
    ),
    ReadableMenuItem(
        pgettext_lazy("admin menu", "Pages to look at again"),
        reverse_lazy("stale_pages"),
        name="stale-pages",
        icon_name="warning",
        order=82,
    ),
    ReadableMenuItem(
        pgettext_lazy("admin menu", "English versions behind"),
        reverse_lazy("versions_behind"),
        name="versions-behind",
        icon_name="globe",
        order=83,
    ),
    TermsMenuItem(
        pgettext_lazy("admin menu", "Official English names"),
        reverse_lazy("glossary"),
        name="glossary",
        icon_name="globe",
        order=85,
    ),
    ReadableMenuItem(
        pgettext_lazy("admin menu", "Chosen for English"),
        reverse_lazy("versions_missing"),
        name="versions-missing",
        icon_name="globe",
        order=84,
    ),
):
    hooks.register("register_reports_menu_item", lambda item=item: item)


@hooks.register("construct_homepage_panels")
def show_time_limits(request: HttpRequest, panels: list[Any]) -> None:
    add_time_limits_panel(request, panels)


@hooks.register("construct_homepage_panels")
def show_where_to_write(request: HttpRequest, panels: list[Any]) -> None:
    add_writing_panel(request, panels)


@hooks.register("insert_editor_js")
def ask_clock_anew() -> str:
    """What is left until the last day, as the day from which it runs is typed."""
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

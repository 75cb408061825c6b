"""Addresses of the admin screens of pages, below /admin/."""

from __future__ import annotations

from django.urls import URLPattern, path

from home.views.behind import VersionsBehindView, VersionsMissingView
from home.views.branding import portal_look, portal_look_css
from home.views.clocks import TimedItemListView, publication_deadline
from home.views.compare import CompareVersionView
from home.views.content_report import ContentReportExportView, ContentReportView
from home.views.conversion import ConvertTextView
from home.views.former_addresses import FormerAddressListView, TakeBackAddressView
from home.views.freshness import ConfirmPageView, StalePageListView
from home.views.glossary import AddTermView, RemoveTermView, TermListView, TermView
from home.views.menu import MenuOrderView, OwnMenusView
from home.views.page_starters import AddStarterView, DeleteStarterView, EditStarterView, StarterListView, StartPageView
from home.views.pasted_text import read_pasted_text
from home.views.punctuality import PunctualityExportView, PunctualityView
from home.views.translation.choices import ArrangementView, ChoiceView
from home.views.translation.files import ExportView, ImportView, MachineView
from home.views.translation.side_by_side import CommentView, SideBySideView
from home.views.word_import import WordPageView

urlpatterns: list[URLPattern] = [
    path("clocks/", TimedItemListView.as_view(), name="timed_items"),
    path("clocks/results/", TimedItemListView.as_view(results_only=True), name="timed_items_results"),
    path("clocks/stale/", StalePageListView.as_view(), name="stale_pages"),
    path("clocks/stale/results/", StalePageListView.as_view(results_only=True), name="stale_pages_results"),
    path("clocks/stale/<int:page_id>/", ConfirmPageView.as_view(), name="confirm_page"),
    path("clocks/languages/", VersionsBehindView.as_view(), name="versions_behind"),
    path("clocks/languages/results/", VersionsBehindView.as_view(results_only=True), name="versions_behind_results"),
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
    path("pasted/", read_pasted_text, name="read_pasted_text"),
    path("pages/<int:parent_page_id>/word/", WordPageView.as_view(), name="create_from_word"),
    path("pages/<int:parent_page_id>/start/", StartPageView.as_view(), name="start_page"),
    path("pages/<int:parent_page_id>/starters/", AddStarterView.as_view(), name="page_starter_add"),
    path("starters/", StarterListView.as_view(), name="page_starters"),
    path("starters/results/", StarterListView.as_view(results_only=True), name="page_starters_results"),
    path("starters/<int:starter_id>/", EditStarterView.as_view(), name="page_starter"),
    path("starters/<int:starter_id>/delete/", DeleteStarterView.as_view(), name="page_starter_delete"),
    path("clocks/<slug:category>/<slug:trigger>/", publication_deadline, name="publication_deadline"),
    path("former-addresses/", FormerAddressListView.as_view(), name="former_addresses"),
    path(
        "former-addresses/results/",
        FormerAddressListView.as_view(results_only=True),
        name="former_addresses_results",
    ),
    path("former-addresses/<int:redirect_id>/", TakeBackAddressView.as_view(), name="former_address"),
    path("look/<int:portal_id>/", portal_look, name="portal_look"),
    path("look/<int:portal_id>/portal.css", portal_look_css, name="portal_look_css"),
    path("menu/", OwnMenusView.as_view(), name="own_menus"),
    path("menu/<int:portal_id>/", MenuOrderView.as_view(), name="menu_order"),
]

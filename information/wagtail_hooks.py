"""Registration only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from home.reports.portal_reports import ReadableMenuItem
from information.models import PressPackPage
from information.permissions import can_import_procedures, can_prepare_pack, can_send_pack
from information.procedures.procedure_import import IMPORTED
from information.views.drafts import DraftListView
from information.views.legal import LegalDifferenceListView
from information.views.links import DeadLinkListView
from information.views.press_list import (
    AddPressAgencyView,
    EditPressAgencyView,
    EndPressAgencyView,
    PressListView,
    kept_portals,
)
from information.views.press_packs import PreparePackView, SendPackView
from information.views.procedures import ImportProceduresView, procedure_template
from information.views.required import (
    RequiredExportView,
    RequiredOfPortalView,
    RequiredPortalsView,
    may_read_checklists,
)

if TYPE_CHECKING:
    from accounts.models import User


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [
        path("procedures/template/", procedure_template, name="procedure_template"),
        path("procedures/<int:parent_page_id>/import/", ImportProceduresView.as_view(), name="import_procedures"),
        path("press/", PressListView.as_view(), name="press_list"),
        path("press/results/", PressListView.as_view(results_only=True), name="press_list_results"),
        path("press/add/", AddPressAgencyView.as_view(), name="press_agency_add"),
        path("press/<int:subscriber_id>/edit/", EditPressAgencyView.as_view(), name="press_agency_edit"),
        path("press/<int:subscriber_id>/end/", EndPressAgencyView.as_view(), name="press_agency_end"),
        path("press/packs/<int:parent_page_id>/prepare/", PreparePackView.as_view(), name="prepare_press_pack"),
        path("press/packs/<int:page_id>/send/", SendPackView.as_view(), name="send_press_pack"),
        path("required/", RequiredPortalsView.as_view(), name="required_portals"),
        path("required/export/", RequiredExportView.as_view(), name="required_export"),
        path("required/<int:portal_id>/", RequiredOfPortalView.as_view(), name="required_of_portal"),
        path("dead-links/", DeadLinkListView.as_view(), name="dead_links"),
        path("dead-links/results/", DeadLinkListView.as_view(results_only=True), name="dead_links_results"),
        path("drafts-for-comments/", DraftListView.as_view(), name="drafts_for_comments"),
        path(
            "drafts-for-comments/results/",
            DraftListView.as_view(results_only=True),
            name="drafts_for_comments_results",
        ),
        path("legal-documents/", LegalDifferenceListView.as_view(), name="legal_differences"),
        path(
            "legal-documents/results/",
            LegalDifferenceListView.as_view(results_only=True),
            name="legal_differences_results",
        ),
    ]


@hooks.register("register_page_header_buttons")
def offer_import(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """At the head of a section of procedures."""
    if can_import_procedures(user, page):
        yield Button(
            _("Import procedures"), reverse("import_procedures", args=[page.pk]), priority=70, icon_name="upload"
        )


@hooks.register("register_page_header_buttons")
def offer_pack(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """At the head of a section for the press, and of a pack that is public."""
    if can_prepare_pack(user, page):
        yield Button(
            _("Prepare a press pack"), reverse("prepare_press_pack", args=[page.pk]), priority=70, icon_name="form"
        )
    if isinstance(page, PressPackPage) and can_send_pack(user, page, on=timezone.localdate()):
        yield Button(_("Send to the press"), reverse("send_press_pack", args=[page.pk]), priority=70, icon_name="mail")


class PressListMenuItem(MenuItem):
    """For who keeps a list of press agencies."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(kept_portals(request))


@hooks.register("register_log_actions")
def register_imports(actions: Any) -> None:
    @actions.register_action(IMPORTED)
    class ImportFormatter(LogFormatter):
        label = _("Import procedures")

        def format_message(self, log_entry: Any) -> str:
            new, changed = (log_entry.data.get(name, 0) for name in ("new", "changed"))
            parts = (
                ngettext("%(count)d new procedure", "%(count)d new procedures", new) % {"count": new},
                ngettext("%(count)d changed", "%(count)d changed", changed) % {"count": changed},
            )
            return _("Imported from a file: %(new)s, %(changed)s") % {"new": parts[0], "changed": parts[1]}


class RequiredMenuItem(MenuItem):
    """For who works on the content of a portal, and for supervisors."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_read_checklists(request)


for item in (
    PressListMenuItem(
        pgettext_lazy("admin menu", "Press agencies"),
        reverse_lazy("press_list"),
        name="press-list",
        icon_name="mail",
        order=84,
    ),
    ReadableMenuItem(
        pgettext_lazy("admin menu", "Dead links"),
        reverse_lazy("dead_links"),
        name="dead-links",
        icon_name="link",
        order=82,
    ),
    ReadableMenuItem(
        pgettext_lazy("admin menu", "Drafts for comments"),
        reverse_lazy("drafts_for_comments"),
        name="drafts-for-comments",
        icon_name="comment",
        order=85,
    ),
    ReadableMenuItem(
        pgettext_lazy("admin menu", "Legal documents in step"),
        reverse_lazy("legal_differences"),
        name="legal-differences",
        icon_name="doc-full",
        order=83,
    ),
    RequiredMenuItem(
        pgettext_lazy("admin menu", "Required information"),
        reverse_lazy("required_portals"),
        name="required-information",
        icon_name="tasks",
        order=82,
    ),
):
    hooks.register("register_reports_menu_item", lambda item=item: item)

"""The rule of each admin address of ours: what of the law names no row, lists and screens that ask by themselves."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from adminsite.guard import register_admin_rules
from adminsite.guard_rules import Arguments, anybody, page, row
from editorial.withdrawal.redirects import redirects_of
from home.models import GlossaryTerm, PageStarter
from members.access.permissions import reviewed_portals
from members.access.scope import Scope
from sites.models import Portal

ASKING = (
    "publication_deadline", "punctuality", "timed_items", "timed_items_results", "stale_pages", "stale_pages_results",
    "versions_behind", "versions_behind_results", "versions_missing", "versions_missing_results",
    "glossary", "glossary_results", "glossary_add",
    "content_report", "content_report_export", "punctuality_export", "own_menus", "menu_order",
    "page_starters", "page_starters_results", "read_pasted_text", "former_addresses", "former_addresses_results",
)  # fmt: skip

TRANSLATING = (
    "translate_page", "translate_arrangement", "translate_choice", "translate_by_machine", "export_translation",
    "import_translation", "translate_comment",
)  # fmt: skip


def own_redirect(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """The former address is of a portal on whose board the person approves."""
    portals = reviewed_portals(request.user, on=timezone.localdate())
    return redirects_of(portals).filter(pk=kwargs["redirect_id"]).exists()


register_admin_rules(
    {
        "former_address": own_redirect,
        **dict.fromkeys(ASKING, anybody),
        **dict.fromkeys(("compare_version", "confirm_page", "convert_text", *TRANSLATING), page("page_id")),
        **dict.fromkeys(("create_from_word", "start_page", "page_starter_add"), page("parent_page_id")),
        **dict.fromkeys(("page_starter", "page_starter_delete"), row(PageStarter, "starter_id")),
        **dict.fromkeys(("glossary_term", "glossary_remove"), row(GlossaryTerm, "term_id")),
        **dict.fromkeys(("portal_look", "portal_look_css"), row(Portal, "portal_id")),
    }
)

"""The rule of each admin address of ours: what of the law names no row, lists and screens that ask by themselves."""

from adminsite.guard import register_admin_rules
from adminsite.guard_rules import anybody, page, row
from home.models import GlossaryTerm, PageStarter
from sites.models import Portal

ASKING = (
    "publication_deadline", "punctuality", "timed_items", "timed_items_results", "stale_pages", "stale_pages_results",
    "versions_behind", "versions_behind_results", "versions_missing", "versions_missing_results",
    "glossary", "glossary_results", "glossary_add",
    "content_report", "content_report_export", "punctuality_export", "own_menus", "menu_order",
    "page_starters", "page_starters_results", "read_pasted_text",
)  # fmt: skip

TRANSLATING = (
    "translate_page", "translate_arrangement", "translate_choice", "translate_by_machine", "export_translation",
    "import_translation", "translate_comment",
)  # fmt: skip

register_admin_rules(
    {
        **dict.fromkeys(ASKING, anybody),
        **dict.fromkeys(("compare_version", "confirm_page", "convert_text", *TRANSLATING), page("page_id")),
        **dict.fromkeys(("create_from_word", "start_page", "page_starter_add"), page("parent_page_id")),
        **dict.fromkeys(("page_starter", "page_starter_delete"), row(PageStarter, "starter_id")),
        **dict.fromkeys(("glossary_term", "glossary_remove"), row(GlossaryTerm, "term_id")),
        **dict.fromkeys(("portal_look", "portal_look_css"), row(Portal, "portal_id")),
    }
)

"""The rule of each admin address of ours: a section and a checklist are the person's, the rest ask by themselves."""

from adminsite.guard import register_admin_rules
from adminsite.guard_rules import anybody, page, row
from information.models import PressSubscriber
from information.views.required import may_read_checklist

ASKING = (
    "dead_links", "dead_links_results", "drafts_for_comments", "drafts_for_comments_results", "legal_differences",
    "legal_differences_results", "press_agency_add",
    "press_list", "press_list_results", "procedure_template", "required_export", "required_portals",
)  # fmt: skip

register_admin_rules(dict.fromkeys(ASKING, anybody))
register_admin_rules(
    {
        "import_procedures": page("parent_page_id"),
        "prepare_press_pack": page("parent_page_id"),
        "press_agency_edit": row(PressSubscriber, "subscriber_id"),
        "press_agency_end": row(PressSubscriber, "subscriber_id"),
        "required_of_portal": may_read_checklist,
        "send_press_pack": page("page_id"),
    }
)

"""The rule of each admin address of ours: a section and a checklist are the person's, the rest ask by themselves."""

from __future__ import annotations

from information.views.required import may_read_checklist
from sites.guard import register_admin_rules
from sites.guard_rules import anybody, page

ASKING = (
    "dead_links", "dead_links_results", "procedure_template", "required_export", "required_portals",
)  # fmt: skip

register_admin_rules(dict.fromkeys(ASKING, anybody))
register_admin_rules({"import_procedures": page("parent_page_id"), "required_of_portal": may_read_checklist})

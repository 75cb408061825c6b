"""The rule of each admin address of ours: the section is the person's; the template and the report name no row."""

from __future__ import annotations

from sites.guard import register_admin_rules
from sites.guard_rules import anybody, page

register_admin_rules({"import_procedures": page("parent_page_id")})
register_admin_rules(dict.fromkeys(("procedure_template", "dead_links", "dead_links_results"), anybody))

"""The rule of each admin address of ours: a checklist is of the portal in its address, the rest ask by themselves."""

from __future__ import annotations

from information.views import may_read_checklist
from sites.guard import register_admin_rules
from sites.guard_rules import anybody

register_admin_rules(
    {"required_portals": anybody, "required_export": anybody, "required_of_portal": may_read_checklist}
)

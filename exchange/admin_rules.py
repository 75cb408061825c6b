"""The rule of each admin address of ours: they name no row, and ask who the person is by themselves."""

from adminsite.guard import register_admin_rules
from adminsite.guard_rules import anybody, nobody

ASKING = ("figures", "figures_export")
OPERATING = ("archive_package_fetch", "archive_packages")

register_admin_rules(dict.fromkeys(ASKING, anybody) | dict.fromkeys(OPERATING, nobody))

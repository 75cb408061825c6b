"""The rule of each admin address of search: the whole installation is the matter of operators, who are superusers."""

from adminsite.guard import register_admin_rules
from adminsite.guard_rules import nobody

register_admin_rules({"search_statistics": nobody})

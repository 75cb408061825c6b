"""The rule of each admin address of ours: the whole installation is the matter of operators, who are superusers."""

from django.conf import settings

from adminsite.guard import register_admin_rules
from adminsite.guard_rules import nobody

register_admin_rules({"health": nobody})
if settings.LISTED_MAILS_DIR is not None:
    register_admin_rules({"demo_mails": nobody})

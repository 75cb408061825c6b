"""The rule of each admin address of ours: the whole installation is the matter of operators, who are superusers."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from adminsite.guard import register_admin_rules
from adminsite.guard_rules import Arguments, nobody
from members.access.permissions import supervises_some
from members.access.scope import Scope


def supervises(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """The person supervises some portals or all; the view asks which."""
    return supervises_some(request.user, on=timezone.localdate())


register_admin_rules({"health": nobody, "conformance": supervises, "conformance_of_portal": supervises})
if settings.LISTED_MAILS_DIR is not None:
    register_admin_rules({"demo_mails": nobody})

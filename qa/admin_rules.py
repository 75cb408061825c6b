"""The rule of each admin address of ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from qa.models import QuestionMail
from qa.permissions import mailing_portals
from sites.guard import register_admin_rules
from sites.guard_rules import anybody
from sites.scope import Scope


def own_mail(request: HttpRequest, scope: Scope, kwargs: Mapping[str, Any]) -> bool:
    """The mail is on a question that one of the person's portals received or handles. One query."""
    portals = mailing_portals(request.user, on=timezone.localdate())
    return QuestionMail.objects.to_senders().for_portals(portals).filter(pk=kwargs["mail_id"]).exists()


register_admin_rules(
    {
        "question_mail_again": own_mail,
        "question_mails_failed": anybody,
        "question_mails_failed_results": anybody,
    }
)

"""The rule of each admin address of questions: a question is one that the person handles; lists ask by themselves."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest
from django.utils import timezone

from adminsite.guard import register_admin_rules
from adminsite.guard_rules import Arguments, anybody
from adminviews.hidden_inputs import numbers
from members.access.scope import Scope
from qa.models import AnsweringUnit, CannedResponse, QuestionMail, UnitOfficer
from qa.permissions import handled_questions, kept_desks, kept_texts, mailing_portals

NAMESPACE: Final = "questions_admin"
# They ask by themselves; topics and competent bodies are common to all portals.
ASKING = (
    "inbox", "inbox_results", "overdue", "overdue_results", "overdue_export", "units", "unit_add", "canned_responses",
    "canned_responses_results", "canned_response_add", "topics", "topic_add", "topic",
    "bodies", "body_add", "body",
)  # fmt: skip
OF_A_QUESTION = (
    "question", "contact", "note", "reply", "public_text", "assign", "forward", "send_back", "decline", "route_out",
    "refuse", "merge", "return", "start", "resume", "ask_back", "hand_over", "take_back", "reopen", "message",
    "attachment", "public_copy", "chosen_file", "chosen_page", "visibility_withhold", "visibility_show",
    "visibility_confirm", "visibility_keep",
)  # fmt: skip
OF_A_UNIT = ("unit", "unit_end", "officer_add")


def handled(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """The question is one of the own board, or of an own unit."""
    rows = handled_questions(request.user, on=timezone.localdate())
    return numbers([kwargs["question_id"]]) is not None and rows.filter(pk=kwargs["question_id"]).exists()


def unit(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """The unit is of a portal that the person administers."""
    portals = kept_desks(request.user, on=timezone.localdate())
    return AnsweringUnit.objects.for_portals(portals).filter(pk=kwargs["unit_id"]).exists()


def officer(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """The officer is one of such a unit."""
    portals = kept_desks(request.user, on=timezone.localdate())
    return UnitOfficer.objects.filter(unit__portal__in=portals, pk=kwargs["officer_id"]).exists()


def text(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """The canned response is of a portal where the person sorts or answers."""
    portals = kept_texts(request.user, on=timezone.localdate())
    return CannedResponse.objects.for_portals(portals).filter(pk=kwargs["text_id"]).exists()


def own_mail(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """The mail is on a question that one of the person's portals received or handles."""
    portals = mailing_portals(request.user, on=timezone.localdate())
    return QuestionMail.objects.for_portals(portals).filter(pk=kwargs["mail_id"]).exists()


register_admin_rules({f"{NAMESPACE}:{name}": anybody for name in ASKING})
register_admin_rules({f"{NAMESPACE}:{name}": handled for name in OF_A_QUESTION})
register_admin_rules({f"{NAMESPACE}:{name}": unit for name in OF_A_UNIT})
register_admin_rules({f"{NAMESPACE}:officer_end": officer})
register_admin_rules({f"{NAMESPACE}:{name}": text for name in ("canned_response", "canned_response_delete")})
register_admin_rules(
    {
        "question_mail_again": own_mail,
        "question_mails_failed": anybody,
        "question_mails_failed_results": anybody,
    }
)

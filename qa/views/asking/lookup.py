"""Where a question stands, by its code."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from audit.client_address import current_address
from deadlines.queries import working_calendar
from qa.asking.actions import count_lookup
from qa.asking.lookup import portal_named_by, question_by_code
from qa.core.explaining import receipt_in_words, state_in_words, steps_of
from qa.errors import AskedTooOften
from qa.models import Question
from qa.views.frame import answer, frame

CODE_LENGTH = 100


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def look_up(request: HttpRequest) -> HttpResponse:
    """Ask for a code, and say how its question stands. By POST: a code stands in no log of addresses. Five queries."""
    typed = request.POST.get("code", "").replace("\0", "")[:CODE_LENGTH].strip()
    title = _("Look up a question")
    context: dict[str, Any] = {"typed": typed, "is_asked": request.method == "POST", **frame(request, title)}
    status = 200
    if typed:
        try:
            count_lookup(address=current_address(), at=timezone.now())
            context |= _found(request, typed)
        except AskedTooOften:
            context["refusal"] = _("Many codes were looked up from your connection. Try again in an hour.")
            status = HTTPStatus.TOO_MANY_REQUESTS
    return answer(request, "lookup", context, status=status)


def _found(request: HttpRequest, typed: str) -> dict[str, Any]:
    question = question_by_code(request.portal.id, typed)
    if question is not None:
        return {"question": question, **standing_of_question(question)}
    elsewhere = portal_named_by(typed)
    if elsewhere is None or elsewhere.id == request.portal.id:
        return {}
    return {"elsewhere": elsewhere, "elsewhere_url": f"{elsewhere.root_url}{reverse('question_lookup')}"}


def standing_of_question(question: Question) -> dict[str, Any]:
    """State and days of a question, in words. One query."""
    return {
        "meaning": state_in_words(question),
        "receipt": receipt_in_words(question.received_at, question.day_zero),
        "steps": steps_of(question, working_calendar(), today=timezone.localdate()),
    }

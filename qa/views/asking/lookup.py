"""Public pages about a question: its state by its code, similar questions, whether an answer was useful."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from audit.client_address import current_address
from deadlines.queries import working_calendar
from participation.sent_forms.answers import no_store
from qa.asking.actions import count_lookup, count_numbers, count_similar
from qa.asking.personal_numbers import numbers_in
from qa.asking.similar import portal_named_by, question_by_code, similar_questions
from qa.asking.usefulness import say_useful
from qa.core.explaining import receipt_in_words, state_in_words, steps_of
from qa.errors import AskedTooOften
from qa.forms.asking import AskForm
from qa.models import Question
from qa.models.question import TEXT_LENGTH, TITLE_LENGTH
from qa.publication.public_questions import find_question, public_question
from qa.views.frame import answer, frame, frame_of_questions, url_on

CODE_LENGTH = 100


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def look_up(request: HttpRequest) -> HttpResponse:
    """Ask for a code, and say how its question stands. By POST: a code stands in no log of addresses."""
    typed = request.POST.get("code", "").replace("\0", "")[:CODE_LENGTH].strip()
    page = frame(request, _("Look up a question"))
    context: dict[str, Any] = {"typed": typed, "is_asked": request.method == "POST", **page}
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
    return {"elsewhere": elsewhere, "elsewhere_url": url_on(elsewhere, "question_lookup")}


def standing_of_question(question: Question) -> dict[str, Any]:
    """State and days of a question, in words."""
    return {
        "meaning": state_in_words(question),
        "receipt": receipt_in_words(question.received_at, question.day_zero),
        "steps": steps_of(question, working_calendar(), today=timezone.localdate()),
    }


ANSWERS = {"co": True, "khong": False}


# Nobody is known here: what another site could send in a reader's name is what it can send by itself.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def question_useful(request: HttpRequest, code: str) -> HttpResponse:
    """Ask, and count what is sent. Keeps neither who it was nor from where."""
    found = find_question(request.portal.id, code)
    if found is None or not found.is_readable or public_question(found).current is None:
        raise Http404
    said, is_counted = request.POST.get("huu_ich", ""), None
    is_missing = request.method == "POST" and said not in ANSWERS
    if request.method == "POST" and not is_missing:
        today = timezone.localdate()
        is_counted = say_useful(found, is_useful=ANSWERS[said], address=current_address(), today=today)
    context = {
        "question": found,
        "is_counted": is_counted,
        "is_missing": is_missing,
        **frame_of_questions(request, _("Was this answer useful?")),
        "meta": None,
    }
    response = no_store(render(request, "pages/qa/useful.html", context, status=422 if is_missing else 200))
    response["X-Robots-Tag"] = "noindex"
    return response


# Asked by POST: what is typed stands in no log of addresses. Nothing changes by it.
@csrf_exempt
@require_POST
def similar(request: HttpRequest) -> HttpResponse:
    """A list, or nothing; nothing as well for whoever asks as no person types."""
    try:
        count_similar(address=current_address(), at=timezone.now())
    except AskedTooOften:
        return no_store(HttpResponse(status=HTTPStatus.TOO_MANY_REQUESTS))
    found = similar_questions(request.portal.id, request.POST.get("title", "")[:TITLE_LENGTH])
    return no_store(render(request, "pages/qa/similar_list.html", {"similar": found}))


# Asked by POST, as above, by the script of the form before it sends files that browsers do not keep.
@csrf_exempt
@require_POST
def numbers(request: HttpRequest) -> HttpResponse:
    """What becomes of telephone and identity numbers, as a part of the form; nothing where the question holds none."""
    try:
        count_numbers(address=current_address(), at=timezone.now())
    except AskedTooOften:
        return no_store(HttpResponse(status=HTTPStatus.TOO_MANY_REQUESTS))
    title, text = request.POST.get("title", "")[:TITLE_LENGTH], request.POST.get("text", "")[:TEXT_LENGTH]
    found = numbers_in(title, text)
    if not found:
        return no_store(HttpResponse(status=HTTPStatus.NO_CONTENT))
    context = {"numbers": found, "field": AskForm(texts=())["numbers"]}
    return no_store(render(request, "pages/qa/numbers.html", context))

"""Whether an answer was useful: a form of its own, at an address that no cache keeps."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from audit.client_address import current_address
from qa.asking.usefulness import say_useful
from qa.publication.public_questions import find_question, public_question
from qa.views.frame import frame_of_questions

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
    response = render(request, "pages/qa/useful.html", context, status=422 if is_missing else 200)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response

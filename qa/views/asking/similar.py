"""Answered questions that are like what somebody types: for the script of the form."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from audit.client_address import current_address
from qa.asking.actions import count_similar
from qa.asking.similar import similar_questions
from qa.errors import AskedTooOften
from qa.models.question import TITLE_LENGTH
from qa.views.frame import unkept


# Asked by POST: what is typed stands in no log of addresses. Nothing changes by it.
@csrf_exempt
@require_POST
def similar(request: HttpRequest) -> HttpResponse:
    """A list, or nothing; nothing as well for whoever asks as no person types. Six queries at most."""
    try:
        count_similar(address=current_address(), at=timezone.now())
    except AskedTooOften:
        return unkept(HttpResponse(status=HTTPStatus.TOO_MANY_REQUESTS))
    found = similar_questions(request.portal.id, request.POST.get("title", "")[:TITLE_LENGTH])
    return unkept(render(request, "pages/qa/similar_list.html", {"similar": found}))

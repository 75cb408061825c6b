"""The public list of what a portal was asked."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from deadlines.queries import working_calendar
from home.serving.presentation import frame_of_view
from qa.forms.listing import ListForm
from qa.publication.public_labels import chip_of
from qa.publication.public_questions import LOOKED_THROUGH, Listed, choices_of_list, list_questions
from qa.views.frame import home_or_404, pages_of, section_of_questions


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """What the portal was asked, newest first, narrowed by what is asked for. Ten queries besides the frame."""
    home = home_or_404(request)
    section = section_of_questions(request, home)
    portal_id = request.portal.id
    topics, units = choices_of_list(portal_id)
    form = ListForm(_plain(request.GET), topics=topics, units=units, portal_id=portal_id)
    asked, today = form.asked(), timezone.localdate()
    listed = list_questions(portal_id, asked, today=today)
    title = section.title if section else pgettext("public section", "Questions and answers")
    is_further = bool(asked.after or asked.before)
    further = f"?{request.GET.urlencode()}" if is_further and not asked.is_narrowed else ""
    calendar = working_calendar()
    context = {
        "lead": section.lead if section else "",
        "pages": pages_of(section, request) if section else [],
        "form": form,
        "asked": asked,
        "listed": listed,
        "rows": [(question, chip_of(question, today=today, calendar=calendar)) for question in listed.questions],
        "looked_through": LOOKED_THROUGH,
        "feed_url": reverse("feed_questions"),
        **_ways(request, listed),
        **frame_of_view(request, title, home.get_url(request), further=further),
    }
    return render(request, "pages/qa/questions.html", context)


def _plain(asked: QueryDict) -> QueryDict:
    """What was asked without NUL, which no database takes."""
    plain = asked.copy()
    for name, values in plain.lists():
        plain.setlist(name, [value.replace("\0", "") for value in values])
    return plain


def _ways(request: HttpRequest, listed: Listed) -> dict[str, Any]:
    """Addresses of the pages before and behind, which keep what was asked for."""
    kept = request.GET.copy()
    for name in ("sau", "truoc"):
        kept.pop(name, None)

    def address(**place: str) -> str:
        query = kept.copy()
        for name, code in place.items():
            query[name] = code
        return f"?{query.urlencode()}"

    return {
        "older_url": address(sau=listed.older) if listed.older else "",
        "newer_url": address(truoc=listed.newer) if listed.newer else "",
    }

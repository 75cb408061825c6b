"""The public page of one question."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from deadlines.queries import working_calendar
from home.publication.cited_documents import citations_of
from home.serving.presentation import Crumb, script_json
from page_cache.declaring import cacheable, shows_other_portals
from participation.errors import SealNotOpened
from participation.senders import name_to_publish
from qa.asking.usefulness import usefulness_of
from qa.enums import QuestionState, Verb
from qa.models import CompetentBody, Question
from qa.publication.actions import approved_wording
from qa.publication.linked_pages import linked_pages
from qa.publication.public_history import competent_body, steps_of, told_of
from qa.publication.public_labels import chip_of, line_of
from qa.publication.public_questions import PublicQuestion, find_question, public_question, related_questions
from qa.publication.structured_data import qa_page
from qa.views.frame import frame_of_questions
from sites.directory import get_directory


@require_safe
@cacheable()
def question(request: HttpRequest, code: str) -> HttpResponse:
    """A question with all that is public of it.

    What is withheld, withdrawn or not accepted leaves a dated marker, with 410.
    """
    found = find_question(request.portal.id, code)
    if found is None:
        raise Http404
    if found.is_withheld or found.state in {QuestionState.WITHDRAWN, QuestionState.REFUSED}:
        return _marker(request, found)
    shown, calendar, today = public_question(found), working_calendar(), timezone.localdate()
    title = found.public_title if found.is_readable else _("Question %(code)s") % {"code": found.code}
    asker = _asker(found) if found.is_readable else ""
    documents = citations_of((reply.documents for reply in shown.replies), site_id=request.portal.site_id)
    if any(documents) or any(event.portal_id != found.received_portal_id for event in shown.events):
        # Documents stand on any portal; units of the one that answers are named.
        shows_other_portals()
    context = {
        **frame_of_questions(request, title),
        "question": found,
        "shown": shown,
        "replies": list(zip(shown.replies, documents, strict=True)),
        "preloaded_rows": linked_pages(shown.replies, path=request.portal.container_path),
        "asker": asker,
        "body": _body(shown),
        "files": _files(shown),
        "steps": steps_of(shown.events),
        "joined": joined_page(found),
        "feed_url": reverse("feed_question", args=[found.code]),
        "usefulness": usefulness_of(found) if shown.current else None,
        "related": [(one, chip_of(one, today=today, calendar=calendar)) for one in related_questions(found)],
        "chip": chip_of(found, today=today, calendar=calendar),
        "line": line_of(found, today=today, calendar=calendar),
        "is_counted_later": found.day_zero != timezone.localdate(found.received_at),
    }
    if found.is_readable:
        context["meta"] = replace(context["meta"], description=found.public_title, type="article")
        cited = {reply.pk: named for reply, named in context["replies"]}
        context["jsonld"] = script_json([qa_page(shown, url=context["meta"].url, asker=asker, documents=cited)])
    else:
        # Nothing to be found yet: whoever has the code finds the way it goes.
        context["meta"] = None
    return render(request, "pages/qa/question.html", context)


def _marker(request: HttpRequest, found: Question) -> HttpResponse:
    """What stands in place of a question that the public does not read."""
    title = _("Question %(code)s") % {"code": found.code}
    ended = found.events.filter(verb__in=[Verb.WITHDRAW, Verb.REFUSE]).values_list("at", flat=True)
    page = frame_of_questions(request, title)
    context = {"question": found, "on": found.withheld_on or ended.last(), **page, "meta": None}
    response = render(request, "pages/qa/withheld_question.html", context, status=410)
    response["X-Robots-Tag"] = "noindex"
    return response


def _asker(found: Question) -> str:
    """Who asks, as the public reads it: initials, or the name where the board approved it and the sender agrees to it;
    empty once it was erased."""
    try:
        return name_to_publish(found.sender, approved=approved_wording(found.public_name, found.public_name_wording))
    except SealNotOpened:
        return ""


def _files(shown: PublicQuestion) -> list[dict[str, Any]]:
    """The public copies of files, as they are listed: each by itself."""
    found: list[dict[str, Any]] = []
    for copy in shown.copies:
        url = reverse("question_file", args=[shown.question.code, copy.pk])
        file = {"title": copy.title, "url": url, "extension": copy.ending.upper(), "size": copy.size}
        seen = {"description": copy.description, "width": copy.width, "height": copy.height}
        found.append({**file, **seen, "is_picture": copy.is_picture, "alone": [file]})
    return found


def _body(shown: PublicQuestion) -> dict[str, str] | None:
    """The body that is competent instead, with its contact of today; None where the sender alone was told of it."""
    declined = (told_of(event.verb, event.data) for event in shown.events if event.verb == Verb.DECLINE)
    told = next((told for told in declined if told is not None), None)
    if told is None or not (name := competent_body(told)):
        return None
    if (record := get_directory().by_id.get(told.get("competent", 0))) is not None:
        url = record.root_url if record.is_readable else ""
        return {"name": name, "address": record.address, "phone": record.phone, "url": url}
    known = CompetentBody.objects.filter(pk=told["known"]["id"]).first()
    return {
        "name": name,
        "address": known.address if known else "",
        "phone": known.phone if known else "",
        "url": known.website if known else "",
    }


def joined_page(found: Question) -> Crumb | None:
    """Where the question is read that this one was joined with; None: it has no page now.

    Both are dealt with by one portal; another may have received that one, and then has its page.
    """
    other = found.merged_into
    record = get_directory().by_id.get(other.received_portal_id) if other is not None else None
    if other is None or record is None or not record.is_readable:
        return None
    if record.id != found.received_portal_id:
        shows_other_portals()
    shown = find_question(record.id, other.code)
    if shown is None:
        return None
    title = shown.public_title if shown.is_readable else shown.code
    root = "" if record.id == found.received_portal_id else record.root_url
    return Crumb(title, root + reverse("question", args=[shown.code]))

"""Public lists of questions, their exports, and their public files."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import condition, require_safe

from deadlines.queries import working_calendar
from formats.tables.downloads import table_response
from formats.tables.exports import TableFormat
from home.serving.presentation import frame_of_view
from page_cache.declaring import cacheable
from participation.sent_files.checking import MEDIA_TYPES
from participation.sent_forms.answers import no_store
from qa.forms.listing import ListForm
from qa.models import PublicCopy, QuestionTally
from qa.oversight.figures import figures_by
from qa.oversight.figures_in_words import rows_by_month
from qa.publication.export import csv_rows, export_etag, json_parts
from qa.publication.public_labels import chip_of
from qa.publication.public_questions import LOOKED_THROUGH, Listed, choices_of_list, find_question, list_questions
from qa.views.frame import home_or_404, pages_of, section_of_questions


@require_safe
@cacheable()
def questions(request: HttpRequest) -> HttpResponse:
    """Show what the portal was asked, newest first, as far as the filter asks for it."""
    home = home_or_404(request)
    section = section_of_questions(request, home)
    portal_id = request.portal.id
    topics, units = choices_of_list(portal_id)
    form = ListForm(_plain(request.GET), topics=topics, units=units, portal_id=portal_id)
    asked, today = form.asked(), timezone.localdate()
    listed = list_questions(portal_id, asked, today=today)
    title = section.title if section else pgettext("public section", "Questions and answers")
    is_further = (asked.after or asked.before) and not asked.is_narrowed
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
        **frame_of_view(
            request,
            title,
            home.get_url(request),
            description=_("What citizens ask, and what they are answered, with the whole way in between."),
            further=f"?{request.GET.urlencode()}" if is_further else "",
        ),
    }
    return render(request, "pages/qa/questions.html", context)


def _plain(asked: QueryDict) -> QueryDict:
    """Drop NUL from what was asked: no database takes it."""
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


def _etag(request: HttpRequest) -> str:
    return export_etag(request.portal.id)


@require_safe
@condition(etag_func=_etag)
def questions_csv(request: HttpRequest) -> HttpResponseBase:
    """The public list as CSV that no spreadsheet runs. Queries: as `qa.publication.export.exported_rows` says."""
    home_or_404(request)
    rows = csv_rows(request.portal.id)
    return _asked_anew(table_response(f"hoi-dap-{request.portal.code}", rows, TableFormat.CSV))


@require_safe
def question_figures(request: HttpRequest, table_format: TableFormat) -> HttpResponseBase:
    """The figures by month as a table: all columns, of which those of endings add up to what was received."""
    home_or_404(request)
    rows = rows_by_month(figures_by("month", QuestionTally.objects.for_portals([request.portal.id])))
    return _asked_anew(table_response(f"so-lieu-hoi-dap-{request.portal.code}", rows, table_format))


@require_safe
@condition(etag_func=_etag)
def questions_json(request: HttpRequest) -> HttpResponseBase:
    """Serve the public questions as JSON."""
    home_or_404(request)
    portal = request.portal
    response = StreamingHttpResponse(json_parts(portal.id), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="hoi-dap-{portal.code}.json"'
    return _asked_anew(response)


def _asked_anew(response: HttpResponseBase) -> HttpResponseBase:
    """Let caches keep a response, and revalidate it by its entity tag at each use."""
    response["Cache-Control"] = "public, no-cache"
    return response


KEY_DIGITS = 9


@require_safe
def question_file(request: HttpRequest, code: str, key: int) -> HttpResponseBase:
    """A copy that the board approved; pictures are shown, PDFs are downloaded.

    No cache keeps it and no search engine reads it: what is withheld is gone at once.

    Raises:
        Http404: the question is not read by the public of this portal, or nothing of the file is public.
    """
    question = find_question(request.portal.id, code)
    if question is None or not question.is_readable or len(str(key)) > KEY_DIGITS:
        raise Http404
    copy = PublicCopy.objects.published().of_question(question.pk).filter(pk=key).first()
    if copy is None:
        raise Http404
    try:
        file = copy.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        file,
        as_attachment=not copy.is_picture,
        filename=f"{question.code}-{copy.pk}.{copy.ending}",
        content_type=MEDIA_TYPES[copy.ending],
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex"
    return no_store(response)

"""Open data of a portal's questions, sent while they are read, and only where something has changed."""

from __future__ import annotations

from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import condition, require_safe

from formats.tables.spreadsheets import csv_response
from qa.publication.export import csv_rows, export_etag, json_parts
from qa.views.frame import home_or_404


def _etag(request: HttpRequest) -> str:
    return export_etag(request.portal.id)


@require_safe
@condition(etag_func=_etag)
def questions_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The public list as CSV that no spreadsheet runs. Queries: as `qa.publication.export.exported_rows` says."""
    home_or_404(request)
    portal = request.portal
    return _asked_anew(csv_response(f"hoi-dap-{portal.code}", csv_rows(portal.id)))


@require_safe
@condition(etag_func=_etag)
def questions_json(request: HttpRequest) -> StreamingHttpResponse:
    """The same as JSON."""
    home_or_404(request)
    portal = request.portal
    response = StreamingHttpResponse(json_parts(portal.id), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="hoi-dap-{portal.code}.json"'
    return _asked_anew(response)


def _asked_anew(response: StreamingHttpResponse) -> StreamingHttpResponse:
    """Whoever keeps it asks each time whether it is the same still, which costs one query."""
    response["Cache-Control"] = "public, no-cache"
    return response

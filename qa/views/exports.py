"""Open data of a portal's questions, sent while they are read."""

from __future__ import annotations

from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from qa.export import csv_rows, json_parts
from qa.views.frame import home_or_404
from sites.spreadsheets import csv_response


@require_safe
def questions_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The public list as CSV that no spreadsheet runs. Queries: as `qa.export.exported_rows` says."""
    home_or_404(request)
    portal = request.portal
    return csv_response(f"hoi-dap-{portal.code}", csv_rows(portal.id))


@require_safe
def questions_json(request: HttpRequest) -> StreamingHttpResponse:
    """The same as JSON."""
    home_or_404(request)
    portal = request.portal
    response = StreamingHttpResponse(json_parts(portal.id), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="hoi-dap-{portal.code}.json"'
    response["Cache-Control"] = "no-store"
    return response

"""Documents as they are sent."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from wagtail.documents.views.serve import serve


@require_safe
def serve_document(request: HttpRequest, document_id: str, document_filename: str) -> HttpResponseBase:
    """Wagtail's answer, at the same address: who may read it says `library.access`.

    Without the coding it names: the file is sent as it is stored, and "None", which it says of most, is none that a
    reader's program knows. What the admin shows is kept by no cache.
    """
    response: HttpResponseBase = serve(request, document_id, document_filename)
    if "Content-Encoding" in response:
        del response["Content-Encoding"]
    if getattr(request, "portal", None) is None:
        response["Cache-Control"] = "private, no-store"
    return response

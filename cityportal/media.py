"""Files below /media/, where no web server hands them out."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve

# Documents go through the view that knows who may read them; originals of pictures are nobody's to fetch.
CLOSED_FOLDERS = ("documents", "original_images")


def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Hand out a file by the one way its path is written: `./documents/a.pdf` leads round what is closed.

    Raises:
        Http404: another way of writing it, a closed folder, or no such file.
    """
    steps = path.split("/")
    if not {"", ".", ".."}.isdisjoint(steps) or steps[0].lower() in CLOSED_FOLDERS:
        raise Http404
    try:
        return serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except OSError as error:  # A name that is longer than names of files are.
        raise Http404 from error

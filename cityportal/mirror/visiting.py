"""Asks the application within this process, as a visitor who is nobody, for what the mirror keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished
from django.db import close_old_connections
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from cityportal.media import PUBLIC_FOLDER, serve_media
from page_cache.declaring import Declared, declaring

_MEDIA: Final = f"{settings.MEDIA_URL}{PUBLIC_FOLDER}/"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the application answered.

    Attributes:
        location: where a redirect leads.
        declared: what the view said of its page (`page_cache.declaring`).
    """

    status: int
    content: bytes
    content_type: str
    location: str
    declared: Declared


class Visitor:
    """Asks through all middleware but the page cache, as in read-only mode."""

    def __init__(self) -> None:
        self._handler = WSGIHandler()

    def ask(self, host: str, address: str) -> Answer:
        """Ask for an address of a host; a failure of the application is an answer too."""
        request = RequestFactory(headers={"host": host}).get(address, secure=settings.PUBLIC_SCHEME == "https")
        request.is_mirrored = True  # type: ignore[attr-defined]  # `cityportal.read_only` asks
        with declaring() as declared:
            if request.path_info.startswith(_MEDIA):
                # Where the web server hands pictures out, the application has no such address.
                response = self._media(request)
            else:
                response = self._handler.get_response(request)
        streamed = getattr(response, "streaming", False)
        content = b"".join(response) if streamed else response.content  # type: ignore[attr-defined]
        if streamed:
            _close(response)
        return Answer(
            status=response.status_code,
            content=content,
            content_type=response.get("Content-Type", "").partition(";")[0].strip(),
            location=response.get("Location", ""),
            declared=declared,
        )

    def _media(self, request: object) -> HttpResponseBase:
        path = request.path_info.removeprefix(settings.MEDIA_URL)  # type: ignore[attr-defined]
        try:
            return serve_media(request, path)  # type: ignore[arg-type]
        except Http404:
            return HttpResponse(status=404)


def _close(response: HttpResponseBase) -> None:
    """Close what a response streamed, and not the connection to the database, as the end of a request may do."""
    request_finished.disconnect(close_old_connections)
    try:
        response.close()
    finally:
        request_finished.connect(close_old_connections)

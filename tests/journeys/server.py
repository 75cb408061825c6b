"""The server of the journeys: the whole application, and what browsers may keep of it."""

from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import WSGIEnvironment

from axe_playwright_python.base import AXE_SCRIPT
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import get_path_info
from django.http import HttpRequest, HttpResponse

from sites.middleware import SHEETS_PREFIX

# Beside the static files, for pages to load: their policy refuses scripts of other origins, and a script with an
# address is compiled once for many pages. Wagtail's editor brings an axe of its own, which reports otherwise.
AXE_PATH = "journeys/axe.js"
KEPT, NOT_KEPT = "max-age=86400, immutable", "no-store"


class JourneyHandler(StaticFilesHandler):
    """Serve the application and its static files.

    A context of Chromium serves many journeys: what it may keep is the static files and style sheets, the same for all
    of them. Pages, redirects and media belong to one journey.
    """

    def __call__(self, environ: WSGIEnvironment, start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = get_path_info(environ)
        is_static = self._should_handle(path) or path.startswith(SHEETS_PREFIX)

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            others = [(name, value) for name, value in headers if name.lower() != "cache-control"]
            kept = KEPT if is_static and status.startswith("200") else NOT_KEPT
            return start_response(status, [*others, ("Cache-Control", kept)], *rest)

        return super().__call__(environ, start)

    def serve(self, request: HttpRequest) -> Any:
        if self.file_path(request.path) == AXE_PATH:
            return HttpResponse(f"{AXE_SCRIPT}; window.givenAxe = window.axe", content_type="text/javascript")
        return super().serve(request)

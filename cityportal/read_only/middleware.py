"""Refuses what would change something while the installation is read-only."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from adminviews.scripts import is_script, refusal
from exchange.interface.answers import json_refusal

CODE: Final = "read_only"
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
# A sign-in writes a session, its own event and counts of tries, and nothing else. Without it no operator could read.
# Pages that are open in the editor say so by themselves, every few seconds.
STAYS_OPEN: Final = frozenset(
    {
        "wagtailadmin_login",
        "sign_in_code",
        "wagtailadmin_logout",
        "editing_session",
        "wagtailadmin_editing_sessions:release",
    }
)
# Views that are nothing but a form: they say that it is closed before somebody fills it in.
FORMS: Final = frozenset({"ask_question", "question_lookup", "follow_question", "follow_search", "join_press_list"})
RETRY_AFTER: Final = 15 * 60  # seconds


class ReadOnlyMiddleware:
    """Answers 503 to every unsafe method, and in the place of public forms. Stands before the check of CSRF tokens."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # A page of the mirror is rendered as in read-only mode, whatever the setting.
        request.is_read_only = settings.READ_ONLY or is_mirrored(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if not request.is_read_only:
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if request.method in SAFE_METHODS:
            return _closed(request) if name in FORMS else None
        return None if name in STAYS_OPEN else _closed(request)


def is_mirrored(request: HttpRequest) -> bool:
    """Whether a page is rendered for the mirror of the public pages."""
    return getattr(request, "is_mirrored", False)


def _closed(request: HttpRequest) -> HttpResponse:
    told = _("The portal can only be read for now. Nothing was changed; what you typed is still here.")
    if request.path_info.startswith("/api/"):
        response = json_refusal(HTTPStatus.SERVICE_UNAVAILABLE, code=CODE, message=told)
    elif is_script(request):
        response = refusal(told, status=HTTPStatus.SERVICE_UNAVAILABLE, code=CODE)
    else:
        template = "errors/read_only.html" if getattr(request, "portal", None) else "errors/admin_read_only.html"
        # The mirror has the page as a file at the address of the form.
        status = HTTPStatus.OK if is_mirrored(request) else HTTPStatus.SERVICE_UNAVAILABLE
        response = render(request, template, {"is_sent": request.method not in SAFE_METHODS}, status=status)
    add_never_cache_headers(response)
    response["Retry-After"] = str(RETRY_AFTER)
    response["X-Robots-Tag"] = "noindex"
    return response

"""From a host to its portal, before anything with state runs."""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.request import split_domain_port
from django.shortcuts import render
from django.utils import timezone, translation

from sites.content_policy import ADMIN_POLICY, CONTENT_POLICY, PERMISSIONS_POLICY
from sites.directory import Directory, PortalRecord, get_directory, hold_directory
from sites.enums import CLOSED_STATES, PortalState
from sites.public_request import public_request

# Answered on every host, before any portal is looked up: load balancers ask by address, browsers for an icon whatever
# the host shows.
PATHS_OF_EVERY_HOST = frozenset({"/healthz", "/readyz", "/metrics", "/favicon.ico"})
# Style sheets are the same on all of them, and on hosts that are none of ours.
SHEETS_PREFIX = "/sheets/"
ADMIN_PREFIX = "/admin/"
# Colours of the portal, which its closed pages wear as well.
BRANDING_PATH = "/portal.css"
# Whom to tell of a weakness (RFC 9116): also where the portal is not open.
SECURITY_TXT = "/.well-known/security.txt"
# What the admin host answers besides the admin: files its pages show.
ADMIN_HOST_PREFIXES = (ADMIN_PREFIX, "/static/", "/media/", "/documents/", f"{SECURITY_TXT}/")
# Links by which mails are stopped: consent is withdrawn whatever the state of the portal. Programs for mail send it.
STOP_LINK = re.compile(
    r"(?:/[a-z]{2})?/(?:(?:tim-kiem|hoi-dap|gop-y)/theo-doi|(?:search|questions|comments)/my-mails"
    r"|(?:(?:gop-y|gui-bai)/)?ngung-nhan-tin|(?:(?:comments|contribute)/)?stop-mails)/[^/]+/"
)

# Of answers that are a file, or a part of one, or say that the browser has it.
FILE_STATUSES = frozenset({HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT, HTTPStatus.NOT_MODIFIED})

GetResponse = Callable[[HttpRequest], HttpResponse]


class ContentPolicyMiddleware:
    """Tells browsers what pages load, those that say that there is none included.

    Stands before `PortalMiddleware`, whose refusals become pages between the two. A preview is answered to a screen of
    the admin, as which it is told of: it wears the bar of Wagtail, whose scripts stand inside the page.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "is_dummy", False):
            return response
        if f"{request.path_info}/".startswith(ADMIN_PREFIX) and request.portal is None:
            said = response.headers.get("Content-Security-Policy", CONTENT_POLICY)
            response.headers["Content-Security-Policy"] = said.replace(CONTENT_POLICY, ADMIN_POLICY)
        elif request.portal is not None:
            # Documents bring a stricter one of their own.
            response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        else:
            return response
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response


class PortalMiddleware:
    """Sets `request.portal`; answers unknown hosts, portals that are not open, and retired hosts by itself.

    One cache read per request.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.portal = None
        if request.path_info in PATHS_OF_EVERY_HOST or request.path_info.startswith(SHEETS_PREFIX):
            return self.get_response(request)
        with hold_directory() as directory:
            return self._answer_host(request, directory)

    def _answer_host(self, request: HttpRequest, directory: Directory) -> HttpResponse:
        host = split_domain_port(request.get_host())[0]
        if host == settings.ADMIN_HOST:
            return self._admin_host(request)
        record = directory.by_host(host)
        if record is None:
            moved = directory.moved_from(host)
            if moved is not None and moved.host:
                return _moved_to(moved.root_url + request.get_full_path(), request)
            context = {"host": host, "city": directory.city}
            return _answer(request, "errors/unknown_host.html", status=404, context=context)
        request.portal = record
        if getattr(request, "is_dummy", False):
            # A preview of the admin: whatever the state of the portal, editors see their page.
            return self.get_response(request)
        with public_request():
            return self._portal_host(request, record)

    def _admin_host(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == "/":
            return HttpResponsePermanentRedirect(ADMIN_PREFIX)
        if request.path_info == "/robots.txt":
            return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain; charset=utf-8")
        if not f"{request.path_info}/".startswith(ADMIN_HOST_PREFIXES) and not getattr(request, "is_dummy", False):
            context = {"host": request.get_host(), "city": get_directory().city}
            return _answer(request, "errors/unknown_host.html", status=404, context=context)
        return self.get_response(request)

    def _portal_host(self, request: HttpRequest, record: PortalRecord) -> HttpResponse:
        if record.state in CLOSED_STATES:
            return self._closed_host(request, record)
        if f"{request.path_info}/".startswith(ADMIN_PREFIX) and not _is_file(request):
            raise Http404
        return self.get_response(request)

    def _closed_host(self, request: HttpRequest, record: PortalRecord) -> HttpResponse:
        """What a portal says that is not open: its files, and for all else the same page, whatever the address."""
        if record.state == PortalState.PREPARING:
            request.portal = record = record.as_unopened()
        if _is_file(request) and request.method in {"GET", "HEAD"}:
            response = self.get_response(request)
            if response.status_code in FILE_STATUSES:
                return response
        if record.state == PortalState.PREPARING:
            return _answer(request, "errors/preparing.html", status=404, context={"portal": record})
        context: dict[str, object] = {"portal": record}
        if STOP_LINK.fullmatch(request.path_info):
            if self._stops_mails(request):
                return _answer(request, "errors/suspended.html", status=200, context=context | {"are_stopped": True})
            context["stops_mails"] = True
        response = _answer(request, "errors/suspended.html", status=503, context=context)
        if record.expected_return and record.expected_return > timezone.now():
            response["Retry-After"] = str(int((record.expected_return - timezone.now()).total_seconds()))
        return response

    def _stops_mails(self, request: HttpRequest) -> bool:
        """Let the view of the link do what is sent, and show nothing of it. Nothing is confirmed here."""
        is_sent = request.method == "POST" and "confirm" not in request.POST
        return is_sent and self.get_response(request).status_code == HTTPStatus.OK


def _is_file(request: HttpRequest) -> bool:
    return request.path_info in {BRANDING_PATH, SECURITY_TXT} or request.path_info.startswith(("/static/", "/media/"))


def _moved_to(url: str, request: HttpRequest) -> HttpResponse:
    """Redirect for good. What is sent is sent again to the new host: after a 301, clients ask for it instead."""
    response = HttpResponsePermanentRedirect(url)
    if request.method not in {"GET", "HEAD"}:
        response.status_code = HTTPStatus.PERMANENT_REDIRECT
    return response


class PathLanguageMiddleware:
    """Activates the language of the path: English under /en/, else Vietnamese; the admin's is the person's own.

    Replaces Django's LocaleMiddleware, which asks the browser's language and adds `Vary: Accept-Language`: the
    language of a public page follows from its address alone, so caches keep one copy of each.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or language)
        return response


def _answer(request: HttpRequest, template: str, *, status: int, context: dict[str, object]) -> HttpResponse:
    """A page that needs nothing of the later middleware: no session, no user."""
    language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    with translation.override(language):
        response = render(request, template, context, status=status)
    response["Content-Language"] = language
    response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = CONTENT_POLICY
    response["Permissions-Policy"] = PERMISSIONS_POLICY
    return response

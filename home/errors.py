"""Error pages in the portal's own look."""

from __future__ import annotations

import re
import sys
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import escape_leading_slashes
from django.utils.translation import gettext

from adminviews.scripts import SIGNED_OUT, STALE_FORM, is_script, refusal
from audit.errors import StorageAway
from editorial.models import Takedown
from home.publication.former_addresses import Lead, lead_now, lead_on
from sites.content_policy import CONTENT_POLICY, PERMISSIONS_POLICY
from sites.middleware import ADMIN_PREFIX

# Of pages that answer where the middleware that gives these to others did not come to run.
HEADERS: Final = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Permissions-Policy": PERMISSIONS_POLICY,
    "X-Frame-Options": settings.X_FRAME_OPTIONS,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    "Cache-Control": "no-store",
}
# Seconds after which a browser or a search engine may ask again.
RETRY_AFTER: Final = 60
# Below it stands the interface for other systems (`exchange.interface`).
INTERFACE_PREFIX: Final = "/api/"
# Characters of a form that a page gives back; no form of the public pages takes so many.
MOST_TYPED: Final = 200_000
# Letters of an address that are searched for.
LONGEST_QUERY: Final = 100


class StaleForm(PermissionDenied):
    """A form was sent without the token of its session, or with that of another one."""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: a request no browser of ours sends. From a template that needs no portal: the host may be what is wrong."""
    return _alone(request, "errors/400.html", {}, status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 inside the frame of the portal, unless the address is a former one; on the admin host, with the way back to
    the dashboard."""
    portal = getattr(request, "portal", None)
    if portal is None:
        return render(request, "errors/admin_404.html", status=404)
    # Addresses of former portals may be such as no page of ours has, and come to no view.
    if request.method in {"GET", "HEAD"} and (lead := lead_now(request, portal)):
        return gone(request, lead=lead) if lead.offered else lead_on(lead.url)
    return render(request, "errors/404.html", {"words": words_of_address(request.path)}, status=404)


def words_of_address(path: str) -> str:
    """Words of the last part of an address, to search for; empty where it has none. Pure."""
    last = path.rstrip("/").rpartition("/")[2].rsplit(".", 1)[0]
    return " ".join(re.findall(r"[^\W\d_]{2,}|\d+", last))[:LONGEST_QUERY]


def gone(request: HttpRequest, takedown: Takedown | None = None, *, lead: Lead | None = None) -> HttpResponse:
    """410 inside the frame of the portal: the board withdrew what stood here. Says when and the class of the reason,
    and offers the page in another language that took its place.

    Never the reason in words, which may repeat what must not be public.
    """
    response = render(request, "errors/410.html", {"takedown": takedown, "lead": lead}, status=410)
    response["X-Robots-Tag"] = "noindex"
    return response


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 inside the frame of the portal; on the admin host, with the way back to the dashboard, and to a script of the
    admin a sentence that it shows."""
    if getattr(request, "portal", None) is None:
        if request.path_info.startswith(ADMIN_PREFIX) and is_script(request):
            return _refused(request, is_stale=isinstance(exception, StaleForm))
        return render(request, "errors/admin_403.html", status=403)
    return render(request, "errors/403.html", status=403)


def _refused(request: HttpRequest, *, is_stale: bool) -> HttpResponse:
    """To a script of the admin. Whether a session has ended comes first: its token is another one then, too."""
    if getattr(request, "user", None) is None or not request.user.is_authenticated:
        told = gettext("You are signed out. Sign in again in another window; what you typed is still here.")
        return refusal(told, status=403, code=SIGNED_OUT)
    told = gettext("Nothing was changed: your role does not include it, or this page was open for too long.")
    return refusal(told, status=403, code=STALE_FORM if is_stale else "")


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose CSRF token is missing or too old; the same page as for missing rights, which says so."""
    return forbidden(request, StaleForm(reason))


def broken(request: HttpRequest) -> HttpResponse:
    """500 from a template that needs nothing: no database, no portal, no session. 503 where the database, or the
    storage of files, is what does not answer: that passes, and says nothing of the page. What a citizen had typed comes
    back with it. In JSON for other systems.

    Django calls this while it handles the exception.
    """
    is_passing = is_service_away(sys.exception())
    status = HTTPStatus.SERVICE_UNAVAILABLE if is_passing else HTTPStatus.INTERNAL_SERVER_ERROR
    if request.path_info.startswith(INTERFACE_PREFIX):
        code = "service_away" if is_passing else "server_error"
        told = {"error": {"code": code, "message": status.phrase}}
        headers = HEADERS | {"Access-Control-Allow-Origin": "*"}
        response: HttpResponse = JsonResponse(told, status=status, headers=headers)
    else:
        typed = _typed(request) if is_passing else []
        context = {"typed": typed, "files": request.FILES if typed else {}}
        response = _alone(request, f"errors/{status}.html", context, status=status)
    if is_passing:
        response["Retry-After"] = str(RETRY_AFTER)
    return response


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Names and values of a form of the public pages, of which browsers keep nothing; those of the admin are kept by
    its scripts, and may be passwords."""
    if request.method != "POST" or request.path_info.startswith(ADMIN_PREFIX):
        return []
    try:
        typed = [(name, value) for name, values in request.POST.lists() for value in values]
    except (OSError, RequestDataTooBig):  # It did not come whole.
        return []
    return typed if sum(len(name) + len(value) for name, value in typed) <= MOST_TYPED else []


def is_service_away(error: BaseException | None) -> bool:
    """Whether an exception came from a database that does not answer, has no room now, or is damaged, or from a storage
    of files that does not answer. Pure."""
    while error is not None:
        # Of a damaged file SQLite says no more than that something is wrong with the database.
        if isinstance(error, (OperationalError, InterfaceError, StorageAway)) or type(error) is DatabaseError:
            return True
        error = error.__cause__ or error.__context__
    return False


def _alone(request: HttpRequest, template: str, context: dict[str, Any], *, status: int) -> HttpResponse:
    """A page that asks nothing of the request but its address: in the language of that."""
    language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    with translation.override(language):
        response = HttpResponse(
            render_to_string(template, context | {"address": escape_leading_slashes(request.get_full_path())}),
            status=status,
            headers=HEADERS,
        )
    response["Content-Language"] = language
    return response

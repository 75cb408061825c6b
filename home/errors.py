"""Error pages in the portal's own look."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from sites.models import Takedown


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: a request no browser of ours sends. From a template that needs no portal: the host may be what is wrong."""
    return render(request, "errors/400.html", status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 inside the frame of the portal; on the admin host, with the way back to the dashboard."""
    if getattr(request, "portal", None) is None:
        return render(request, "errors/admin_404.html", status=404)
    return render(request, "errors/404.html", status=404)


def gone(request: HttpRequest, takedown: Takedown) -> HttpResponse:
    """410 inside the frame of the portal: the board withdrew what stood here. Says when and the class of the reason.

    Never the reason in words, which may repeat what must not be public.
    """
    response = render(request, "errors/410.html", {"takedown": takedown}, status=410)
    response["X-Robots-Tag"] = "noindex"
    return response


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 inside the frame of the portal; on the admin host, with the way back to the dashboard."""
    if getattr(request, "portal", None) is None:
        return render(request, "errors/admin_403.html", status=403)
    return render(request, "errors/403.html", status=403)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose CSRF token is missing or too old; the same page as for missing rights, which says so."""
    return forbidden(request, PermissionDenied(reason))


def broken(request: HttpRequest) -> HttpResponse:
    """500 from a template that needs nothing: no database, no portal, no session."""
    return HttpResponse(render_to_string("errors/500.html"), status=500)

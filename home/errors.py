"""Error pages in the portal's own look."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.defaults import page_not_found, permission_denied


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 inside the frame of the portal; on the admin host, Django's plain page."""
    if getattr(request, "portal", None) is None:
        return page_not_found(request, exception)
    return render(request, "errors/404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 inside the frame of the portal; on the admin host, Django's plain page."""
    if getattr(request, "portal", None) is None:
        return permission_denied(request, exception)
    return render(request, "errors/403.html", status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """500 from a template that needs nothing: no database, no portal, no session."""
    return HttpResponse(render_to_string("errors/500.html"), status=500)

"""Error pages in the portal's own look."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import page_not_found


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 inside the frame of the portal; on the admin host, Django's plain page."""
    if getattr(request, "portal", None) is None:
        return page_not_found(request, exception)
    return render(request, "errors/404.html", status=404)

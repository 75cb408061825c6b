"""What all public views of asking have in common: the frame, and what browsers are told of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from home.feeds import live_home
from home.presentation import Meta, frame_of_view


def frame(request: HttpRequest, title: str, *, url_of: str = "", head: str = "") -> dict[str, Any]:
    """Head, breadcrumb and heading of a view. One query.

    Args:
        url_of: the view whose address the head names, of an address that is secret itself.
        head: title of the window, where it says more than the heading.

    Raises:
        Http404: the portal has no public home in this language.
    """
    home = live_home(request.portal)
    if home is None:
        raise Http404
    context = frame_of_view(request, title, home.get_url(request))
    meta: Meta = context["meta"]
    if head:
        meta = replace(meta, title=head)
    if url_of:
        meta = replace(meta, url=f"{request.portal.root_url}{reverse(url_of)}")
    return {**context, "meta": meta}


def answer(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page that no cache keeps."""
    return unkept(render(request, f"pages/qa/{template}.html", context, status=status))


def secret_answer(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """The same of an address that is a secret: neither other pages nor search engines are told of it."""
    return of_secret(answer(request, template, context, status=status))


def unkept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response


def of_secret(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return unkept(response)

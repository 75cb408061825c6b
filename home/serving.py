"""Serving a page: Wagtail's view, with the route found in two queries."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from home.routing import find_route


@require_safe
def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Show the page that a path of this portal names in the language of the path, or answer 404.

    `/en/…` never shows Vietnamese text: the route is looked for below the home of the active language only.
    """
    # Wagtail 8.0: private, where `Page.route_for_request` keeps its answer; drop when `serve` takes a route.
    request._wagtail_route_for_request = _route(request, path)
    return wagtail_serve(request, path)


def _route(request: HttpRequest, path: str) -> RouteResult | None:
    if request.portal is None:
        return None
    components = [component for component in path.split("/") if component]
    try:
        return find_route(request, request.portal.container_path, get_language(), components)
    except Http404:
        return None

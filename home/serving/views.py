"""Serving a page: Wagtail's view, with the route found at once."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from editorial.models import Takedown
from home.errors import gone
from home.page_registry import section_views
from home.publication.former_addresses import lead_now, lead_on
from home.serving.addresses import versions_step
from home.serving.listing import PAGE
from home.serving.routing import find_route, split_address
from home.views.former_versions import show_versions
from page_cache.declaring import cacheable


@require_safe
@cacheable(PAGE)
def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Show the page that a path of this portal names in the language of the path.

    A former version stands below the address of its page. A former address leads on; what the board withdrew answers
    410, all else that is not there 404.

    `/en/…` never shows Vietnamese text: the route is looked for below the home of the active language only.
    """
    components = [component for component in path.split("/") if component]
    if len(components) == 1 and components[0] in section_views():
        # Below /en/ the view has an English address: `home.errors.not_found` leads there.
        raise Http404
    # Wagtail 8.0: private, where `Page.route_for_request` keeps its answer; drop when `serve` takes a route.
    request._wagtail_route_for_request = _route(request, components)
    try:
        if request._wagtail_route_for_request is None:
            return _versions(request, components)
        return wagtail_serve(request, path)
    except Http404:
        if request.portal is None or (takedown := _withdrawn(request, components)) is None:
            # `home.errors.not_found` looks for where the address leads.
            raise
        lead = lead_now(request, request.portal)
        return lead_on(lead.url) if lead and not lead.offered else gone(request, takedown, lead=lead)


def _route(request: HttpRequest, components: list[str]) -> RouteResult | None:
    if request.portal is None:
        return None
    try:
        return find_route(request, request.portal.container_path, get_language(), components)
    except Http404:
        return None


def _versions(request: HttpRequest, components: list[str]) -> HttpResponse:
    """Former versions of a public page, by an address below it.

    Raises:
        Http404: the address asks for none, or there is none that the public may read.
    """
    asked = split_address(components)
    route = _route(request, asked[0]) if asked else None
    if asked is None or route is None:
        raise Http404
    if components[len(asked[0])] != versions_step():
        # It was asked for in words of the other language.
        return lead_on(f"{route.page.get_url(request)}{'/'.join([versions_step(), *components[len(asked[0]) + 1 :]])}/")
    return show_versions(request, route, asked[1])


def _withdrawn(request: HttpRequest, components: list[str]) -> Takedown | None:
    """The withdrawal that stands for an address of this portal, or for a version below it."""
    asked = split_address(components)
    paths = [request.path]
    if asked:
        depth = len(components) - len(asked[0])
        paths.append("/".join(request.path.rstrip("/").split("/")[:-depth]) + "/")
    withdrawals = Takedown.objects.filter(portal_id=request.portal.id, address__in=paths)
    takedown = withdrawals.standing().first()
    if takedown is None and asked and asked[1]:
        # The page came back by a review; what stood there before did not.
        return withdrawals.filter(public_versions__number=asked[1]).first()
    return takedown

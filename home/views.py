"""Public views that are no page of the tree: site maps, robots, the list of portals, a portal's style sheet."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext, pgettext
from django.views.decorators.http import require_safe
from wagtail.models import Page

from home.branding import branding_of, style_sheet, version_of
from home.feeds import live_home
from home.presentation import Crumb, Meta
from home.queries import portals_by_kind, site_map_entries, tree_of
from sites.directory import Directory, PortalRecord, get_directory

# Home, sections, what stands directly below them.
SITE_MAP_DEPTH = 5
MAX_FINDER_LENGTH = 100
YEAR_IN_SECONDS = 365 * 24 * 60 * 60


@require_safe
def portal_css(request: HttpRequest) -> HttpResponse:
    """The three custom properties of a portal's branding. One query; the address carries the version.

    Only under its own version it can be kept for good: a page that is older than this asks for what it was.
    """
    row = branding_of(request)
    if row is None:
        raise Http404
    response = HttpResponse(style_sheet(row), content_type="text/css; charset=utf-8")
    is_current = request.GET.get("v") == version_of(row)
    response["Cache-Control"] = f"public, max-age={YEAR_IN_SECONDS}, immutable" if is_current else "public, max-age=300"
    return response


@require_safe
def sitemap_page(request: HttpRequest) -> HttpResponse:
    """The tree of the portal for people (Circular 22/2023: sơ đồ cổng). One query besides the frame."""
    home = _home_or_404(request)
    rows = tree_of(request.portal.container_path, get_language(), max_depth=SITE_MAP_DEPTH)
    branches: dict[str, dict[str, Any]] = {}
    tree: list[dict[str, Any]] = []
    for row in rows:
        node = {"title": row.title, "url": row.get_url(request), "children": []}
        branches[row.path] = node
        parent = branches.get(row.path[: -Page.steplen])
        (parent["children"] if parent else tree).append(node)
    title = gettext("Site map")
    return render(request, "pages/home/sitemap.html", {"tree": tree, **_frame(request, title, home.get_url(request))})


@require_safe
def portals(request: HttpRequest) -> HttpResponse:
    """Every component portal by kind, with a finder that needs no accents; on the city portal only (3.1)."""
    home = _home_or_404(request)
    directory = get_directory()
    if not request.portal.is_city:
        if directory.city is None:
            raise Http404
        return HttpResponsePermanentRedirect(directory.city.root_url + request.get_full_path())
    query = " ".join(request.GET.get("q", "").split())[:MAX_FINDER_LENGTH]
    found = [record for record in directory.find(query) if record.is_listed and not record.is_city]
    title = gettext("Portals of departments, districts and communes")
    context = {
        "query": query,
        "total": len(found),
        "groups": portals_by_kind(directory, found),
        "districts": _communes_by_parent(found, directory),
    }
    return render(request, "pages/home/portals.html", context | _frame(request, title, home.get_url(request)))


def _communes_by_parent(records: list[PortalRecord], directory: Directory) -> list[dict[str, Any]]:
    """Communes under the portal they belong to, both in the order of the directory; those of no district last."""
    groups: dict[int | None, list[PortalRecord]] = {}
    for record in records:
        if record.kind == "commune":
            groups.setdefault(record.parent_id, []).append(record)
    place = {record.id: number for number, record in enumerate(directory.records)}
    return [
        {"parent": directory.by_id.get(parent_id) if parent_id else None, "portals": groups[parent_id]}
        for parent_id in sorted(groups, key=lambda parent_id: place.get(parent_id or 0, len(place)))
    ]


@require_safe
def sitemap_xml(request: HttpRequest) -> HttpResponse:
    """Every live page of the portal, with its versions in other languages (hreflang). One query."""
    entries = site_map_entries(request.portal.container_path)
    response = render(request, "pages/home/sitemap.xml", {"entries": entries}, content_type="application/xml")
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read, and where the site map is. An archived portal stays readable and is not indexed."""
    lines = ["User-agent: *"]
    lines += (
        ["Disallow: /"]
        if request.portal.is_archived or settings.IS_DEMO
        else ["Disallow: /tim-kiem/", "Disallow: /en/tim-kiem/"]
    )
    lines.append(f"Sitemap: {request.portal.root_url}{reverse('sitemap_xml')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _home_or_404(request: HttpRequest) -> Any:
    home = live_home(request.portal)
    if home is None:
        raise Http404
    return home


def _frame(request: HttpRequest, title: str, home_url: str) -> dict[str, Any]:
    meta = Meta(
        title=title,
        description="",
        url=f"{request.portal.root_url}{request.path}",
        type="website",
        language=get_language(),
        creator="",
        publisher=request.portal.portal_title,
    )
    return {
        "meta": meta,
        "breadcrumb": [Crumb(pgettext("breadcrumb", "Home"), home_url), Crumb(title, "")],
        "page_title": title,
    }

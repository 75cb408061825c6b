"""Public views that are no page of the tree: site maps, robots, the list of portals, a portal's style sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext, override
from django.views.decorators.http import require_safe
from wagtail.models import Page

from home.branding.stylesheet import branding_of, style_sheet, version_of
from home.models import SubjectField
from home.queries import branches_in_language, portals_by_kind, public_languages
from home.serving.feeds import live_home
from home.serving.homes.followed import followed_items
from home.serving.presentation import frame_of_view
from home.serving.site_maps import SiteMapEntry, site_map_entries, site_map_pages, site_map_sources, tree_of
from home.serving.stylesheets import sheet_of
from home.serving.stylesheets import version_of as sheet_version
from page_cache.declaring import cacheable
from sites.directory import HOME_DEPTH, Directory, PortalRecord, get_directory
from sites.naming import COMMUNE

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet

# Home, sections, what stands directly below them.
SITE_MAP_DEPTH = 5
# Pages below one page that the site map for people shows.
SITE_MAP_CHILDREN = 30
# Addresses in one file; search engines read 50,000 and each has its versions beside it.
SITE_MAP_PART = 10_000
PART = "phan"
# Lists of the portal that are no pages of the tree.
VIEWS_ON_SITE_MAP = ("sitemap_page", "questions", "question_statistics", "questions_withheld", "data_interface")
CITY_VIEWS_ON_SITE_MAP = (
    "portals",
    "city_direction",
    "city_drafts",
    "city_channels",
    "city_questions",
    *VIEWS_ON_SITE_MAP,
)
MAX_FINDER_LENGTH = 100
# Portals, and topics, whose news are asked for at once; seconds for which the answer is kept.
MOST_FOLLOWED = 20
FOLLOWED_KEPT = 300
# So many portals are looked over at once; the groups of more are closed until somebody opens one.
FEW_PORTALS = 40
DAY_IN_SECONDS = 24 * 60 * 60
# As `tokens.css` has them: the paper, and the bar on top.
BACKGROUND, THEME = "#ffffff", "#2c2522"
ICON_SIZES = (192, 512)
YEAR_IN_SECONDS = 365 * 24 * 60 * 60


@require_safe
def portal_css(request: HttpRequest) -> HttpResponse:
    """The three custom properties of a portal's branding.

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
def style_sheet_of_page(request: HttpRequest, version: str, names: str) -> HttpResponse:
    """The sheet of some components, the same on every host; kept for good under its own version only."""
    wanted = tuple(names.split("."))
    try:
        text = sheet_of(wanted)
    except LookupError:
        raise Http404 from None
    response = HttpResponse(text, content_type="text/css; charset=utf-8")
    is_current = version == sheet_version(wanted)
    response["Cache-Control"] = f"public, max-age={YEAR_IN_SECONDS}, immutable" if is_current else "public, max-age=300"
    return response


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead to the icon that our pages name: browsers ask here for files and errors, which name none."""
    response = HttpResponseRedirect(static("img/favicon.svg"))
    response["Cache-Control"] = f"public, max-age={DAY_IN_SECONDS}"
    return response


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """The name and the icons under which a telephone keeps the portal on its first screen."""
    portal = request.portal
    icons = [
        {"src": static(f"img/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"} for size in ICON_SIZES
    ]
    response = JsonResponse(
        {
            "name": portal.portal_title,
            "short_name": portal.short_name,
            "lang": get_language(),
            "start_url": reverse("wagtail_serve", args=[""]),
            "display": "browser",
            "background_color": BACKGROUND,
            "theme_color": THEME,
            "icons": icons,
        },
        content_type="application/manifest+json",
    )
    response["Cache-Control"] = f"public, max-age={DAY_IN_SECONDS}"
    return response


@require_safe
@cacheable()
def sitemap_page(request: HttpRequest) -> HttpResponse:
    """The tree of the portal for people (Circular 22/2023: sơ đồ cổng)."""
    home = _home_or_404(request)
    rows = tree_of(
        request.portal.container_path, get_language(), max_depth=SITE_MAP_DEPTH, max_children=SITE_MAP_CHILDREN
    )
    branches: dict[str, dict[str, Any]] = {}
    tree: list[dict[str, Any]] = []
    for row, left_out in rows:
        node = {"title": row.title, "url": row.get_url(request), "children": [], "left_out": 0}
        branches[row.path] = node
        if row.depth == HOME_DEPTH + 1:
            tree.append(node)
        elif parent := branches.get(row.path[: -Page.steplen]):
            parent["children"].append(node)
            parent["left_out"] = left_out
    description = gettext("All sections of the %(title)s and what stands first below them.")
    told = description % {"title": request.portal.portal_title}
    frame = frame_of_view(request, gettext("Site map"), home.get_url(request), description=told)
    return render(request, "pages/home/sitemap.html", {"tree": tree, **frame})


@require_safe
@cacheable()
def portals(request: HttpRequest) -> HttpResponse:
    """Every component portal by kind, and archived ones behind them, with a finder that needs no accents; on the city
    portal only (3.1)."""
    home = _home_or_404(request)
    directory = get_directory()
    if not request.portal.is_city:
        if directory.city is None:
            raise Http404
        return HttpResponsePermanentRedirect(directory.city.root_url + request.get_full_path())
    query = " ".join(request.GET.get("q", "").split())[:MAX_FINDER_LENGTH]
    matching = [record for record in directory.find(query) if record.is_listed and not record.is_city]
    found = [record for record in matching if not record.is_archived]
    title = gettext("Portals of departments, districts and communes")
    context = {
        "query": query,
        "total": len(matching),
        "is_open": bool(query) or len(found) <= FEW_PORTALS,
        "archived": [record for record in matching if record.is_archived],
        "groups": portals_by_kind(directory, found),
        "in_language": branches_in_language(get_language()),
        "districts": _communes_by_parent(found, directory),
        "topics": [] if query else SubjectField.objects.all(),
    }
    description = gettext("Find the portal of a department, a district, a ward or a commune by its name.")
    frame = frame_of_view(request, title, home.get_url(request), description=description)
    return render(request, "pages/home/portals.html", context | frame)


@require_safe
def followed(request: HttpRequest) -> HttpResponse:
    """What is new of portals and topics, for `js/following.js` on the city's home: nobody is told who asks."""
    if not request.portal.is_city:
        raise Http404
    codes, topics = (request.GET.getlist(name)[:MOST_FOLLOWED] for name in ("cong", "linh-vuc"))
    items = followed_items(codes, topics, language=get_language(), site_id=request.portal.site_id)
    response = render(request, "pages/home/followed.html", {"items": items})
    response["Cache-Control"] = f"public, max-age={FOLLOWED_KEPT}"
    response["X-Robots-Tag"] = "noindex"
    return response


def _communes_by_parent(records: list[PortalRecord], directory: Directory) -> list[dict[str, Any]]:
    """Communes under the portal they belong to, both in the order of the directory; those of no district last."""
    groups: dict[int | None, list[PortalRecord]] = {}
    for record in records:
        if record.kind == COMMUNE:
            groups.setdefault(record.parent_id, []).append(record)
    place = {record.id: number for number, record in enumerate(directory.records)}
    return [
        {"parent": _listed(directory.by_id.get(parent_id or 0)), "portals": groups[parent_id]}
        for parent_id in sorted(groups, key=lambda parent_id: place.get(parent_id or 0, len(place)))
    ]


def _listed(record: PortalRecord | None) -> PortalRecord | None:
    return record if record is not None and record.is_listed else None


@require_safe
@cacheable()
def sitemap_xml(request: HttpRequest) -> HttpResponse:
    """Every live page of the portal, with its versions in other languages (hreflang), and what other apps have pages of
    (`home.serving.site_maps`); large portals have it in parts, each of one kind."""
    portal, pages = request.portal, site_map_pages(request.portal.container_path)
    counted = [("", pages.count()), *((source.name, source.count(portal)) for source in site_map_sources())]
    parts = {
        f"{name}{number}": (name, (number - 1) * SITE_MAP_PART)
        for name, count in counted
        for number in range(1, -(-count // SITE_MAP_PART) + 1)
    }
    asked = request.GET.get(PART, "")
    if asked and asked not in parts:
        raise Http404
    is_whole = sum(count for _name, count in counted) <= SITE_MAP_PART
    if not asked and not is_whole:
        address = portal.root_url + request.path
        return _xml(request, "pages/home/sitemap_index.xml", {"files": [f"{address}?{PART}={part}" for part in parts]})
    wanted = [parts[asked]] if asked else [(name, 0) for name, count in counted if count]
    entries = [entry for name, start in wanted for entry in _site_map_part(request, pages, name, start)]
    return _xml(request, "pages/home/sitemap.xml", {"entries": entries})


def _site_map_part(request: HttpRequest, pages: PageQuerySet, name: str, start: int) -> list[SiteMapEntry]:
    """Entries of one kind; the lists that views answer stand behind the first pages."""
    if not name:
        entries = site_map_entries(pages, start=start, length=SITE_MAP_PART)
        return entries + _views_on_site_map(request) if start == 0 else entries
    source = next(source for source in site_map_sources() if source.name == name)
    languages = public_languages(request.portal.container_path)
    return source.entries(request.portal, languages=languages, start=start, length=SITE_MAP_PART)


def _views_on_site_map(request: HttpRequest) -> list[SiteMapEntry]:
    """Lists that answer in each language the portal has."""
    languages = public_languages(request.portal.container_path)
    names = CITY_VIEWS_ON_SITE_MAP if request.portal.is_city else VIEWS_ON_SITE_MAP
    entries = []
    for name in names:
        versions = []
        for language in languages:
            with override(language):
                versions.append((language, request.portal.root_url + reverse(name)))
        several = tuple(versions) if len(versions) > 1 else ()
        entries += [SiteMapEntry(url=url, versions=several) for _language, url in versions]
    return entries


def _xml(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    response = render(request, template, context, content_type="application/xml")
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read, and where the site map is. An archived portal stays readable and is not indexed."""
    lines = ["User-agent: *"]
    lines += (
        ["Disallow: /"]
        if request.portal.is_archived or settings.IS_DEMO
        else ["Disallow: /tim-kiem/", "Disallow: /en/search/"]
    )
    lines.append(f"Sitemap: {request.portal.root_url}{reverse('sitemap_xml')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _home_or_404(request: HttpRequest) -> Any:
    home = live_home(request.portal)
    if home is None:
        raise Http404
    return home

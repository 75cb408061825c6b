"""The page of results."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext, pgettext
from django.views.decorators.http import require_safe

from home.serving.feeds import live_home
from home.serving.presentation import Crumb, Meta
from search.help import Help, help_with
from search.query import MAX_LENGTH, Query
from search.service import MAX_HITS, Results, search_pages
from sites.directory import PortalRecord
from sites.enums import PortalState

PER_PAGE: Final = 10
QUESTION, SCOPE, PAGE = "q", "pham-vi", "trang"
PORTAL, CITY = "portal", "city"
# What the address may say, and what it means.
SCOPES: Final = {PORTAL: PORTAL, CITY: CITY, "toan-thanh-pho": CITY}


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Search the portal, or the whole city: by default on the city's own portal, elsewhere on demand."""
    portal: PortalRecord = request.portal
    home = live_home(portal)
    if home is None:
        raise Http404
    typed = request.GET.get(QUESTION, "").replace("\0", "")
    scope = scope_of(request)
    query = Query.read(typed)
    page, results = _page_of_results(request, query, portal, scope)
    context = {
        "query": typed[:MAX_LENGTH],
        "results": page,
        "scope": scope,
        "total": results.total,
        "has_other_marks": results.has_other_marks,
        "parameters": urlencode({QUESTION: query.text, SCOPE: scope}),
        "takes_followers": portal.state == PortalState.LIVE,
        "help": _help(query, portal, scope) if query and not results.total else None,
        "page_parameter": PAGE,
        "breadcrumb": [Crumb(pgettext("breadcrumb", "Home"), home.get_url(request)), Crumb(gettext("Search"), "")],
        "meta": _meta(request, portal, query),
    }
    response = render(request, "search/results.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def scope_of(request: HttpRequest) -> str:
    """Where the address says to search: the city's own portal searches the city, unless it says otherwise."""
    return SCOPES.get(request.GET.get(SCOPE, ""), CITY if request.portal.is_city else PORTAL)


def _help(query: Query, portal: PortalRecord, scope: str) -> Help:
    within = None if scope == CITY else portal
    return help_with(query, language=get_language(), portal=portal, within=within, kept=scope)


def _page_of_results(request: HttpRequest, query: Query, portal: PortalRecord, scope: str) -> tuple[Any, Results]:
    """One page of hits, the last one where the address asks for more; and what it was made from."""

    def find(number: int) -> Results:
        return search_pages(
            query,
            language=get_language(),
            portal=None if scope == CITY else portal,
            limit=PER_PAGE,
            offset=(number - 1) * PER_PAGE,
            seen_from=portal,
        )

    asked = request.GET.get(PAGE, "")
    # A number longer than any page's is past the end, too.
    number = int(asked[:9]) if asked.isascii() and asked.isdecimal() else 1
    number = min(max(number, 1), MAX_HITS // PER_PAGE)
    results = find(number)
    page = Paginator(range(min(results.total, MAX_HITS)), PER_PAGE).get_page(number)
    if page.number != number:
        results = find(page.number)
    page.object_list = results.hits
    return page, results


def _meta(request: HttpRequest, portal: PortalRecord, query: Query) -> Meta:
    return Meta(
        title=gettext("Search: %(query)s") % {"query": query.text} if query else gettext("Search"),
        description="",
        url=f"{portal.root_url}{request.path}",
        type="website",
        language=get_language(),
        creator="",
        publisher=portal.portal_title,
    )

"""The page of results."""

from __future__ import annotations

from dataclasses import asdict, replace
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from home.serving.feeds import live_home
from home.serving.presentation import Crumb, Meta
from search.best_bets import best_bets_for
from search.facets import Narrowing, labels_for
from search.filters import NO_FILTERS, QUESTION, SCOPE, Filters, Sort, read_sort
from search.hits import Results
from search.offers.help import Help, help_with
from search.offers.suggestions import suggestions
from search.service import MAX_HITS, other_spelling, search_pages
from search.words.query import MAX_LENGTH, Query
from sites.directory import PortalRecord, get_directory

PER_PAGE: Final = 10
SUGGESTIONS_KEPT: Final = 300
PAGE: Final = "trang"
# In an address: no other spelling is searched for.
AS_TYPED: Final = "nguyen-van"
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
    query, directory = Query.read(typed), get_directory()
    asked = {QUESTION: typed[:MAX_LENGTH], SCOPE: scope}
    narrowing = Narrowing(Filters.read(request.GET, directory), read_sort(request.GET), asked, directory, portal)
    page, results = _page_of_results(request, query, portal, scope, narrowing)
    meant = "" if narrowing.filters else _meant(query, results, portal, scope)
    shows_meant = bool(meant) and not results.has_all and AS_TYPED not in request.GET
    if shows_meant:
        query, narrowing = Query.read(meant), replace(narrowing, asked=asked | {QUESTION: meant})
        page, results = _page_of_results(request, query, portal, scope, narrowing)
    needs_help = query and not narrowing.filters and (not results.total or results.lacks_words)
    context = {
        "query": typed[:MAX_LENGTH],
        "results": page,
        "scope": scope,
        "total": results.total,
        "has_more": results.has_more,
        "has_other_marks": results.has_other_marks,
        "meant": meant,
        "shows_meant": shows_meant,
        **_narrowed(narrowing, results),
        "best_bets": best_bets_for(query, portal, with_city=scope == CITY, day=localdate()) if query else [],
        "parameters": urlencode([(QUESTION, query.text), (SCOPE, scope), *narrowing.filters.parameters(directory)]),
        "takes_followers": portal.is_live,
        "lacks_words": results.lacks_words,
        "help": _help(query, portal, scope) if needs_help else None,
        "page_parameter": PAGE,
        "breadcrumb": [Crumb(pgettext("breadcrumb", "Home"), home.get_url(request)), Crumb(gettext("Search"), "")],
        "meta": _meta(request, portal, query),
    }
    response = render(request, "search/results.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


# It carries no right, and nothing is kept of it but its line in the log.
@csrf_exempt
@require_POST
def count_click(request: HttpRequest, position: int) -> HttpResponse:
    """Answer what a page of results sends when one of them is opened: counted from the log, by place alone."""
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@require_safe
def search_suggestions(request: HttpRequest) -> HttpResponse:
    """Suggest titles and words for a field of search, as JSON; the same for everybody, and cached for a while."""
    if live_home(request.portal) is None:
        raise Http404
    typed = request.GET.get(QUESTION, "").replace("\0", "")
    found = suggestions(typed, language=get_language(), portal=request.portal, on=localdate())
    response = JsonResponse({"suggestions": [asdict(one) for one in found]})
    response["Cache-Control"] = f"public, max-age={SUGGESTIONS_KEPT}"
    response["X-Robots-Tag"] = "noindex"
    return response


def scope_of(request: HttpRequest) -> str:
    """Scope that an address asks for; without one, the city's own portal searches the city, others themselves."""
    return SCOPES.get(request.GET.get(SCOPE, ""), CITY if request.portal.is_city else PORTAL)


def _meant(query: Query, results: Results, portal: PortalRecord, scope: str) -> str:
    within = None if scope == CITY else portal
    return other_spelling(query, results, language=get_language(), portal=within) or ""


def _help(query: Query, portal: PortalRecord, scope: str) -> Help:
    within = None if scope == CITY else portal
    return help_with(query, language=get_language(), portal=portal, within=within, kept=scope)


def _narrowed(narrowing: Narrowing, results: Results) -> dict[str, Any]:
    """Ways to narrow and to sort, and what was chosen."""
    filters = narrowing.filters
    labels = labels_for(narrowing.directory, results.counts, filters)
    others = replace(filters, since=None, until=None)
    sorts = ((Sort.RELEVANCE, _("best match")), (Sort.DATE, _("newest")))
    return {
        "narrowing": {
            "groups": narrowing.groups(results.counts, labels),
            "kept": narrowing.parameters(others),
            "since": filters.since,
            "until": filters.until,
        },
        "choices": narrowing.choices(labels),
        "clear_url": narrowing.url(NO_FILTERS),
        "sorts": [
            {"label": label, "url": narrowing.url(filters, sort), "selected": sort == narrowing.sort}
            for sort, label in sorts
        ],
    }


def _page_of_results(
    request: HttpRequest, query: Query, portal: PortalRecord, scope: str, narrowing: Narrowing
) -> tuple[Any, Results]:
    """One page of hits, the last one where the address asks for more; and what it was made from."""

    def find(number: int) -> Results:
        return search_pages(
            query,
            language=get_language(),
            portal=None if scope == CITY else portal,
            limit=PER_PAGE,
            offset=(number - 1) * PER_PAGE,
            seen_from=portal,
            filters=narrowing.filters,
            sort=narrowing.sort,
            with_counts=True,
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

"""Where a former address of a portal leads: asked only where nothing else answers, and never to what is not public."""

from __future__ import annotations

from typing import Final, NamedTuple
from urllib.parse import quote, unquote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.translation import override
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from editorial.models import Takedown
from editorial.withdrawal.redirects import LONGEST_ADDRESS
from home.serving.addresses import url_parts
from home.serving.routing import find_route, split_address
from sites.directory import PortalRecord, get_directory
from sites.registry import split_language

# Addresses that lead to one another: a page that was moved more often is found by a later one.
MOST_STEPS: Final = 10


class Place(NamedTuple):
    """A path on a portal.

    Attributes:
        page: the page that a row named for it.
        is_exact: the query belongs to the address that was looked for, and not to what is there.
    """

    portal: PortalRecord
    path: str
    page: Page | None = None
    is_exact: bool = False


class Lead(NamedTuple):
    """Where a former address leads: a path on the same portal, or on another one with its host.

    Attributes:
        offered: the page there, where it is in another language than the address: readers are asked before.
    """

    url: str
    offered: Page | None = None


def lead_now(request: HttpRequest, portal: PortalRecord) -> Lead | None:
    """Where the address of a request to a portal, which nothing answers, leads today; None where it leads nowhere.

    On an archived portal, what nobody finds is looked for at the same place of the successor, unless that one is
    closed.
    """
    if "\0" in request.path:
        # PostgreSQL takes no such text.
        return None
    start = Place(portal, request.get_full_path().partition("?")[0])
    place = _follow(request, start) or _in_own_words(request, start)
    successor = portal.successor
    if place is None and successor is not None and successor.is_readable and not _is_withdrawn(start):
        there = Place(successor, start.path)
        place = there if _is_public(request, there) else _follow(request, there)
    if place is None:
        return None
    asked, found = split_language(start.path)[0], split_language(place.path)[0]
    # Addresses of former portals are in no language, and look Vietnamese.
    is_other = asked not in {found, settings.LANGUAGE_CODE}
    if is_other and (version := _version_of(request, place, asked)):
        place, is_other = version, False
    query = request.META.get("QUERY_STRING", "")
    host = "" if place.portal.id == portal.id else place.portal.root_url
    url = f"{host}{quote(place.path)}{f'?{query}' if query and not place.is_exact else ''}"
    return Lead(url, offered=place.page if is_other else None)


def _version_of(request: HttpRequest, place: Place, language: str) -> Place | None:
    """Where the page of a place is public in another language: its translation may have come later."""
    key = place.page.translation_key if place.page else None
    page = Page.objects.filter(translation_key=key, locale__language_code=language).first()
    parts = url_parts(page.path, page.url_path) if page else None
    version = place._replace(path=parts[2], page=page) if parts else None
    return version if version and _is_public(request, version) else None


def lead_on(url: str) -> HttpResponsePermanentRedirect:
    """Redirect for good. Browsers ask again each time: a page may get its former address back."""
    return HttpResponsePermanentRedirect(url, headers={"Cache-Control": "no-cache"})


def _follow(request: HttpRequest, place: Place) -> Place | None:
    """The first public place to which others lead, from one that is not."""
    seen = {(place.portal.id, place.path)}
    full_path = request.get_full_path()
    for _step in range(MOST_STEPS):
        following = _next(place, full_path)
        if following is None or (following.portal.id, following.path) in seen:
            return None
        if _is_public(request, following):
            return following
        seen.add((following.portal.id, following.path))
        place = _withdrawn_from(following)
        full_path = place.path
    return None


def _next(place: Place, full_path: str) -> Place | None:
    """Where the nearest row leads: of the very address, else of a page above it that answers below its own, as by its
    former versions.

    What was withdrawn last at an address answers before what the product kept of it.
    """
    path = Redirect.normalise_path(place.path)
    exact = list(dict.fromkeys((Redirect.normalise_path(full_path), path)))
    above = _above(path)
    rows = Redirect.objects.filter(
        site=place.portal.site_id, old_path__in=[*exact, *above], redirect_page__isnull=False
    ).select_related("redirect_page")
    found = {row.old_path: row for row in rows}
    for old_path in (*exact, *above):
        row = found.get(old_path)
        if row is None or (old_path in above and not row.automatically_created):
            continue
        if row.automatically_created and _is_withdrawn(place):
            return None
        return _place_of(row, path.removeprefix(old_path))
    return None


def _above(path: str) -> list[str]:
    """Addresses above one, the longest first, as far as rows hold any: whoever asks decides how long an address is."""
    parts = path[: LONGEST_ADDRESS + 1].split("/")
    return ["/".join(parts[:end]) for end in range(len(parts) - 1, 1, -1)]


def _place_of(row: Redirect, rest: str) -> Place | None:
    """Place of the page that a row names; `rest`: what of the former address follows that of the page."""
    page = row.redirect_page
    record, parts = get_directory().for_path(page.path), url_parts(page.path, page.url_path)
    if record is None or parts is None or not record.is_readable:
        return None
    if not row.automatically_created:
        return Place(record, parts[2], page, is_exact=True)
    return Place(record, f"{parts[2].rstrip('/')}{rest}/", page)


def _withdrawn_from(place: Place) -> Place:
    """The address at which the page of a place was withdrawn: from there its successor is found."""
    takedown = Takedown.objects.filter(portal_id=place.portal.id, page=place.page).standing().first()
    return Place(place.portal, takedown.address) if takedown else place


def _in_own_words(request: HttpRequest, place: Place) -> Place | None:
    """Where a view answers in English that was asked for by its Vietnamese address below /en/."""
    # As it is written: what `reverse` quotes was quoted before.
    asked = unquote(place.path)
    language, components = split_language(asked)
    home = Place(place.portal, f"/{language}/")
    if language == settings.LANGUAGE_CODE or not _is_public(request, home):
        return None
    try:
        with override(settings.LANGUAGE_CODE):
            match = resolve(f"/{'/'.join(components)}/")
        if match.url_name in {None, "wagtail_serve"}:
            return None
        with override(language):
            path = unquote(reverse(match.view_name, args=match.args, kwargs=match.kwargs))
    except (Resolver404, NoReverseMatch):
        return None
    # What answers in no language, such as the interface for other systems, is not looked for below /en/.
    is_there = path != asked and split_language(path)[0] == language
    return place._replace(path=path) if is_there else None


def _is_public(request: HttpRequest, place: Place) -> bool:
    language, components = split_language(place.path)
    asked = split_address(components)
    try:
        route = find_route(request, place.portal.container_path, language, asked[0] if asked else components)
    except Http404:
        return False
    return route is not None


def _is_withdrawn(place: Place) -> bool:
    return Takedown.objects.filter(portal_id=place.portal.id, address=place.path).standing().exists()

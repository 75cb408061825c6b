"""Lists of the city portal over all portals, with their feeds and calendars."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from home.publication.pictures import prefetch_item_pictures
from home.serving.feeds import live_home
from home.serving.listing import PAGE, narrowed_list
from home.serving.presentation import frame_of_view
from information.drafts.open_drafts import takes_comments
from information.models import DraftPage
from information.serving.calendars import calendar_response, of_closing_days
from information.serving.city_lists import DIRECTIONS, DRAFTS, CityList
from information.serving.feeds import CityListFeed
from sites.directory import get_directory

# Closing days that a calendar holds, the nearest first.
MOST_CLOSING_DAYS = 200


def _city_list(request: HttpRequest, listed: CityList) -> HttpResponse:
    """Pages of all portals that can be read now, narrowed. On other portals the address leads to the city's."""
    home, city = live_home(request.portal), get_directory().city
    if home is None or city is None:
        raise Http404
    if not request.portal.is_city:
        return HttpResponsePermanentRedirect(city.root_url + request.get_full_path())
    found = narrowed_list(listed.pages(get_language()), listed.filters(), request)
    prefetch_item_pictures(found["items"].object_list, "thumb")
    number, is_whole = found["items"].number, not found["is_filtered"]
    further = f"?{urlencode({PAGE: number})}" if number > 1 and is_whole else ""
    frame = frame_of_view(
        request, str(listed.title), home.get_url(request), description=str(listed.lead), further=further
    )
    feed, chosen = reverse(listed.feed_name), found["chosen"]
    context: dict[str, Any] = {
        "feed_url": f"{feed}?{urlencode(chosen)}" if chosen else feed,
        "list_url": reverse(listed.name),
        "lead": listed.lead,
        "calendar_url": reverse(listed.calendar) if listed.calendar else "",
    }
    return render(request, "pages/information/city_list.html", {**context, **found, **frame})


@require_safe
def city_direction(request: HttpRequest) -> HttpResponse:
    """By kind, kind of portal, field, year."""
    return _city_list(request, DIRECTIONS)


@require_safe
def city_direction_feed(request: HttpRequest) -> HttpResponse:
    """An instance of its own for each request, since it remembers what was asked."""
    return CityListFeed(DIRECTIONS)(request)


@require_safe
def city_drafts(request: HttpRequest) -> HttpResponse:
    """By kind, kind of portal, state, whether comments end soon, field, year."""
    return _city_list(request, DRAFTS)


@require_safe
def city_drafts_feed(request: HttpRequest) -> HttpResponse:
    return CityListFeed(DRAFTS)(request)


@require_safe
def city_drafts_calendar(request: HttpRequest) -> HttpResponse:
    """The last days for comments on what is open now, on the city portal alone."""
    if live_home(request.portal) is None or not request.portal.is_city:
        raise Http404
    public = DRAFTS.pages(get_language()).order_by().values("pk")
    drafts = DraftPage.objects.filter(takes_comments(on=timezone.localdate()), pk__in=public)
    drafts = drafts.order_by("closes_on", "pk").defer("text", "body")[:MOST_CLOSING_DAYS]
    return calendar_response(of_closing_days(drafts, name=str(DRAFTS.title)), name="gop-y")

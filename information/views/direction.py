"""Lists of the city portal over all portals: direction and administration (4.2.a), sections."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.publication.pictures import prefetch_item_pictures
from home.serving.feeds import live_home
from home.serving.listing import PAGE, narrowed_list
from home.serving.presentation import frame_of_view
from information.queries import directions_of_city
from information.serving.feeds import CityDirectionFeed
from information.serving.listings import direction_filters
from sites.directory import get_directory


@require_safe
def city_direction(request: HttpRequest) -> HttpResponse:
    """Directions of all portals that can be read now, narrowed by kind, kind of portal, field, year. On other portals
    the address leads to the city's."""
    home, city = live_home(request.portal), get_directory().city
    if home is None or city is None:
        raise Http404
    if not request.portal.is_city:
        return HttpResponsePermanentRedirect(city.root_url + request.get_full_path())
    listed = narrowed_list(directions_of_city(get_language()), direction_filters(), request)
    prefetch_item_pictures(listed["items"].object_list, "thumb")
    number, is_whole = listed["items"].number, not listed["is_filtered"]
    further = f"?{urlencode({PAGE: number})}" if number > 1 and is_whole else ""
    frame = frame_of_view(
        request,
        _("Direction and administration of all portals"),
        home.get_url(request),
        description=_("Opinions, conclusions, dispatches and answers of the leaders, each where it was published."),
        further=further,
    )
    feed, chosen = reverse("feed_city_direction"), listed["chosen"]
    context = {"feed_url": f"{feed}?{urlencode(chosen)}" if chosen else feed, **listed, **frame}
    return render(request, "pages/information/city_direction.html", context)


@require_safe
def city_direction_feed(request: HttpRequest) -> HttpResponse:
    """Feed of what the city directs. An instance of its own for each request, since it remembers what was asked."""
    return CityDirectionFeed()(request)

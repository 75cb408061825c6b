"""The list of the city portal of all official channels (3.1, 4.2.c)."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.queries import branches_in_language
from home.serving.feeds import live_home
from home.serving.presentation import frame_of_view
from information.serving.city_channels import channels_of_city
from sites.directory import get_directory


@require_safe
def city_channels(request: HttpRequest) -> HttpResponse:
    """Channels and applications of all portals by kind. On other portals the address leads to the city's."""
    home, city = live_home(request.portal), get_directory().city
    if home is None or city is None:
        raise Http404
    if not request.portal.is_city:
        return HttpResponsePermanentRedirect(city.root_url + request.get_full_path())
    frame = frame_of_view(request, _("Channels and applications of all portals"), home.get_url(request))
    language = get_language()
    lists = {"kinds": channels_of_city(language), "in_language": branches_in_language(language)}
    return render(request, "pages/information/city_channels.html", lists | frame)

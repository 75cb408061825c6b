"""The list of direction and administration over all portals, on the city portal (4.2.a)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlencode

from django.db.models import Count
from django.db.models.functions import Substr
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.query import PageQuerySet

from home.feeds import live_home
from home.list_filters import Filter, filters_for
from home.listing import PAGE, narrowed_list
from home.pictures import prefetch_item_pictures
from home.presentation import frame_of_view
from information.models import DirectionPage
from information.queries import directions_of_city
from sites.directory import CONTAINER_PATH_LENGTH, get_directory
from sites.models import PortalKind
from sites.tree import below


class PortalKindFilter(Filter):
    """The kind of the portal on which a page stands."""

    parameter = "loai-cong"

    def __init__(self) -> None:
        self.heading = _("Kind of portal")

    def counts(self, pages: PageQuerySet) -> dict[str, int]:
        kinds = {record.container_path: record.kind for record in get_directory().records}
        places = pages.order_by().values_list(Substr("path", 1, CONTAINER_PATH_LENGTH)).annotate(Count("pk"))
        counts: Counter[str] = Counter()
        for place, count in places:
            counts[kinds[place]] += count
        return dict(counts)

    def narrow(self, pages: PageQuerySet, value: str) -> PageQuerySet:
        return pages.filter(below(one.container_path for one in get_directory().records if one.kind == value))

    def labels(self, values: Iterable[str]) -> list[tuple[str, str]]:
        known = set(values)
        return [(kind.code, str(kind)) for kind in PortalKind.objects.all() if kind.code in known]


@require_safe
def city_direction(request: HttpRequest) -> HttpResponse:
    """Directions of all portals that can be read now, narrowed by kind, kind of portal, field, year. On other portals
    the address leads to the city's. Some twelve queries, whatever the number of portals and items."""
    home, city = live_home(request.portal), get_directory().city
    if home is None or city is None:
        raise Http404
    if not request.portal.is_city:
        return HttpResponsePermanentRedirect(city.root_url + request.get_full_path())
    kind, *rest = filters_for([DirectionPage])
    listed = narrowed_list(directions_of_city(get_language()), [kind, PortalKindFilter(), *rest], request)
    prefetch_item_pictures(listed["items"].object_list, "thumb")
    title = _("Direction and administration of all portals")
    number, is_whole = listed["items"].number, not listed["is_filtered"]
    further = f"?{urlencode({PAGE: number})}" if number > 1 and is_whole else ""
    frame = frame_of_view(request, title, home.get_url(request), further=further)
    context = {"feed_url": reverse("feed_city_direction"), **listed, **frame}
    return render(request, "pages/information/city_direction.html", context)

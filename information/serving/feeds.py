"""Feeds of what is listed over all portals."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from home.models import PortalHomePage
from home.serving.feeds import FEED_LENGTH, PortalFeed
from home.serving.listing import narrowed_pages
from information.queries import directions_of_city
from information.serving.listings import direction_filters


class CityDirectionFeed(PortalFeed):
    """The newest of direction and administration on all portals, on the city portal alone, RSS 2.0, narrowed as its
    list is."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> PortalHomePage:
        """Raises:
        Http404: it is not the city portal, or it has no public home in the language.
        """
        if not request.portal.is_city:
            raise Http404
        self.request = request
        return super().get_object(request, *args, **kwargs)

    def title(self, obj: PortalHomePage) -> str:
        return f"{_('Direction and administration of all portals')} – {obj.portal.portal_title}"

    def description(self, obj: PortalHomePage) -> str:
        return _("Opinions, conclusions, dispatches and answers of the leaders, each where it was published.")

    def link(self, obj: PortalHomePage) -> str:
        return obj.portal.root_url + reverse("city_direction")

    def feed_url(self, obj: PortalHomePage) -> str:
        asked = self.request.GET.urlencode()
        return f"{obj.portal.root_url}{reverse('feed_city_direction')}{asked and '?'}{asked}"

    def items(self, obj: PortalHomePage) -> list[Page]:
        pages = directions_of_city(get_language())
        if self.request.GET:
            pages = narrowed_pages(pages, direction_filters(), self.request)
        return list(pages.specific()[:FEED_LENGTH])

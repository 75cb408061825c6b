"""Feeds of what is listed over all portals."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.models import Page

from home.models import PortalHomePage
from home.serving.feeds import FEED_LENGTH, PortalFeed
from home.serving.listing import narrowed_pages
from information.serving.city_lists import CityList


class CityListFeed(PortalFeed):
    """The newest of a list over all portals, on the city portal alone, RSS 2.0, narrowed as the list is."""

    def __init__(self, listed: CityList) -> None:
        self.listed = listed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> PortalHomePage:
        """Raises:
        Http404: it is not the city portal, or it has no public home in the language.
        """
        if not request.portal.is_city:
            raise Http404
        self.request = request
        return super().get_object(request, *args, **kwargs)

    def title(self, obj: PortalHomePage) -> str:
        return f"{self.listed.title} – {obj.portal.portal_title}"

    def description(self, obj: PortalHomePage) -> str:
        return str(self.listed.lead)

    def link(self, obj: PortalHomePage) -> str:
        return obj.portal.root_url + reverse(self.listed.name)

    def feed_url(self, obj: PortalHomePage) -> str:
        asked = self.request.GET.urlencode()
        return f"{obj.portal.root_url}{reverse(self.listed.feed_name)}{asked and '?'}{asked}"

    def items(self, obj: PortalHomePage) -> list[Page]:
        pages = self.listed.pages(get_language())
        if self.request.GET:
            pages = narrowed_pages(pages, self.listed.filters(), self.request)
        return list(pages.specific()[:FEED_LENGTH])

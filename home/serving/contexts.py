"""Registers the template contexts of page types, and the answers below sections."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from deadlines.opening_hours import hours_in_words
from home.blocks.opening import opening_times
from home.models import (
    BasePage,
    ContentPage,
    GalleryPage,
    InformationPage,
    NewsArticlePage,
    OrganisationUnitPage,
    PortalHomePage,
    SectionPage,
)
from home.page_registry import register_answer, register_context
from home.publication.pictures import prefetch_portraits
from home.queries import pages_below, people_below, related_items, siblings
from home.serving.feeds import SectionFeed
from home.serving.homes.bands import shown_bands
from home.serving.listing import section_listing, template_of
from home.serving.presentation import page_context
from page_cache.declaring import changes_by_the_clock, shows_other_portals

register_context(BasePage)(page_context)


@register_context(ContentPage)
def content_context(page: ContentPage, request: HttpRequest) -> dict[str, Any]:
    return {"related": related_items(page, limit=4)}


@register_context(NewsArticlePage)
def news_context(page: NewsArticlePage, request: HttpRequest) -> dict[str, Any]:
    before, after = siblings(page)
    return {"previous": before, "next": after}


@register_context(GalleryPage)
def gallery_context(page: GalleryPage, request: HttpRequest) -> dict[str, Any]:
    before, after = siblings(page)
    return {"previous": before, "next": after}


@register_context(InformationPage)
def information_context(page: InformationPage, request: HttpRequest) -> dict[str, Any]:
    return {"children": pages_below(page)}


@register_context(OrganisationUnitPage)
def unit_context(page: OrganisationUnitPage, request: HttpRequest) -> dict[str, Any]:
    people = people_below(page)
    prefetch_portraits(people)
    hours = "; ".join(hours_in_words(opening_times(page.opening_times))) or page.working_hours
    return {"people": people, "units": pages_below(page, model=OrganisationUnitPage), "hours": hours}


@register_context(PortalHomePage)
def home_context(page: PortalHomePage, request: HttpRequest) -> dict[str, Any]:
    """The bands that the home shows, and what they show: news of other portals, counters, alerts."""
    shows_other_portals()
    changes_by_the_clock()
    return shown_bands(page, page.portal, now=timezone.now()) if page.portal is not None else {}


@register_answer(SectionPage, "listing")
def answer_listing(page: SectionPage, request: HttpRequest) -> HttpResponseBase:
    return page.render(request, template=template_of(page), context_overrides=section_listing(page, request))


@register_answer(SectionPage, "feed")
def answer_feed(page: SectionPage, request: HttpRequest) -> HttpResponseBase:
    return SectionFeed()(request, section=page)

"""Registers the template contexts of page types, and the answers below sections."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from home.models import (
    BasePage,
    GalleryPage,
    InformationPage,
    NewsArticlePage,
    OrganisationUnitPage,
    PortalHomePage,
    SectionPage,
)
from home.page_registry import register_answer, register_context
from home.publication.pictures import prefetch_item_pictures, prefetch_portraits
from home.queries import city_news, latest_items, pages_below, people_below, portals_by_kind, related_items, siblings
from home.serving.feeds import SectionFeed
from home.serving.home_sections import news_of_city, procedures_below, sections_of
from home.serving.listing import section_listing, template_of
from home.serving.presentation import page_context
from sites.directory import get_directory

register_context(BasePage)(page_context)


@register_context(NewsArticlePage)
def news_context(page: NewsArticlePage, request: HttpRequest) -> dict[str, Any]:
    before, after = siblings(page)
    return {"related": related_items(page, limit=4), "previous": before, "next": after}


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
    return {"people": people, "units": pages_below(page, model=OrganisationUnitPage)}


@register_context(PortalHomePage)
def home_context(page: PortalHomePage, request: HttpRequest) -> dict[str, Any]:
    """Newest items and sections; on the city's home its portals, on others procedures and news of the city."""
    news, sections = latest_items(page, limit=7), sections_of(page)
    context: dict[str, Any] = {"news": news, "sections": sections}
    directory = get_directory()
    if page.portal is not None and page.portal.is_city:
        context["city_news"] = city_news(page.language, limit=6)
        prefetch_item_pictures(context["city_news"], "card")
        context["portals_by_kind"] = portals_by_kind(directory)
    elif page.portal is not None:
        procedures = sections.procedures
        context["procedures"] = procedures_below(procedures, limit=12) if procedures else []
        context["news_of_city"] = news_of_city(directory.city, page.language, limit=3) if directory.city else []
    return context


@register_answer(SectionPage, "listing")
def answer_listing(page: SectionPage, request: HttpRequest) -> HttpResponseBase:
    return page.render(request, template=template_of(page), context_overrides=section_listing(page, request))


@register_answer(SectionPage, "feed")
def answer_feed(page: SectionPage, request: HttpRequest) -> HttpResponseBase:
    return SectionFeed()(request, section=page)

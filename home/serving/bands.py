"""The bands of home pages that `home` itself has, and what a home shows of all that are registered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.models import PortalHomePage
from home.publication.pictures import prefetch_item_pictures
from home.queries import city_news, latest_items, portals_by_kind
from home.serving.band_registry import Band, Homes, register_band, registered_band
from home.serving.home_sections import HomeFacts, news_of_city, procedures_below
from sites.directory import PortalRecord, get_directory


@dataclass(frozen=True)
class ShownBand:
    """A band that has something to show."""

    code: str
    template: str
    is_tinted: bool


def shown_bands(page: PortalHomePage, portal: PortalRecord) -> dict[str, Any]:
    """`bands`, with all that their templates read. A band without anything to show is left out."""
    facts = HomeFacts(page, portal)
    context: dict[str, Any] = {"sections": facts.sections}
    shown: list[ShownBand] = []
    before: Band | None = None
    for entry in page.bands.raw_data:
        band = registered_band(entry["type"])
        if band is None or not band.stands_on(is_city=portal.is_city):
            continue
        if (content := band.build(facts)) is not None:
            context |= content
            follows_plain = before is not None and not before.is_plain and not shown[-1].is_tinted
            shown.append(ShownBand(band.code, band.template, is_tinted=follows_plain and not band.is_plain))
            before = band
    return context | {"bands": shown}


def _tasks(facts: HomeFacts) -> dict[str, Any] | None:
    return {} if facts.page.tasks else None


def _following(facts: HomeFacts) -> dict[str, Any]:
    return {"with_following": True}


def _news(facts: HomeFacts) -> dict[str, Any]:
    return {"news": latest_items(facts.page, limit=7)}


def _procedures(facts: HomeFacts) -> dict[str, Any] | None:
    section = facts.sections.procedures
    procedures = procedures_below(section, limit=12) if section else []
    return {"procedures": procedures} if procedures else None


def _sections(facts: HomeFacts) -> dict[str, Any] | None:
    portal = facts.portal
    contact = (portal.address, portal.phone, portal.email, portal.opening_hours, portal.links)
    return {"has_contact": any(contact)} if facts.sections.all or any(contact) else None


def _news_of_city(facts: HomeFacts) -> dict[str, Any] | None:
    city = get_directory().city
    news = news_of_city(city, facts.page.language, limit=3) if city else []
    return {"news_of_city": news} if news else None


def _city_news(facts: HomeFacts) -> dict[str, Any] | None:
    news = city_news(facts.page.language, limit=6)
    prefetch_item_pictures(news, "card")
    return {"city_news": news} if news else None


def _portals(facts: HomeFacts) -> dict[str, Any] | None:
    groups = portals_by_kind(get_directory())
    return {"portals_by_kind": groups} if groups else None


for home_band in (
    Band(
        code="tasks",
        label=_("What citizens come to do"),
        description=_("The tasks of the field above, as large links."),
        icon="tasks",
        build=_tasks,
        template="pages/home/bands/tasks.html",
        order=10,
        is_plain=True,
    ),
    Band(
        code="following",
        label=_("Portals you follow"),
        description=_("The portals that a visitor chose to follow; nothing for who chose none."),
        icon="thumbtack",
        build=_following,
        template="pages/home/bands/following.html",
        homes=Homes.CITY,
        order=20,
        is_plain=True,
    ),
    Band(
        code="news",
        label=_("Latest news"),
        description=_("The newest items of this portal."),
        icon="doc-full",
        build=_news,
        template="pages/home/bands/news.html",
        order=30,
        is_required=True,
    ),
    Band(
        code="procedures",
        label=_("Procedures often asked for"),
        description=_("The first procedures of their section."),
        icon="list-ol",
        build=_procedures,
        template="pages/home/bands/procedures.html",
        homes=Homes.COMPONENTS,
        order=40,
    ),
    Band(
        code="city_news",
        label=_("From the component portals"),
        description=_("The newest news of departments, wards and communes."),
        icon="group",
        build=_city_news,
        template="pages/home/bands/city_news.html",
        homes=Homes.CITY,
        order=40,
    ),
    Band(
        code="sections",
        label=_("Sections and contact"),
        description=_("All sections in the order of the menu; beside them address, telephone and hours."),
        icon="list-ul",
        build=_sections,
        template="pages/home/bands/sections.html",
        homes=Homes.COMPONENTS,
        order=50,
    ),
    Band(
        code="portals",
        label=pgettext_lazy("band of a home page", "Component portals"),
        description=_("The portals of the city by kind, with a search for one."),
        icon="globe",
        build=_portals,
        template="pages/home/bands/portals.html",
        homes=Homes.CITY,
        order=50,
    ),
    Band(
        code="news_of_city",
        label=_("From the city portal"),
        description=_("The newest news of the city portal."),
        icon="site",
        build=_news_of_city,
        template="pages/home/bands/news_of_city.html",
        homes=Homes.COMPONENTS,
        order=60,
    ),
):
    register_band(home_band)

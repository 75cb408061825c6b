"""The bands of home pages that `home` itself has, and what a home shows of all that are registered."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.models import NewsArticlePage, PortalHomePage
from home.page_registry import task_views_that_end
from home.publication.pictures import prefetch_item_pictures
from home.queries import branches_in_language, portals_by_kind
from home.serving.homes.band_registry import (
    BESIDE_EACH_OTHER,
    Band,
    Homes,
    Width,
    fixed_bands,
    register_band,
    registered_band,
)
from home.serving.homes.sections import HomeFacts
from home.serving.homes.task_targets import targets_of
from home.serving.news import news_below, news_of_city, news_of_components
from sites.directory import PortalRecord, get_directory

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet

MOST_NEWS: Final = 7
MOST_OF_CITY: Final = 3
MOST_OF_COMPONENTS: Final = 6


@dataclass(frozen=True)
class ShownRow:
    """A band that has something to show, or two that stand side by side.

    Attributes:
        layout: class of what is around them; empty: the template of the one band draws it.
    """

    templates: tuple[str, ...]
    layout: str
    is_tinted: bool


def shown_bands(page: PortalHomePage, portal: PortalRecord, *, now: datetime) -> dict[str, Any]:
    """`rows` of bands and templates `in_hero`, with all that they read. A band without anything to show is left out."""
    known = (registered_band(entry["type"]) for entry in page.bands.raw_data)
    arranged = [band for band in known if band is not None and band.stands_on(is_city=portal.is_city)]
    facts = HomeFacts(page, portal, now, (*fixed_bands(), *arranged))
    context: dict[str, Any] = {"sections": facts.sections}
    shown: list[Band] = []
    for band in facts.bands:
        if (content := band.build(facts)) is not None:
            context |= content
            shown.append(band)
    in_hero = [band.template for band in shown if band.is_in_hero]
    return context | {"in_hero": in_hero, "rows": list(_rows_of([band for band in shown if not band.is_in_hero]))}


def _rows_of(bands: list[Band]) -> Iterator[ShownRow]:
    """The bands in their order, neighbours that fit side by side; every second row that may be is tinted."""
    is_plain_before, is_tinted = True, False
    rest = deque(bands)
    while rest:
        band = rest.popleft()
        layout = BESIDE_EACH_OTHER.get((band.width, rest[0].width), "") if rest else ""
        templates = (band.template, rest.popleft().template) if layout else (band.template,)
        is_tinted = not is_plain_before and not is_tinted and not band.is_plain
        is_plain_before = band.is_plain
        yield ShownRow(templates, layout or ("" if band.width == Width.FULL else "stack"), is_tinted)


def _tasks(facts: HomeFacts) -> dict[str, Any] | None:
    if not facts.page.tasks:
        return None
    ended = task_views_that_end() if facts.portal.is_archived else frozenset()
    return {"task_targets": targets_of(facts), "ended_views": ended}


register_band(
    Band(
        code="tasks",
        label=_("What citizens come to do"),
        description=_("The tasks of the field above, as large links."),
        icon="tasks",
        build=_tasks,
        template="pages/home/bands/tasks.html",
        order=10,
        is_plain=True,
    )
)


def _following(facts: HomeFacts) -> dict[str, Any]:
    return {"with_following": True}


register_band(
    Band(
        code="following",
        label=_("Portals you follow"),
        description=_("The portals that a visitor chose to follow; nothing where none was chosen."),
        icon="thumbtack",
        build=_following,
        template="pages/home/bands/following.html",
        homes=Homes.CITY,
        order=20,
        is_plain=True,
    )
)


def _news(facts: HomeFacts) -> dict[str, Any]:
    return {"news": facts.own_news}


register_band(
    Band(
        code="news",
        label=_("Latest news"),
        description=_("The newest items of this portal."),
        icon="doc-full",
        build=_news,
        template="pages/home/bands/news.html",
        order=30,
        news=lambda facts: news_below(facts.page)[:MOST_NEWS],
        is_required=True,
    )
)


def _news_of_city(facts: HomeFacts) -> dict[str, Any] | None:
    return {"news_of_city": news} if (news := facts.news_from_elsewhere) else None


def _choose_news_of_city(facts: HomeFacts) -> PageQuerySet:
    city = get_directory().city
    return news_of_city(city, facts.page.language)[:MOST_OF_CITY] if city else NewsArticlePage.objects.none()


register_band(
    Band(
        code="news_of_city",
        label=_("From the city portal"),
        description=_("The newest news of the city portal."),
        icon="site",
        build=_news_of_city,
        template="pages/home/bands/news_of_city.html",
        homes=Homes.COMPONENTS,
        order=60,
        news=_choose_news_of_city,
    )
)


def _city_news(facts: HomeFacts) -> dict[str, Any] | None:
    news = facts.news_from_elsewhere
    # With the one of the story that leads the own news.
    prefetch_item_pictures([*facts.own_news[:1], *news], "lead", "card")
    return {"city_news": news} if news else None


register_band(
    Band(
        code="city_news",
        label=_("From the component portals"),
        description=_("The newest news of departments, wards and communes."),
        icon="group",
        build=_city_news,
        template="pages/home/bands/city_news.html",
        homes=Homes.CITY,
        order=40,
        news=lambda facts: news_of_components(facts.page.language)[:MOST_OF_COMPONENTS],
    )
)


def _portals(facts: HomeFacts) -> dict[str, Any] | None:
    groups = portals_by_kind(get_directory())
    return {"portals_by_kind": groups, "in_language": branches_in_language(facts.page.language)} if groups else None


register_band(
    Band(
        code="portals",
        label=pgettext_lazy("band of a home page", "Component portals"),
        description=_("The portals of the city by kind, with a search for one."),
        icon="globe",
        build=_portals,
        template="pages/home/bands/portals.html",
        homes=Homes.CITY,
        order=50,
    )
)

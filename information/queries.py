"""Reads for the pages of this app: each a bounded number of queries, whatever the number of portals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Exists, OuterRef
from wagtail.models import Page

from home.models import BasePage, GalleryPage, NewsArticlePage, PersonPage, SectionKind, SectionPage
from home.serving.routing import declare_named, may_be_named_by
from information.models import PressPackPage, SpecialTopicPage, WorkSchedulePage
from sites.directory import CONTAINER_PATH_LENGTH, HOME_DEPTH, get_directory
from sites.tree import in_public_branch

# Weeks that a calendar of a section holds, before and after today.
WEEKS_BACK: Final = 4
NEWS_OF_TOPIC: Final = 30


def schedules_of(section: SectionPage) -> Any:
    """Public weeks of a section, the newest first."""
    return WorkSchedulePage.objects.live().child_of(section).order_by("-week", "-pk")


def week_of(section: SectionPage, today: date) -> WorkSchedulePage | None:
    """The week that a section shows: that of a day, or the last before it, or the first after it."""
    weeks, monday = schedules_of(section), today - timedelta(days=today.weekday())
    return weeks.filter(week__lte=monday).first() or weeks.last()


def weeks_beside(page: WorkSchedulePage) -> tuple[WorkSchedulePage | None, WorkSchedulePage | None]:
    """The public weeks before and after one, of its section."""
    beside = WorkSchedulePage.objects.live().sibling_of(page, inclusive=False)
    before = beside.filter(week__lt=page.week).order_by("-week", "-pk").first()
    return before, beside.filter(week__gt=page.week).order_by("week", "pk").first()


def subscription_of(page: WorkSchedulePage) -> str:
    """Address under which calendars of devices follow the section of a week; empty where it has none."""
    section = SectionPage.objects.parent_of(page).live().filter(kind=SectionKind.SCHEDULE).first()
    if section is None or not section.full_url:
        return ""
    _scheme, _colon, rest = f"{section.full_url}{section.reverse_subpage('calendar')}".partition(":")
    return f"webcal:{rest}"


def spokespersons_of(page: BasePage) -> list[PersonPage]:
    """Public persons of the portal and language of a page who speak for the agency."""
    home = page.path[: HOME_DEPTH * PersonPage.steplen]
    return list(PersonPage.objects.live().filter(path__startswith=home, is_spokesperson=True).order_by("path"))


def press_pictures_of(section: SectionPage) -> list[GalleryPage]:
    """Public galleries of a section, the newest first."""
    return list(GalleryPage.objects.live().child_of(section).order_by("-first_published_at", "-pk"))


def chosen_pages(page: SpecialTopicPage | PressPackPage) -> list[Page]:
    """The chosen pages that are public, in order."""
    keys = chosen_keys(page)
    found = {chosen.pk: chosen for chosen in public_among(keys, named_by=page.path).specific()}
    declare_named(keys, found.values(), path=page.path)
    return [found[key] for key in keys if key in found]


def public_among(keys: Iterable[int], *, named_by: str) -> Any:
    """Those of some pages that citizens can read now, and that a page at a place may name."""
    return Page.objects.live().filter(in_public_branch(), may_be_named_by(named_by), pk__in=list(keys))


def chosen_keys(page: SpecialTopicPage | PressPackPage) -> list[int]:
    """Keys of the pages that were chosen, public or not, each once."""
    return list(dict.fromkeys(int(child["value"]) for child in page.chosen.raw_data if child["value"]))


def public_pack(key: int | None) -> PressPackPage | None:
    """A pack that citizens can read now."""
    page = PressPackPage.objects.live().filter(in_public_branch(), pk=key or 0).first()
    record = get_directory().for_path(page.path) if page else None
    return page if record is not None and record.is_live else None


def pages_of_topic(topic: SpecialTopicPage) -> dict[str, Any]:
    """The chosen pages that are public, in order, and the newest news with a tag of the topic."""
    return {
        "chosen": chosen_pages(topic),
        "news": _news_of(topic, without=chosen_keys(topic)) if topic.shown_tags else [],
    }


def _news_of(topic: SpecialTopicPage, *, without: list[int]) -> list[NewsArticlePage]:
    home_path = topic.path[: CONTAINER_PATH_LENGTH + Page.steplen]
    tagged = NewsArticlePage.tags.through.objects.filter(newsarticlepage_id=OuterRef("pk"), tag__in=topic.shown_tags)
    news = NewsArticlePage.objects.live().filter(Exists(tagged), path__startswith=home_path).exclude(pk__in=without)
    return list(news.order_by("-first_published_at", "-pk")[:NEWS_OF_TOPIC])

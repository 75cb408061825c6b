"""What a home page leads to: its sections, and the city's news."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.utils.timezone import localdate
from wagtail.models import Page

from deadlines.models import SpecialDay
from deadlines.models.calendar import calendar_of
from home.menu import in_menu_order, order_of_portal
from home.models import NewsArticlePage, PortalHomePage, SectionKind
from home.serving.addresses import PlainPage, language_of
from home.serving.homes.pages import in_one_read, read_pages
from home.serving.homes.task_targets import pages_of_targets
from home.serving.news import newest_first
from sites.directory import CONTAINER_PATH_LENGTH, HOME_DEPTH, PortalRecord

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet

    from deadlines.working_days import WorkingCalendar
    from home.serving.homes.band_registry import Band

# Of the starter tree. Its version in another language has an address of its own.
PROCEDURES_SLUG = "thu-tuc-dich-vu-cong"


@dataclass(frozen=True)
class HomeSections:
    """Live pages directly below a home.

    Attributes:
        news: the first that lists news, in the order of the menu.
        by_slug: by the slug that their Vietnamese version has in the starter tree, whatever the language of the home.
    """

    news: PlainPage | None
    by_slug: Mapping[str, PlainPage]

    @property
    def procedures(self) -> PlainPage | None:
        return self.by_slug.get(PROCEDURES_SLUG)

    @property
    def documents(self) -> PlainPage | None:
        return self.by_slug.get("van-ban")

    @property
    def drafts(self) -> PlainPage | None:
        return self.by_slug.get("gop-y-du-thao")

    @property
    def schedule(self) -> PlainPage | None:
        return self.by_slug.get("lich-cong-tac")

    @property
    def notices(self) -> PlainPage | None:
        return self.by_slug.get("canh-bao")


@dataclass
class HomeFacts:
    """A home page that is being shown at a moment, with what several of its bands need."""

    page: PortalHomePage
    portal: PortalRecord
    now: datetime
    bands: Sequence[Band] = ()

    @property
    def today(self) -> date:
        return localdate(self.now)

    @cached_property
    def _rows(self) -> list[Page]:
        wanted = [pages for band in self.bands for pages in band.pages]
        wanted += pages_of_targets(self.page.tasks)
        return list(with_menu(read_pages(wanted, self, section_pages(self.page))))

    @cached_property
    def sections(self) -> HomeSections:
        return sections_among(self._rows, self.page)

    def pages_of(self, model: type[Page], *, below: str = "") -> list[Any]:
        """The pages of a type that the bands of this home show, the newest first: all that were chosen for any of them.

        Args:
            below: the place of a portal or home; empty: wherever they stand.
        """
        content_type = ContentType.objects.get_for_model(model).pk
        found = [row for row in self._rows if row.content_type_id == content_type and row.path.startswith(below)]
        return sorted(found, key=lambda row: (row.first_published_at or self.now, row.pk), reverse=True)

    @cached_property
    def _news(self) -> list[NewsArticlePage]:
        wanted = [band.news(self) for band in self.bands if band.news is not None]
        return list(newest_first(in_one_read(NewsArticlePage, wanted)).select_related("image")) if wanted else []

    @property
    def own_news(self) -> list[NewsArticlePage]:
        """News of this portal that its bands show, the newest first."""
        return [page for page in self._news if page.path.startswith(self.page.path)]

    @property
    def news_from_elsewhere(self) -> list[NewsArticlePage]:
        """News of other portals that its bands show, the newest first."""
        return [page for page in self._news if not page.path.startswith(self.page.path)]

    @cached_property
    def special_days(self) -> list[SpecialDay]:
        """The days that differ from the week."""
        return list(SpecialDay.objects.all())

    @cached_property
    def calendar(self) -> WorkingCalendar:
        """The working days."""
        return calendar_of((one.date, one.kind) for one in self.special_days)


def section_pages(home: PortalHomePage) -> PageQuerySet:
    """Pages directly below the homes of a portal, in both languages, public or not."""
    return Page.objects.filter(path__startswith=home.path[:CONTAINER_PATH_LENGTH], depth=HOME_DEPTH + 1)


def with_menu(pages: PageQuerySet) -> PageQuerySet:
    """With what places a section in the menu, in the order of the tree."""
    return pages.annotate(kind=F("sectionpage__kind"), menu_order=order_of_portal()).order_by("path")


def sections_among(rows: Sequence[Any], home: PortalHomePage) -> HomeSections:
    """The sections of a home among pages that `with_menu` read."""
    container = home.path[:CONTAINER_PATH_LENGTH]
    rows = [row for row in rows if row.depth == HOME_DEPTH + 1 and row.path.startswith(container)]
    slugs = {row.translation_key: row.slug for row in rows if language_of(row.url_path) == settings.LANGUAGE_CODE}
    live = [row for row in rows if row.live and row.path.startswith(home.path)]
    own = in_menu_order(live, rows[0].menu_order if rows else None)
    news = next((row for row in own if row.kind == SectionKind.NEWS), None)
    return HomeSections(
        news=PlainPage.of(news) if news is not None else None,
        by_slug={slugs.get(row.translation_key, row.slug): PlainPage.of(row) for row in own},
    )

"""What a home page leads to below it: its sections, the procedures citizens ask for most, the city's news."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db.models import F, Q
from django.db.models.functions import Coalesce
from wagtail.models import Page

from home.menu import in_menu_order, order_of_portal
from home.models import NewsArticlePage, PortalHomePage, SectionKind
from home.serving.addresses import PlainPage
from sites.directory import CONTAINER_PATH_LENGTH, HOME_DEPTH, PortalRecord
from sites.tree import in_public_branch

# Of the starter tree. Its version in another language has an address of its own.
PROCEDURES_SLUG = "thu-tuc-dich-vu-cong"
# By their names: the second app imports this one. What was written before it came is text of the first.
IS_PROCEDURE = Q(content_type__app_label="home", content_type__model="informationpage") | Q(
    content_type__app_label="information", content_type__model="procedurepage"
)


@dataclass(frozen=True)
class HomeSections:
    """Live pages directly below a home, in the order of the menu; `news` and `procedures` are two of them."""

    all: tuple[PlainPage, ...]
    news: PlainPage | None
    procedures: PlainPage | None


@dataclass
class HomeFacts:
    """A home page that is being shown, with what several of its bands need."""

    page: PortalHomePage
    portal: PortalRecord

    @cached_property
    def sections(self) -> HomeSections:
        return sections_of(self.page)


def sections_of(home: PortalHomePage) -> HomeSections:
    """Sections of a home."""
    container_path = home.path[:CONTAINER_PATH_LENGTH]
    rows = (
        Page.objects.filter(path__startswith=container_path, depth=HOME_DEPTH + 1)
        .annotate(
            kind=F("sectionpage__kind"),
            short_title=Coalesce("sectionpage__short_title", "contactpage__short_title"),
            menu_order=order_of_portal(),
        )
        .order_by("path")
    )
    procedures = {row.translation_key for row in rows if row.slug == PROCEDURES_SLUG}
    order = rows[0].menu_order if rows else None
    own = in_menu_order([row for row in rows if row.live and row.path.startswith(home.path)], order)
    pages = [(row, PlainPage.of(row, menu_title=row.short_title or row.title)) for row in own]
    return HomeSections(
        all=tuple(page for _, page in pages),
        news=next((page for row, page in pages if row.kind == SectionKind.NEWS), None),
        procedures=next((page for row, page in pages if row.translation_key in procedures), None),
    )


def procedures_below(section: PlainPage, *, limit: int) -> list[PlainPage]:
    """The first procedures of their section, of either type, in the order of the board."""
    rows = Page.objects.live().filter(IS_PROCEDURE, path__startswith=section.path, depth=section.depth + 1)
    return [PlainPage.of(row) for row in rows.order_by("path")[:limit]]


def news_of_city(city: PortalRecord, language: str, *, limit: int) -> list[NewsArticlePage]:
    """Newest news of the city portal, where it can be read now."""
    news = NewsArticlePage.objects.live().filter(
        in_public_branch(), path__startswith=city.container_path, locale__language_code=language
    )
    return list(news.order_by("-first_published_at", "-pk")[:limit]) if city.is_readable else []

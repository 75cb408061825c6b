"""The site map of a portal: the tree of its pages for readers, and the addresses of sitemap.xml for search engines.

The apps above register addresses that are none of pages.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, Window
from django.db.models.functions import Length, RowNumber, Substr
from wagtail.models import Page
from wagtail.query import PageQuerySet

from home.menu import in_menu_order, order_of_portal
from home.models import LinkedItemPage, NewsArticlePage
from home.page_registry import section_views
from home.serving.addresses import PlainPage
from sites.directory import HOME_DEPTH
from sites.tree import in_public_branch

if TYPE_CHECKING:
    from sites.directory import PortalRecord


# Of the pages below a home, and of what stands below them.
BRANCH_PATH_LENGTH = Page.steplen * (HOME_DEPTH + 1)


class TreeRow(NamedTuple):
    """A page of the site map, and how many stand beside it that are not shown."""

    page: PlainPage
    left_out: int


def tree_of(container_path: str, language: str, *, max_depth: int, max_children: int) -> list[TreeRow]:
    """Live pages of one portal and language for the site map, without news: in the order of the menu, and below it in
    that of the tree.

    News would bury the rest before the first year is over, and so would a thousand procedures: of each page below the
    home the first children only; their sections list them.
    """
    above = Substr("path", 1, Length("path") - Page.steplen)
    place = Window(RowNumber(), partition_by=above, order_by="path")
    rows = (
        Page.objects.live()
        .not_exact_type(NewsArticlePage, LinkedItemPage)
        .filter(
            path__startswith=container_path,
            depth__gt=HOME_DEPTH,
            depth__lte=max_depth,
            locale__language_code=language,
        )
        .annotate(place=place, number=Window(Count("pk"), partition_by=above), menu_order=order_of_portal())
        .filter(Q(place__lte=max_children) | Q(depth=HOME_DEPTH + 1))
        .order_by("path")
    )
    branches: dict[str, list[Page]] = {}
    for row in rows:
        branches.setdefault(row.path[:BRANCH_PATH_LENGTH], []).append(row)
    first = in_menu_order([branch[0] for branch in branches.values()], rows[0].menu_order if rows else None)
    return [
        TreeRow(PlainPage.of(row), max(0, row.number - max_children))
        for top in first
        for row in branches[top.path[:BRANCH_PATH_LENGTH]]
    ]


@dataclass(frozen=True)
class SiteMapEntry:
    """One address of sitemap.xml, with the addresses of its versions by language where it has more than one."""

    url: str
    modified: datetime | None = None
    versions: tuple[tuple[str, str], ...] = ()


class Entries(Protocol):
    """Some of the entries of a portal, always in the same order.

    Args:
        languages: those in which the portal is public.
    """

    def __call__(
        self, portal: PortalRecord, *, languages: Collection[str], start: int, length: int
    ) -> list[SiteMapEntry]: ...


@dataclass(frozen=True, slots=True)
class SiteMapSource:
    """Addresses of one kind."""

    name: str
    count: Callable[[PortalRecord], int]
    entries: Entries


_sources: dict[str, SiteMapSource] = {}


def register_site_map(name: str, *, count: Callable[[PortalRecord], int], entries: Entries) -> None:
    """Register addresses of one kind. The name stands in the addresses of files; registering it twice is an error."""
    if name in _sources:
        raise ValueError(f"{name} is registered already.")
    _sources[name] = SiteMapSource(name, count, entries)


def site_map_sources() -> list[SiteMapSource]:
    """All of them, in the order of their registration."""
    return list(_sources.values())


def site_map_pages(container_path: str) -> PageQuerySet:
    """Pages that sitemap.xml names: the live ones of both languages of a portal, but for sections whose address a view
    answers, which is named as the view's."""
    public = Page.objects.live().filter(in_public_branch(), path__startswith=container_path, depth__gte=HOME_DEPTH)
    public = public.exclude(depth=HOME_DEPTH + 1, slug__in=section_views())
    return public.only(*PlainPage.COLUMNS, "last_published_at").order_by("path")


def site_map_entries(pages: PageQuerySet, *, start: int = 0, length: int) -> list[SiteMapEntry]:
    """Some of the pages of `site_map_pages`."""
    other = pages.exclude(locale__language_code=settings.LANGUAGE_CODE).order_by()
    translated = pages.filter(translation_key__in=other.values("translation_key"))
    versions: dict[UUID, list[tuple[str, str]]] = {}
    for page in map(PlainPage.of, translated):
        versions.setdefault(page.translation_key, []).append((page.language, page.full_url))
    rows = pages[start : start + length].iterator()
    return [
        SiteMapEntry(
            url=PlainPage.of(row).full_url,
            modified=row.last_published_at,
            versions=tuple(found) if len(found := versions.get(row.translation_key, [])) > 1 else (),
        )
        for row in rows
    ]

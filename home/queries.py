"""Reads for the pages of `home`: each a bounded number of queries, whatever the number of portals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Substr
from django.utils.translation import get_language
from wagtail.models import Page

from home.addresses import HOME_DEPTH, PlainPage
from home.models import (
    BasePage,
    NewsArticlePage,
    OrganisationUnitPage,
    PersonPage,
    PortalHomePage,
)
from sites.directory import CONTAINER_PATH_LENGTH, Directory, PortalRecord
from sites.enums import READABLE_STATES
from sites.models import Portal, PortalKind


def latest_items(home: PortalHomePage, *, limit: int) -> list[NewsArticlePage]:
    """Newest news of one portal in the language of its home. One query, one more for their pictures."""
    news = NewsArticlePage.objects.live().filter(path__startswith=home.path)
    return list(news.select_related("image").order_by("-first_published_at", "-pk")[:limit])


def city_news(language: str, *, limit: int) -> list[NewsArticlePage]:
    """Newest news of the component portals that can be read now; their origin is `page.portal`. One query."""
    container = Substr(OuterRef("path"), 1, CONTAINER_PATH_LENGTH)
    readable = Portal.objects.component().filter(state__in=READABLE_STATES, container__path=container)
    news = NewsArticlePage.objects.live().filter(Exists(readable), locale__language_code=language)
    return list(news.select_related("image").order_by("-first_published_at", "-pk")[:limit])


@dataclass(frozen=True)
class KindOfPortals:
    """One heading of the city's list of portals."""

    kind: PortalKind
    portals: tuple[PortalRecord, ...]

    @property
    def heading(self) -> str:
        return self.kind.plural_en if get_language() == "en" else self.kind.plural_vi

    @property
    def count(self) -> int:
        return len(self.portals)

    @property
    def examples(self) -> tuple[PortalRecord, ...]:
        return self.portals[:3]


def portals_by_kind(directory: Directory, records: Iterable[PortalRecord] | None = None) -> list[KindOfPortals]:
    """Component portals citizens are shown, under the headings of their kinds. One query."""
    shown = directory.components if records is None else tuple(records)
    groups = [
        KindOfPortals(kind=kind, portals=tuple(record for record in shown if record.kind == kind.code))
        for kind in PortalKind.objects.exclude(code="city")
    ]
    return [group for group in groups if group.portals]


def menu_pages(container_path: str, language: str) -> list[PlainPage]:
    """Live pages of the main menu of one portal and language, in the order of the tree. One query."""
    rows = (
        Page.objects.live()
        .in_menu()
        .filter(path__startswith=container_path, depth=HOME_DEPTH + 1, locale__language_code=language)
        .annotate(short_title=F("sectionpage__short_title"))
        .order_by("path")
    )
    return [PlainPage.of(row, menu_title=row.short_title or row.title) for row in rows]


def versions_of(container_path: str, page: BasePage | None) -> dict[str, dict[str, PlainPage]]:
    """Live homes of a portal and live versions of one of its pages, by language. One query."""
    wanted = Q(depth=HOME_DEPTH)
    if page is not None:
        wanted |= Q(translation_key=page.translation_key)
    rows = [PlainPage.of(row) for row in Page.objects.live().filter(wanted, path__startswith=container_path)]
    homes = {row.language: row for row in rows if row.depth == HOME_DEPTH}
    pages = {row.language: row for row in rows if page is not None and row.translation_key == page.translation_key}
    return {"homes": homes, "pages": pages}


def siblings(page: BasePage) -> tuple[BasePage | None, BasePage | None]:
    """The items of the same section published before and after. Two queries."""
    same = type(page).objects.live().filter(path__startswith=page.path[: -Page.steplen], depth=page.depth)
    same = same.exclude(pk=page.pk).exclude(first_published_at=None)
    if page.first_published_at is None:
        return None, None
    before = same.filter(first_published_at__lte=page.first_published_at).order_by("-first_published_at", "-pk").first()
    after = same.filter(first_published_at__gt=page.first_published_at).order_by("first_published_at", "pk").first()
    return before, after


def related_items(page: Any, *, limit: int) -> list[BasePage]:
    """Live pages of the same portal and type that share a tag, then a field; newest first. At most two queries."""
    home_path = page.path[: CONTAINER_PATH_LENGTH + Page.steplen]
    others = type(page).objects.live().filter(path__startswith=home_path).exclude(pk=page.pk)
    found = list(
        others.filter(tags__in=list(page.tags.all())).order_by("-first_published_at", "-pk").distinct()[:limit]
    )
    if len(found) < limit:
        fields = [field.pk for field in page.subject_fields.all()]
        more = others.filter(subject_fields__in=fields).exclude(pk__in=[item.pk for item in found])
        found += list(more.order_by("-first_published_at", "-pk").distinct()[: limit - len(found)])
    return found


def people_below(page: Page) -> list[PersonPage]:
    """Live persons directly below a unit or section, in the order of the tree. One query, one for portraits."""
    return list(PersonPage.objects.live().child_of(page).select_related("portrait").order_by("path"))


def units_below(page: Page) -> list[OrganisationUnitPage]:
    """Live units directly below a unit or section, in the order of the tree, each with `.people`. Two queries."""
    units = list(OrganisationUnitPage.objects.live().child_of(page).order_by("path"))
    people = (
        PersonPage.objects.live()
        .filter(path__startswith=page.path, depth=page.depth + 2)
        .select_related("portrait")
        .order_by("path")
    )
    below: dict[str, list[PersonPage]] = {}
    for person in people:
        below.setdefault(person.path[: -Page.steplen], []).append(person)
    for unit in units:
        unit.people = below.get(unit.path, [])
    return units


def tree_of(container_path: str, language: str, *, max_depth: int) -> list[PlainPage]:
    """Live pages of one portal and language for the site map, in the order of the tree. One query."""
    rows = Page.objects.live().filter(
        path__startswith=container_path,
        depth__gt=HOME_DEPTH,
        depth__lte=max_depth,
        locale__language_code=language,
    )
    return [PlainPage.of(row) for row in rows.order_by("path")]


@dataclass(frozen=True)
class SiteMapEntry:
    """One page of sitemap.xml, with its versions in all languages it has."""

    page: PlainPage
    modified: datetime | None
    versions: tuple[PlainPage, ...]


def site_map_entries(container_path: str) -> list[SiteMapEntry]:
    """Live pages of both languages of a portal. One query."""
    rows = list(Page.objects.live().filter(path__startswith=container_path, depth__gte=HOME_DEPTH).order_by("path"))
    plain = {row.pk: PlainPage.of(row) for row in rows}
    versions: dict[Any, list[PlainPage]] = {}
    for page in plain.values():
        versions.setdefault(page.translation_key, []).append(page)
    return [
        SiteMapEntry(
            page=plain[row.pk],
            modified=row.last_published_at,
            versions=tuple(versions[row.translation_key]) if len(versions[row.translation_key]) > 1 else (),
        )
        for row in rows
    ]

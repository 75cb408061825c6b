"""Reads for the pages of `home`: each a bounded number of queries, whatever the number of portals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Value, Window
from django.db.models.functions import Coalesce, Length, RowNumber, Substr
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.query import PageQuerySet

from audit.models import PortalEvent
from editorial.enums import PUBLIC_CHANGES
from home.menu import in_menu_order, order_of_portal
from home.models import (
    BasePage,
    LinkedItemPage,
    NewsArticlePage,
    OrganisationUnitPage,
    PersonPage,
    PortalHomePage,
)
from home.page_registry import SectionView, section_views
from home.serving.addresses import PlainPage
from sites.directory import CONTAINER_PATH_LENGTH, HOME_DEPTH, Directory, KindRecord, PortalRecord, get_directory
from sites.models import Portal
from sites.models.portal import PortalQuerySet
from sites.naming import CITY
from sites.tree import in_public_branch

# Of the pages below a home, and of what stands below them.
BRANCH_PATH_LENGTH = Page.steplen * (HOME_DEPTH + 1)


def readable_now(pages: PageQuerySet, language: str, *, portals: PortalQuerySet | None = None) -> PageQuerySet:
    """Those of some pages that can be read in a language: of portals that are open, below a home that is public.

    Args:
        portals: on which they stand; None: on any.
    """
    container = Substr(OuterRef("path"), 1, CONTAINER_PATH_LENGTH)
    wanted = Portal.objects.all() if portals is None else portals
    wanted = wanted.readable().filter(container__path=container, archived_at=None)
    return pages.live().filter(Exists(wanted), in_public_branch(), locale__language_code=language)


def newest_first(pages: PageQuerySet) -> PageQuerySet:
    """Pages in the order in which they were published, the last first."""
    return pages.order_by("-first_published_at", "-pk")


def news_below(home: PortalHomePage) -> PageQuerySet:
    """Newest news of one portal in the language of its home."""
    return newest_first(NewsArticlePage.objects.live().filter(path__startswith=home.path))


def news_of_components(language: str) -> PageQuerySet:
    """Newest news of the component portals that can be read now; their origin is `page.portal`."""
    return newest_first(readable_now(NewsArticlePage.objects.all(), language, portals=Portal.objects.component()))


def news_of_city(city: PortalRecord, language: str) -> PageQuerySet:
    """Newest news of the city portal that can be read now."""
    return newest_first(
        readable_now(NewsArticlePage.objects.all(), language, portals=Portal.objects.filter(pk=city.id))
    )


@dataclass(frozen=True)
class KindOfPortals:
    """One heading of the city's list of portals."""

    kind: KindRecord
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
    """Component portals citizens are shown, under the headings of their kinds."""
    shown = directory.components if records is None else tuple(records)
    groups = [
        KindOfPortals(kind=kind, portals=tuple(record for record in shown if record.kind == kind.code))
        for kind in directory.kinds
        if kind.code != CITY
    ]
    return [group for group in groups if group.portals]


# Pages that every portal is born with and that its foot leads to, while they are public.
FOOT_SLUGS: Final = (
    "tiep-can-thong-tin", "bao-ve-du-lieu-ca-nhan", "kha-nang-tiep-can", "su-dung-lai-thong-tin", "du-lieu-mo",
    "bao-chi", "gui-tin-bai", "lien-he",
)  # fmt: skip


@dataclass(frozen=True)
class Frame:
    """Pages that the frame of a public page links to."""

    menu: tuple[PlainPage, ...]
    homes: dict[str, PlainPage]
    versions: dict[str, PlainPage]
    # Views that a section of the menu in another language stands for, and that answer in this one too.
    menu_views: tuple[SectionView, ...] = ()
    # Pages of the foot, by the slug of their Vietnamese version.
    foot: dict[str, PlainPage] = field(default_factory=dict)
    # Of the nearest page above it that has one, by language.
    versions_above: dict[str, PlainPage] = field(default_factory=dict)
    # Since when the page says something else than its public Vietnamese page; None: it says the same, or is that page.
    behind_since: datetime | None = None
    # When something public of the portal changed last; None: before anything was written down.
    changed_at: datetime | None = None
    # Whether the city portal, and the portal above this one, have a public home in this language.
    has_city_home: bool = True
    has_parent_home: bool = True


def frame_of(portal: PortalRecord, language: str, page: BasePage | None) -> Frame:
    """Main menu and pages of the foot in one language, live homes and live versions of one page, and of pages above it,
    by language; when something public of the portal changed last."""
    container_path = portal.container_path
    changes = PortalEvent.objects.for_portal(portal.id).filter(kind__in=PUBLIC_CHANGES).order_by("-at")
    below = Page.objects.filter(path__startswith=container_path, depth__in=[HOME_DEPTH + 1, HOME_DEPTH + 2])
    foot_keys = below.filter(slug__in=FOOT_SLUGS).order_by().values("translation_key")
    wanted = Q(depth=HOME_DEPTH) | Q(depth=HOME_DEPTH + 1, show_in_menus=True, url_path__contains=f"/{language}/")
    wanted |= Q(translation_key__in=foot_keys)
    wanted |= Q(depth=HOME_DEPTH + 1, slug__in=section_views())
    # The nearest first, without the home.
    above = [one.translation_key for one in reversed(getattr(page, "chain", [])[1:])]
    if page is not None:
        wanted |= Q(translation_key__in=[page.translation_key, *above])
    rows = (
        Page.objects.live()
        .filter(wanted, in_public_branch(), path__startswith=container_path)
        .annotate(
            short_title=Coalesce("sectionpage__short_title", "contactpage__short_title"),
            menu_order=order_of_portal(),
            behind_since=F("version_basis__changed_at"),
            changed_at=Subquery(changes.values("at")[:1]),
            has_city_home=_has_home(get_directory().city, language),
            has_parent_home=_has_home(portal.parent, language),
        )
        .order_by("path")
    )
    pages = [(row, PlainPage.of(row, menu_title=row.short_title or row.title)) for row in rows]
    menu = [
        plain
        for row, plain in pages
        if row.show_in_menus and plain.depth == HOME_DEPTH + 1 and plain.language == language
    ]
    # One that has a page in this language is in the menu where that page is.
    own_keys = {plain.translation_key for _row, plain in pages if plain.language == language}
    return Frame(
        menu_views=tuple(
            section_views()[row.slug]
            for row, plain in pages
            if row.slug in section_views() and row.show_in_menus and plain.translation_key not in own_keys
        ),
        menu=tuple(in_menu_order(menu, next((row.menu_order for row, _plain in pages), None))),
        homes={plain.language: plain for _, plain in pages if plain.depth == HOME_DEPTH},
        versions={
            plain.language: plain for _, plain in pages if page and plain.translation_key == page.translation_key
        },
        foot=_foot([(row.slug, plain) for row, plain in pages], language),
        versions_above={
            plain.language: plain
            for _, plain in sorted(
                ((row, plain) for row, plain in pages if plain.translation_key in above),
                key=lambda pair: above.index(pair[1].translation_key),
                reverse=True,
            )
        },
        behind_since=next((row.behind_since for row, _plain in pages if page and row.pk == page.pk), None),
        changed_at=next((row.changed_at for row, _plain in pages), None),
        has_city_home=next((row.has_city_home for row, _plain in pages), language == settings.LANGUAGE_CODE),
        has_parent_home=next((row.has_parent_home for row, _plain in pages), language == settings.LANGUAGE_CODE),
    )


def _has_home(portal: PortalRecord | None, language: str) -> Exists | Value:
    if portal is None or language == settings.LANGUAGE_CODE:
        return Value(True)
    homes = Page.objects.live().filter(path__startswith=portal.container_path, depth=HOME_DEPTH, slug=language)
    return Exists(homes)


def _foot(pages: Sequence[tuple[str, PlainPage]], language: str) -> dict[str, PlainPage]:
    """The pages of the foot in a language, by the slug of their Vietnamese version, which is public as well."""
    slugs = {
        plain.translation_key: slug
        for slug, plain in pages
        if slug in FOOT_SLUGS and plain.language == settings.LANGUAGE_CODE
    }
    return {
        slugs[plain.translation_key]: plain
        for _slug, plain in pages
        if plain.language == language and plain.translation_key in slugs
    }


def public_branches(language: str) -> set[str]:
    """Containers of the portals that have a public home in a language, by their path."""
    homes = Page.objects.live().filter(depth=HOME_DEPTH, slug=language).values_list("path", flat=True)
    return {path[:CONTAINER_PATH_LENGTH] for path in homes}


def public_languages(container_path: str) -> list[str]:
    """Languages in which a portal has a public home."""
    homes = Page.objects.live().filter(path__startswith=container_path, depth=HOME_DEPTH)
    return list(homes.order_by("path").values_list("slug", flat=True))


def siblings(page: BasePage) -> tuple[PlainPage | None, PlainPage | None]:
    """The items of the same section published before and after."""
    if page.first_published_at is None:
        return None, None
    same = Page.objects.live().filter(path__startswith=page.path[: -Page.steplen], depth=page.depth)
    same = same.filter(content_type=page.cached_content_type).exclude(pk=page.pk)
    before = same.filter(first_published_at__lte=page.first_published_at).order_by("-first_published_at", "-pk")
    after = same.filter(first_published_at__gt=page.first_published_at).order_by("first_published_at", "pk")
    rows = Page.objects.filter(Q(pk=Subquery(before.values("pk")[:1])) | Q(pk=Subquery(after.values("pk")[:1])))
    plain = {row.first_published_at <= page.first_published_at: PlainPage.of(row) for row in rows}
    return plain.get(True), plain.get(False)


def related_items(page: Any, *, limit: int) -> list[BasePage]:
    """Live pages of the same portal, language and type that share a tag or a field; shared tags first."""
    home_path = page.path[: CONTAINER_PATH_LENGTH + Page.steplen]
    tags, fields = page.shown_tags, page.shown_fields
    if not tags and not fields:
        return []
    own = f"{page._meta.model_name}_id"
    shares_tag = Exists(page.tags.through.objects.filter(**{own: OuterRef("pk")}, tag__in=tags))
    shares_field = Exists(page.subject_fields.through.objects.filter(**{own: OuterRef("pk")}, subjectfield__in=fields))
    others = type(page).objects.live().filter(path__startswith=home_path).exclude(pk=page.pk)
    found = others.annotate(shares_tag=shares_tag).filter(Q(shares_tag=True) | shares_field)
    return list(found.order_by("-shares_tag", "-first_published_at", "-pk")[:limit])


def with_targets(pages: Iterable[Page]) -> list[Page]:
    """Pages of any type, those that stand for a page of another portal with that page."""
    found = list(pages)
    linked = [page for page in found if isinstance(page, LinkedItemPage) and page.target_id]
    targets = Page.objects.in_bulk({page.target_id for page in linked}) if linked else {}
    for page in linked:
        page.target = targets.get(page.target_id)
    return found


def pages_below(page: Page, *, model: type[Page] = Page) -> list[PlainPage]:
    """Live pages directly below a page, in the order of the tree."""
    return [PlainPage.of(row) for row in model.objects.live().child_of(page).order_by("path")]


def people_below(page: Page) -> list[PersonPage]:
    """Live persons directly below a unit or section, in the order of the tree."""
    return list(PersonPage.objects.live().child_of(page).select_related("portrait").order_by("path"))


def units_below(page: Page) -> list[OrganisationUnitPage]:
    """Live units directly below a unit or section, in the order of the tree, each with `.people`."""
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

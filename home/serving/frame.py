"""The frame around a public page: main menu, foot, homes, and versions of the page, read in one query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db.models import Exists, F, Q, Subquery, Value
from django.db.models.functions import Coalesce
from wagtail.models import Page

from audit.models import PortalEvent
from editorial.enums import PUBLIC_CHANGES
from home.menu import in_menu_order, order_of_portal
from home.models import BasePage
from home.page_registry import SectionView, section_views
from home.serving.addresses import PlainPage
from sites.directory import HOME_DEPTH, PortalRecord, get_directory
from sites.tree import in_public_branch

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

"""Reads beside a public page: items before and after it and related to it, pages below it, portals by kind.

Each is a bounded number of queries, whatever the number of portals.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import get_language
from wagtail.models import Page

from home.models import BasePage, LinkedItemPage, OrganisationUnitPage, PersonPage
from home.serving.addresses import PlainPage
from sites.directory import CONTAINER_PATH_LENGTH, HOME_DEPTH, Directory, KindRecord, PortalRecord
from sites.naming import CITY


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


def public_branches(language: str) -> set[str]:
    """Containers of the portals that have a public home in a language, by their path."""
    homes = Page.objects.live().filter(depth=HOME_DEPTH, slug=language).values_list("path", flat=True)
    return {path[:CONTAINER_PATH_LENGTH] for path in homes}


def branches_in_language(language: str) -> set[str]:
    """Containers of the portals to whose home in that language links lead (`home_among`); none, and no query, for
    Vietnamese, to which they lead anyway."""
    return public_branches(language) if language != settings.LANGUAGE_CODE else set()


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

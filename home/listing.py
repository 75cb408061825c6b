"""The list of a section: facets by field and year, pages of twelve."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Page
from wagtail.query import PageQuerySet

from home.models import ContentPage, SectionKind, SubjectField
from home.pictures import prefetch_item_pictures, prefetch_portraits
from home.presentation import meta_of
from home.queries import people_below, units_below, with_targets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from home.models import SectionPage

PER_PAGE = 12
FIELD, YEAR, PAGE = "linh-vuc", "nam", "trang"


@dataclass(frozen=True)
class Facet:
    """One choice of a filter, as a link that keeps the other choice."""

    label: str
    count: int
    url: str
    selected: bool


@dataclass(frozen=True)
class FacetGroup:
    """Choices that exclude each other."""

    heading: str
    facets: tuple[Facet, ...]
    clear_url: str


@dataclass(frozen=True)
class Choices:
    """What can be chosen in a section: how many pages there are of each field and year, and what was chosen."""

    # Pages of each year; pages of each field in each year, which is None for pages without a time of publication.
    of_year: dict[int, int]
    of_field: dict[tuple[str, int | None], int]
    field: str
    year: int | None

    def fields(self) -> dict[str, int]:
        """Fields with the number of their pages in the year that was chosen."""
        counts = dict.fromkeys((slug for slug, _year in self.of_field), 0)
        for (slug, year), count in self.of_field.items():
            counts[slug] += count if self.year in (None, year) else 0
        return counts

    def years(self) -> dict[int, int]:
        """Years, the newest first, with the number of their pages in the field that was chosen."""
        newest_first = sorted(self.of_year, reverse=True)
        return {year: self.of_field.get((self.field, year), 0) if self.field else self.of_year[year]
                for year in newest_first}  # fmt: skip


def section_listing(section: SectionPage, request: HttpRequest) -> dict[str, Any]:
    """What a section shows for a request: items, facets, what was chosen. A choice that nothing here has is ignored.

    Queries: one for the types present, one for each of them with fields, four for years, fields, count and rows, one
    for each type on the page shown, one for what linked items stand for. Independent of the number of items and
    portals.
    """
    if section.kind == SectionKind.PEOPLE:
        units, people = units_below(section), people_below(section)
        prefetch_portraits(people, units)
        return {"units": units, "people": people}
    children = Page.objects.live().child_of(section)
    types = _types_with_fields(children)
    choices = _choices(children, types, request)
    shown = children
    if choices.field:
        shown = shown.filter(_has_field(children, types, choices.field))
    if choices.year:
        shown = shown.filter(first_published_at__year=choices.year)
    page = Paginator(_ordered(section, shown), PER_PAGE).get_page(request.GET.get(PAGE))
    page.object_list = with_targets(page.object_list.specific())  # type: ignore[attr-defined]  # a page queryset
    prefetch_item_pictures(page.object_list, "card" if section.kind == SectionKind.GALLERY else "thumb")
    return _own_address(section, choices, page.number) | {
        "items": page,
        "total": page.paginator.count,
        "is_filtered": bool(choices.field or choices.year),
        "facets": [group for group in (_field_facets(choices), _year_facets(choices)) if group.facets],
        "page_parameter": PAGE,
    }


def _own_address(section: SectionPage, choices: Choices, number: int) -> dict[str, Any]:
    """What the head says of a further page: it is no copy of the first. A narrowed list is part of the whole one."""
    if number == 1 or choices.field or choices.year:
        return {}
    meta = meta_of(section)
    return {"meta": replace(meta, url=f"{meta.url}?{urlencode({PAGE: number})}")}


def _ordered(section: SectionPage, pages: PageQuerySet) -> PageQuerySet:
    if section.kind in {SectionKind.NEWS, SectionKind.GALLERY}:
        return pages.order_by("-first_published_at", "-pk")
    return pages.order_by("path")


def _types_with_fields(children: PageQuerySet) -> list[type[ContentPage]]:
    ids = children.order_by().values_list("content_type_id", flat=True).distinct()
    models = (ContentType.objects.get_for_id(pk).model_class() for pk in ids)
    return [model for model in models if model is not None and issubclass(model, ContentPage)]


def _choices(children: PageQuerySet, types: Iterable[type[ContentPage]], request: HttpRequest) -> Choices:
    """Count the pages of a section, and take of the address only what was counted."""
    published = children.exclude(first_published_at=None).annotate(year=ExtractYear("first_published_at"))
    of_year = dict(published.values_list("year").annotate(Count("pk")).order_by())
    of_field: dict[tuple[str, int | None], int] = {}
    for model in types:
        name = model._meta.model_name
        links = _links(model, children).annotate(year=ExtractYear(f"{name}__first_published_at"))
        for slug, year, count in links.values_list("subjectfield__slug", "year").annotate(Count("pk")).order_by():
            of_field[slug, year] = of_field.get((slug, year), 0) + count
    asked = request.GET.get(FIELD, "")
    field = asked if asked in {slug for slug, _year in of_field} else ""
    return Choices(of_year, of_field, field, {str(year): year for year in of_year}.get(request.GET.get(YEAR, "")))


def _links(model: type[ContentPage], children: PageQuerySet) -> QuerySet[Any]:
    """Rows that give the pages of one type among the children their fields."""
    return model.subject_fields.through.objects.filter(**{f"{model._meta.model_name}__in": children})


def _has_field(children: PageQuerySet, types: Iterable[type[ContentPage]], field: str) -> Q:
    """The condition "has this field" over all page types with fields."""
    condition = Q(pk__in=[])
    for model in types:
        of_field = _links(model, children).filter(subjectfield__slug=field)
        condition |= Q(pk__in=of_field.values(f"{model._meta.model_name}_id"))
    return condition


def _field_facets(choices: Choices) -> FacetGroup:
    counts = choices.fields()
    rows = SubjectField.objects.filter(slug__in=counts) if counts else []
    year = str(choices.year or "")
    facets = [
        Facet(row.name, counts[row.slug], _query(row.slug, year), row.slug == choices.field)
        for row in rows
        if counts[row.slug] or row.slug == choices.field
    ]
    return FacetGroup(pgettext("lĩnh vực", "Field"), tuple(facets), _query("", year))


def _year_facets(choices: Choices) -> FacetGroup:
    """Years, unless there is only one and nothing to take back."""
    facets = [
        Facet(str(year), count, _query(choices.field, str(year)), year == choices.year)
        for year, count in choices.years().items()
        if count or year == choices.year
    ]
    is_choice = len(facets) > 1 or choices.year is not None
    return FacetGroup(_("Year"), tuple(facets) if is_choice else (), _query(choices.field, ""))


def _query(field: str, year: str) -> str:
    return "?" + urlencode({key: value for key, value in ((FIELD, field), (YEAR, year)) if value})

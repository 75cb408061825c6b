"""The list of a section: facets by field and year, pages of twelve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.db.models.functions import ExtractYear
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Page
from wagtail.query import PageQuerySet

from home.models import ContentPage, SectionKind, SubjectField
from home.queries import people_below, units_below

if TYPE_CHECKING:
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


def section_listing(section: SectionPage, request: HttpRequest) -> dict[str, Any]:
    """What a section shows for a request: items, facets, what was chosen.

    Queries: one for the types present, one for each of them with fields, four for years, fields, count and rows, one
    for each type on the page shown. Independent of the number of items and portals.
    """
    if section.kind == SectionKind.PEOPLE:
        return {"units": units_below(section), "people": people_below(section)}
    children = Page.objects.live().child_of(section)
    field, year = request.GET.get(FIELD, ""), request.GET.get(YEAR, "")
    asked = {FIELD: field, YEAR: year if year.isdecimal() and len(year) == 4 else ""}
    of_field, field_counts = _fields_of(children, field)
    shown = children.filter(of_field) if field else children
    if asked[YEAR]:
        shown = shown.filter(first_published_at__year=int(asked[YEAR]))
    page = Paginator(_ordered(section, shown), PER_PAGE).get_page(request.GET.get(PAGE))
    page.object_list = list(page.object_list.specific())  # type: ignore[attr-defined]  # a page queryset
    groups = (_field_facets(field_counts, asked), _year_facets(children, asked))
    return {
        "items": page,
        "total": page.paginator.count,
        "is_filtered": bool(field or asked[YEAR]),
        "facets": [group for group in groups if group.facets],
        "page_query": _query(asked),
        "page_parameter": PAGE,
    }


def _ordered(section: SectionPage, pages: PageQuerySet) -> PageQuerySet:
    if section.kind in {SectionKind.NEWS, SectionKind.GALLERY}:
        return pages.order_by("-first_published_at", "-pk")
    return pages.order_by("path")


def _fields_of(children: PageQuerySet, field: str) -> tuple[Q, dict[str, int]]:
    """The condition "has this field" over all page types with fields, and how many pages each field has."""
    counts: dict[str, int] = {}
    condition = Q(pk__in=[])
    for model in _types_with_fields(children):
        name = model._meta.model_name
        links = model.subject_fields.through.objects.filter(**{f"{name}__in": children})
        for slug, count in links.values_list("subjectfield__slug").annotate(Count("pk")).order_by():
            counts[slug] = counts.get(slug, 0) + count
        condition |= Q(pk__in=links.filter(subjectfield__slug=field).values(f"{name}_id"))
    return condition, counts


def _types_with_fields(children: PageQuerySet) -> list[type[ContentPage]]:

    ids = children.order_by().values_list("content_type_id", flat=True).distinct()
    models = (ContentType.objects.get_for_id(pk).model_class() for pk in ids)
    return [model for model in models if model is not None and issubclass(model, ContentPage)]


def _field_facets(counts: dict[str, int], asked: dict[str, str]) -> FacetGroup:
    rows = SubjectField.objects.filter(slug__in=counts) if counts else []
    facets = tuple(
        Facet(row.name, counts[row.slug], _query({**asked, FIELD: row.slug}), asked[FIELD] == row.slug) for row in rows
    )
    return FacetGroup(pgettext("lĩnh vực", "Field"), facets, _query({**asked, FIELD: ""}))


def _year_facets(children: PageQuerySet, asked: dict[str, str]) -> FacetGroup:
    published = children.exclude(first_published_at=None).annotate(year=ExtractYear("first_published_at"))
    counts = published.values_list("year").annotate(Count("pk")).order_by("-year")
    facets = tuple(
        Facet(str(year), count, _query({**asked, YEAR: str(year)}), asked[YEAR] == str(year)) for year, count in counts
    )
    return FacetGroup(_("Year"), facets if len(facets) > 1 else (), _query({**asked, YEAR: ""}))


def _query(values: dict[str, str]) -> str:
    return "?" + urlencode({key: value for key, value in values.items() if value})

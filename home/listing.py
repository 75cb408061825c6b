"""The list of a section: facets, pages of twelve."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Page
from wagtail.query import PageQuerySet

from home.list_filters import Filter, filters_for, narrowed
from home.models import ContentPage, SectionKind
from home.pictures import prefetch_item_pictures, prefetch_portraits
from home.presentation import meta_of
from home.queries import people_below, units_below, with_targets

if TYPE_CHECKING:
    from home.models import SectionPage

PER_PAGE = 12
PAGE = "trang"


@dataclass(frozen=True)
class Facet:
    """One choice of a filter, as a link that keeps the other choices."""

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


# How sections of a kind list their pages, where this is not the list below; what it returns goes to the template.
Listing = Callable[["SectionPage", HttpRequest], dict[str, Any]]
_listings: dict[str, Listing] = {}
# Templates of such sections, by their kind: each extends that of all sections.
_templates: dict[str, str] = {}


# Names of views that list what all portals provide of a category of information.
_wider_lists: dict[str, str] = {}


def register_wider_list(category: str, view_name: str) -> None:
    """Let sections of the city portal that provide a category lead to a list over all portals."""
    _wider_lists[category] = view_name


def register_listing(kind: SectionKind, listing: Listing, *, template: str) -> None:
    """Let an app above list the sections of a kind, with a template that fills the blocks of a section's."""
    _listings[kind], _templates[kind] = listing, template


def template_of(section: SectionPage) -> str | None:
    """The template of the kind of a section; None: that of all sections."""
    return _templates.get(section.kind)


def section_listing(section: SectionPage, request: HttpRequest) -> dict[str, Any]:
    """What a section shows for a request: items, facets, what was chosen. A choice that nothing here has is ignored.

    Queries: one for the types present, one for each filter of each of them, one for the names of fields, two for count
    and rows, one for each type on the page shown, one for what linked items stand for; where something is chosen, the
    filters once more. Independent of the number of items and portals.
    """
    if listing := _listings.get(section.kind):
        return listing(section, request)
    if section.kind == SectionKind.PEOPLE:
        units, people = units_below(section), people_below(section)
        prefetch_portraits(people, units)
        return {"units": units, "people": people}
    children = Page.objects.live().child_of(section)
    listed = narrowed_list(_ordered(section, children), filters_for(_content_types(children)), request)
    page = listed["items"]
    page.object_list = with_targets(page.object_list)
    prefetch_item_pictures(page.object_list, "card" if section.kind == SectionKind.GALLERY else "thumb")
    return _own_address(section, page.number, is_narrowed=listed["is_filtered"]) | listed | _wider_list(section)


def narrowed_list(pages: PageQuerySet, filters: list[Filter], request: HttpRequest) -> dict[str, Any]:
    """One page of a list of pages in its order, as narrowed by a request, with the facets of some filters."""
    there = {one.parameter: one.counts(pages) for one in filters}
    asked = {one.parameter: request.GET.get(one.parameter, "") for one in filters}
    chosen = {parameter: value for parameter, value in asked.items() if value in there[parameter]}
    page = Paginator(narrowed(pages, filters, chosen), PER_PAGE).get_page(request.GET.get(PAGE))
    page.object_list = list(page.object_list.specific())  # type: ignore[attr-defined]  # a page queryset
    groups = (_group(one, pages, filters, chosen, there[one.parameter]) for one in filters)
    return {
        "items": page,
        "total": page.paginator.count,
        "is_filtered": bool(chosen),
        "facets": [group for group in groups if group.facets],
        "page_parameter": PAGE,
    }


def _wider_list(section: SectionPage) -> dict[str, Any]:
    """Of a section of the city portal, the list over all portals of what it provides, where there is one. No query."""
    name = _wider_lists.get(section.provides_id or "")
    is_city = section.portal is not None and section.portal.is_city
    return {"wider_url": reverse(name)} if name and is_city else {}


def _own_address(section: SectionPage, number: int, *, is_narrowed: bool) -> dict[str, Any]:
    """What the head says of a further page: it is no copy of the first. A narrowed list is part of the whole one."""
    if number == 1 or is_narrowed:
        return {}
    meta = meta_of(section)
    return {"meta": replace(meta, url=f"{meta.url}?{urlencode({PAGE: number})}")}


def _ordered(section: SectionPage, pages: PageQuerySet) -> PageQuerySet:
    if section.kind in {SectionKind.NEWS, SectionKind.GALLERY}:
        return pages.order_by("-first_published_at", "-pk")
    return pages.order_by("path")


def _content_types(children: PageQuerySet) -> list[type[ContentPage]]:
    ids = children.order_by().values_list("content_type_id", flat=True).distinct()
    models = (ContentType.objects.get_for_id(pk).model_class() for pk in ids)
    return [model for model in models if model is not None and issubclass(model, ContentPage)]


def _group(
    one: Filter, pages: PageQuerySet, filters: list[Filter], chosen: dict[str, str], there: dict[str, int]
) -> FacetGroup:
    """The choices of one filter, counted in what the others leave."""
    others = {parameter: value for parameter, value in chosen.items() if parameter != one.parameter}
    counts = one.counts(narrowed(pages, filters, others)) if others else there
    selected = chosen.get(one.parameter)
    facets = [
        Facet(label, counts.get(value, 0), _query(others | {one.parameter: value}), value == selected)
        for value, label in one.labels(there)
        if counts.get(value) or value == selected
    ]
    is_choice = len(facets) > 1 or selected is not None or not one.needs_two
    return FacetGroup(one.heading, tuple(facets) if is_choice else (), _query(others))


def _query(chosen: dict[str, str]) -> str:
    return "?" + urlencode(chosen)

"""The list of a section: facets, a search in it, pages of twelve."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Page
from wagtail.query import PageQuerySet

from home.models import ContentPage, SectionKind
from home.publication.pictures import prefetch_item_pictures, prefetch_portraits
from home.queries import people_below, units_below, with_targets
from home.serving.list_filters import Filter, filters_for, narrowed
from home.serving.presentation import meta_of

if TYPE_CHECKING:
    from home.models import SectionPage

PER_PAGE = 12
PAGE = "trang"
WORDS = "q"
MAX_WORDS = 200


@dataclass(frozen=True)
class Facet:
    """One choice of a filter, as a link that keeps the other choices.

    Attributes:
        count: None: so many that they were not counted.
    """

    label: str
    count: int | None
    url: str
    selected: bool


@dataclass(frozen=True)
class FacetGroup:
    """Choices that exclude each other."""

    heading: str
    facets: tuple[Facet, ...]
    clear_url: str


_NEWEST_FIRST: Final = frozenset({SectionKind.NEWS, SectionKind.GALLERY, SectionKind.PRESS})

# How sections of a kind list their pages, where this is not the list below; what it returns goes to the template.
Listing = Callable[["SectionPage", HttpRequest], dict[str, Any]]
_listings: dict[str, Listing] = {}
# Templates of such sections, by their kind: each extends that of all sections.
_templates: dict[str, str] = {}


# Finds those of some pages of a section that have every word of a text; None: the text asks for nothing.
Finder = Callable[["SectionPage", PageQuerySet, str], PageQuerySet | None]
_finders: list[Finder] = []


def register_finder(finder: Finder) -> None:
    """Let the search say which pages of a section have some words."""
    _finders[:] = [finder]


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
    and rows, one for each type on the page shown, one for what linked items stand for; where something is chosen or
    searched, the filters once more. Independent of the number of items and portals.
    """
    if listing := _listings.get(section.kind):
        return listing(section, request)
    return pages_listing(section, request)


def pages_listing(section: SectionPage, request: HttpRequest) -> dict[str, Any]:
    """The list of what stands below a section, for listings of apps above that add to it."""
    if section.kind == SectionKind.PEOPLE:
        units, people = units_below(section), people_below(section)
        prefetch_portraits(people, units)
        return {"units": units, "people": people}
    children = Page.objects.live().child_of(section)
    types = _types(children)
    found = _found(section, children, request)
    order = ("-first_published_at", "-pk") if section.kind in _NEWEST_FIRST else ("path",)
    listed = narrowed_list(children.order_by(*order), filters_for(types), request, found=found)
    page = listed["items"]
    page.object_list = with_targets(page.object_list)
    prefetch_item_pictures(page.object_list, "card" if section.kind == SectionKind.GALLERY else "thumb")
    feed = f"{section.get_url(request)}{section.reverse_subpage('feed')}"
    own = {
        "is_searched": found is not None
        or page.paginator.num_pages > 1
        or any(issubclass(model, ContentPage) and model.is_searched_in_lists for model in types),
        "feed_url": f"{feed}{_query(listed['chosen'])}" if listed["chosen"] else feed,
    }
    return _own_address(section, page.number, is_narrowed=listed["is_filtered"]) | listed | own | _wider_list(section)


def section_pages(section: SectionPage, request: HttpRequest) -> PageQuerySet:
    """The pages of a section that a request asks for, in no order: for its feed. Queries: as the filters of a list."""
    pages = Page.objects.live().child_of(section)
    filters = filters_for(_types(pages))
    found = _found(section, pages, request)
    return narrowed(pages if found is None else found, filters, _chosen(pages, filters, request)[0])


def narrowed_pages(pages: PageQuerySet, filters: list[Filter], request: HttpRequest) -> PageQuerySet:
    """Those of some pages that a request asks for, as their list shows them. Queries: one for each filter and type."""
    return narrowed(pages, filters, _chosen(pages, filters, request)[0])


def narrowed_list(
    pages: PageQuerySet, filters: list[Filter], request: HttpRequest, *, found: PageQuerySet | None = None
) -> dict[str, Any]:
    """One page of a list of pages in its order, as narrowed by a request, with the facets of some filters.

    `found`: which of them have the words that were asked for; None: none were.
    """
    chosen, there = _chosen(pages, filters, request)
    words = words_of(request) if found is not None else ""
    if found is not None:
        pages = pages.filter(pk__in=found.order_by().values("pk"))
        there = {one.parameter: one.counts(pages) for one in filters}
    page = Paginator(narrowed(pages, filters, chosen), PER_PAGE).get_page(request.GET.get(PAGE))
    page.object_list = list(page.object_list.specific())  # type: ignore[attr-defined]  # a page queryset
    kept = {WORDS: words} if words else {}
    groups = (_group(one, pages, filters, chosen, there[one.parameter], kept) for one in filters)
    return {
        "items": page,
        "total": page.paginator.count,
        "chosen": chosen | kept,
        "is_filtered": bool(chosen) or bool(words),
        "facets": [group for group in groups if group.facets],
        "page_parameter": PAGE,
    }


def words_of(request: HttpRequest) -> str:
    """What a request asks to find in a section, as it was typed."""
    return request.GET.get(WORDS, "").replace("\0", "")[:MAX_WORDS].strip()


def _chosen(
    pages: PageQuerySet, filters: list[Filter], request: HttpRequest
) -> tuple[dict[str, str], dict[str, dict[str, int]]]:
    """What a request chooses of what the pages have, and how many of them have each value."""
    there = {one.parameter: one.counts(pages) for one in filters}
    asked = {one.parameter: request.GET.get(one.parameter, "") for one in filters}
    return {parameter: value for parameter, value in asked.items() if value in there[parameter]}, there


def _found(section: SectionPage, pages: PageQuerySet, request: HttpRequest) -> PageQuerySet | None:
    words = words_of(request)
    return _finders[0](section, pages, words) if words and _finders else None


def _wider_list(section: SectionPage) -> dict[str, Any]:
    """Of a section of the city portal, the list over all portals of what it provides, where there is one."""
    name = _wider_lists.get(section.provides_id or "")
    is_city = section.portal is not None and section.portal.is_city
    return {"wider_url": reverse(name)} if name and is_city else {}


def _own_address(section: SectionPage, number: int, *, is_narrowed: bool) -> dict[str, Any]:
    """What the head says of a further page: it is no copy of the first. A narrowed list is part of the whole one."""
    if number == 1 or is_narrowed:
        return {}
    meta = meta_of(section)
    return {"meta": replace(meta, url=f"{meta.url}?{urlencode({PAGE: number})}")}


def _types(children: PageQuerySet) -> list[type[Page]]:
    ids = children.order_by().values_list("content_type_id", flat=True).distinct()
    models = (ContentType.objects.get_for_id(pk).model_class() for pk in ids)
    return [model for model in models if model is not None]


def _group(
    one: Filter,
    pages: PageQuerySet,
    filters: list[Filter],
    chosen: dict[str, str],
    there: dict[str, int],
    kept: dict[str, str],
) -> FacetGroup:
    """The choices of one filter, counted in what the others leave. `kept`: what its links say besides."""
    others = {parameter: value for parameter, value in chosen.items() if parameter != one.parameter}
    counts = one.counts(narrowed(pages, filters, others)) if others else there
    selected = chosen.get(one.parameter)
    facets = [
        Facet(label, counts.get(value, 0), _query(others | {one.parameter: value} | kept), value == selected)
        for value, label in one.labels({*there, selected} if selected else there)
        if counts.get(value) or value == selected
    ]
    is_choice = len(facets) > 1 or selected is not None or not one.needs_two
    return FacetGroup(one.heading, tuple(facets) if is_choice else (), _query(others | kept))


def _query(chosen: dict[str, str]) -> str:
    return "?" + urlencode(chosen)

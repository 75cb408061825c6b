"""Items that other systems may read: which pages they are, and what is said of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Length, Substr
from wagtail.models import Page, PageViewRestriction

from exchange.interface.kinds import Kind, kinds_by_type
from home.models import ClockedPage, ContentPage, SectionPage
from home.serving.routing import may_be_named_by
from home.timeliness.freshness import category_of
from library.models import PortalDocument
from sites.directory import PortalRecord, get_directory
from sites.tree import ancestors, below, in_public_branch

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet


@dataclass(frozen=True)
class Item:
    """A public page with all that an answer says of it: nothing more is read for it.

    Attributes:
        category: code of its category of information; empty: it has none.
        fields: slugs of the fields that it stands under.
        documents: files of the portal's library, by their keys.
    """

    page: Any
    kind: Kind
    portal: PortalRecord
    category: str
    fields: tuple[str, ...]
    documents: dict[int, PortalDocument]


def public_items(portal: PortalRecord) -> PageQuerySet:
    """Pages that other systems may read on the host of a portal: its own, on the city's those of all portals.

    Public to everybody, on portals that can be read now, of a kind that is given.
    """
    return readable_pages(portal).filter(content_type__in=list(kinds_by_type()))


def listed_items(portal: PortalRecord, *, kind: Kind | None = None, of: PortalRecord | None = None) -> PageQuerySet:
    """Public items, the newest first: of one kind, or of one portal. Read along an index of `FeedEntry`, which has a
    row for each of them, until an answer is full.

    The type and the language of a page are in no index here: SQLite would rather sort all news than walk.
    """
    pages = readable_pages(portal).filter(feed_entry__is_public=True)
    if kind is not None:
        pages = pages.alias(own_type=F("content_type") + 0).filter(
            feed_entry__kind=kind.code, own_type=kind.content_type.pk
        )
    one = of if of is not None or portal.is_city else portal
    if one is not None:
        pages = pages.filter(feed_entry__portal=one.id)
    return pages.order_by("-feed_entry__published_at", "-feed_entry__page_id")


def readable_pages(portal: PortalRecord) -> PageQuerySet:
    """Pages of any type that everybody may read, as `public_items` says."""
    place = may_be_named_by(portal.container_path) if portal.is_city else Q(path__startswith=portal.container_path)
    # Reading is restricted at the place of a page or above it.
    restricted = PageViewRestriction.objects.filter(page__path=Substr(OuterRef("path"), 1, Length("page__path")))
    return Page.objects.live().filter(place, in_public_branch(), ~Exists(restricted))


def of_category(code: str, kinds: Iterable[Kind]) -> Q:
    """Condition on pages of some kinds: they belong to a category of information, as `category_of` says."""
    types = {kind.model: kind.content_type.pk for kind in kinds}
    wanted, by_place = Q(pk__in=[]), []
    for model, content_type in types.items():
        if issubclass(model, ClockedPage) and model.clock_choices:
            choices = [value for value, (category, _trigger) in model.clock_choices.items() if category == code]
            chosen = model._default_manager.filter(**{f"{model.clock_chosen_by}__in": choices}).order_by()
            wanted |= Q(pk__in=chosen.values("pk"))
        elif own := getattr(model, "category", ""):
            wanted |= Q(content_type=content_type) if own == code else Q()
        else:
            by_place.append(content_type)
    if not by_place:
        return wanted
    return wanted | (Q(content_type__in=by_place) & _below_sections_of(code))


def under_field(slug: str, kinds: Iterable[Kind]) -> Q:
    """Condition on pages of some kinds: they stand under a field (Regulation 4.2)."""
    wanted = Q(pk__in=[])
    for model in (kind.model for kind in kinds if issubclass(kind.model, ContentPage)):
        links = model.subject_fields.through.objects.filter(subjectfield__slug=slug)
        wanted |= Q(pk__in=links.values(f"{model._meta.model_name}_id"))
    return wanted


def _below_sections_of(code: str) -> Q:
    """Standing below a section that provides a category, with none between that provides another."""
    provides = dict(SectionPage.objects.exclude(provides=None).order_by().values_list("path", "provides"))
    own = [path for path, provided in provides.items() if provided == code]
    roots = tuple(own)
    inner = [path for path, provided in provides.items() if provided != code and path.startswith(roots)] if own else []
    return below(own) & ~below(inner) if inner else below(own)


def read_items(pages: Sequence[Page]) -> list[Item]:
    """Everything that answers say of some pages, in their order."""
    kinds, directory = kinds_by_type(), get_directory()
    fields, documents, categories = _fields_of(pages), _documents_of(pages), _categories_of(pages)
    items = []
    for page in pages:
        record = directory.for_path(page.path)
        if record is not None:
            kind = kinds[page.content_type_id]
            items.append(Item(page, kind, record, categories[page.pk], tuple(fields[page.pk]), documents))
    return items


def _fields_of(pages: Iterable[Page]) -> dict[int, list[str]]:
    by_model: dict[type[ContentPage], list[int]] = defaultdict(list)
    for page in pages:
        if isinstance(page, ContentPage):
            by_model[type(page)].append(page.pk)
    found: dict[int, list[str]] = defaultdict(list)
    for model, keys in by_model.items():
        name = f"{model._meta.model_name}_id"
        rows = model.subject_fields.through.objects.filter(**{f"{name}__in": keys})
        for key, slug in rows.order_by("subjectfield__position").values_list(name, "subjectfield__slug"):
            found[key].append(slug)
    return found


def _documents_of(pages: Iterable[Page]) -> dict[int, PortalDocument]:
    keys = {
        int(block["value"]["document"])
        for page in pages
        for name in ("files", "forms", "results")
        if hasattr(page, name)
        for block in getattr(page, name).raw_data
        if block["value"].get("document")
    }
    return PortalDocument.objects.in_bulk(keys) if keys else {}


def _categories_of(pages: Sequence[Page]) -> dict[int, str]:
    """Codes of the categories of some pages: their own, else that of the nearest section above."""
    above = {
        path
        for page in pages
        if not isinstance(page, ClockedPage) and not getattr(page, "category", "")
        for path in ancestors(page.path, step=Page.steplen)
    }
    sections = SectionPage.objects.filter(path__in=above).exclude(provides=None)
    provides = dict(sections.order_by().values_list("path", "provides")) if above else {}
    return {page.pk: _category_of(page, provides) for page in pages}


def _category_of(page: Any, provides: dict[str, str]) -> str:
    if isinstance(page, ClockedPage):
        return category_of(page)
    if own := getattr(page, "category", ""):
        return str(own)
    places = reversed(ancestors(page.path, step=Page.steplen))
    return next((provides[path] for path in places if path in provides), "")

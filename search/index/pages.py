"""Rows of pages: which texts and facts of a page are searched."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final

from django.db.models import prefetch_related_objects
from wagtail.models import Page
from wagtail.search import index

from home.models.base import BasePage
from home.models.content import ContentPage
from home.serving.addresses import language_of, url_parts
from home.serving.search_facts import SearchFacts
from search.index.entries import make_entry, plain
from search.models import SearchEntry
from sites.directory import HOME_DEPTH, PortalRecord, get_directory

# Shown and weighed on their own, not as part of the text.
_OWN_COLUMNS: Final = frozenset({"title", "lead", "source_agency"})


def entry_of(page: Page) -> SearchEntry | None:
    """Row of a page; None where it belongs to no portal or has no address."""
    record = get_directory().for_path(page.path)
    if record is None or url_parts(page.path, page.url_path) is None:
        return None
    return make_entry(
        page.search_facts() if isinstance(page, BasePage) else SearchFacts(),
        kind=page._meta.label_lower,
        title=page.title,
        lead=getattr(page, "lead", ""),
        body=" ".join([*_names_of(page, record), *_texts(page, page.get_search_fields())]),
        page_id=page.pk,
        portal_id=record.id,
        language=language_of(page.url_path),
        source_agency=plain(getattr(page, "source_agency", "")),
        published_at=page.first_published_at,
        revision=page.live_revision_id,
    )


def read_topics(pages: Collection[Page]) -> None:
    """Read the fields of work of all pages of a type at once, before their rows are made."""
    by_type: dict[type[Page], list[Page]] = {}
    for page in pages:
        if isinstance(page, ContentPage):
            by_type.setdefault(type(page), []).append(page)
    for several in by_type.values():
        prefetch_related_objects(several, "subject_fields")


def _names_of(page: Page, record: PortalRecord) -> Iterator[str]:
    """Other names of the portal, by which its home is found."""
    if page.depth == HOME_DEPTH:
        yield from (f"{name}." for name in record.also_known_as)


def _texts(instance: Any, fields: Iterable[Any]) -> Iterator[str]:
    """Texts of the fields that a model offers to search (`search_fields`), whatever the model."""
    for search_field in fields:
        if isinstance(search_field, index.RelatedFields):
            related = search_field.get_value(instance)
            rows = related.all() if hasattr(related, "all") else filter(None, [related])
            for row in rows:
                yield from _texts(row, search_field.fields)
        elif isinstance(search_field, index.SearchField) and search_field.field_name not in _OWN_COLUMNS:
            yield from _strings(search_field.get_value(instance))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple, set, frozenset)):
        for part in value:
            yield from _strings(part)
    elif value is not None:
        yield str(value)

"""What `quiet` left out, written for many rows at once."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model
from wagtail.models import Page, ReferenceIndex
from wagtail.query import PageQuerySet
from wagtail.search.backends import get_search_backends

from search import indexing
from sites.models import Portal


def pages_of(keys: Iterable[int]) -> PageQuerySet:
    return Page.objects.filter(pk__in=list(keys)).specific()


def index_references(rows: Iterable[Model]) -> None:
    """Note what pages and files refer to."""
    for row in rows:
        ReferenceIndex.create_or_update_for_object(row)


def index_for_admin(rows: Iterable[Model]) -> None:
    """Let the admin's search find pages and files."""
    by_type: dict[type[Model], list[Model]] = {}
    for row in rows:
        by_type.setdefault(type(row), []).append(row)
    for backend in get_search_backends(with_auto_update=True):
        for model, group in by_type.items():
            backend.add_bulk(model, group)


def index_for_public(portal: Portal) -> None:
    """Let the public search find the pages of a portal."""
    keys = list(portal.container.get_descendants().live().values_list("pk", flat=True))
    for start in range(0, len(keys), indexing.BATCH):
        indexing.index_pages(keys[start : start + indexing.BATCH])

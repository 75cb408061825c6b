"""Indexing for the admin's page search when a command lays out many pages.

One page by itself costs four statements, of which one reads the whole index; thousands of pages would cost minutes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models.signals import post_save
from modelsearch import index
from modelsearch.backends import get_search_backends_with_name
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import Page


@contextmanager
def pages_indexed_together() -> Iterator[None]:
    """Index the pages that are saved within the block at its end, type by type.

    For commands only: it replaces signal handlers of the whole process. Within a transaction, index and pages stand or
    fall together where the index is in the database.
    """
    types = [model for model in index.get_indexed_models() if issubclass(model, Page)]
    saved: dict[int, Page] = {}

    def remember(sender: type[Page], instance: Page, raw: bool = False, **kwargs: Any) -> None:
        # A row that is loaded as it stands is indexed by what loads it, as with Wagtail's own handler.
        if not raw:
            saved[instance.pk] = instance

    for model in types:
        post_save.disconnect(post_save_signal_handler, sender=model)
        post_save.connect(remember, sender=model, weak=False)
    try:
        yield
    finally:
        for model in types:
            post_save.disconnect(remember, sender=model)
            post_save.connect(post_save_signal_handler, sender=model)
    index_pages(saved.values())


def index_pages(pages: Iterable[Page]) -> None:
    """Index pages of specific types, type by type."""
    by_type: dict[type[Page], list[Page]] = defaultdict(list)
    for page in pages:
        by_type[type(page)].append(page)
    for _name, backend in get_search_backends_with_name(with_auto_update=True):
        for model, of_type in by_type.items():
            backend.add_bulk(model, of_type)

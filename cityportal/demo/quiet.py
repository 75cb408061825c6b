"""Loading hundreds of pages without what is meant for one at a time; what was left out, written for many at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Final, NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import Model
from django.db.models.signals import post_save
from django.dispatch import Signal
from wagtail.models import Page, ReferenceIndex
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail.search import signal_handlers as admin_search
from wagtail.signal_handlers import (
    connect_reference_index_signal_handlers,
    disconnect_reference_index_signal_handlers,
)
from wagtail.signals import page_published

from home import signal_handlers as pictures
from home.models import PortalBranding
from search import signal_handlers as search
from search.index import indexing
from sites.models import Portal
from sites.signals import pages_opened


class _Connection(NamedTuple):
    signal: Signal
    receiver: Callable[..., None]
    sender: type | None
    uid: str


_CONNECTIONS: Final = (
    _Connection(page_published, pictures.make_pictures, None, "home.make_page_pictures"),
    _Connection(post_save, pictures.make_pictures_of_look, PortalBranding, "home.make_look_pictures"),
    _Connection(pages_opened, pictures.make_pictures_of_opened, None, "home.make_look_pictures"),
    _Connection(page_published, search.published, None, "search.published"),
    _Connection(pages_opened, search.opened, None, "search.opened"),
)


@contextmanager
def quiet() -> Iterator[None]:
    """Send no mail, make no picture files, leave three indexes alone: references, Wagtail's search, the public search.

    The caller brings the indexes up to date, and makes the files of pictures (`cityportal.demo.picture_files`).
    """
    for signal, _receiver, sender, uid in _CONNECTIONS:
        signal.disconnect(sender=sender, dispatch_uid=uid)
    for model in index.get_indexed_models():
        post_save.disconnect(admin_search.post_save_signal_handler, sender=model)
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "django.core.mail.backends.dummy.EmailBackend"
    # Wagtail's context manager for the same would end with the first one inside it, and `insert_page` has one.
    disconnect_reference_index_signal_handlers()
    # With DEBUG, Django keeps every statement in memory and has SQLite quote its values for that: half the time.
    connection.make_debug_cursor = connection.make_cursor  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = backend
        del connection.make_debug_cursor
        connect_reference_index_signal_handlers()
        admin_search.register_signal_handlers()
        for signal, receiver, sender, uid in _CONNECTIONS:
            signal.connect(receiver, sender=sender, dispatch_uid=uid)


def pages_of(keys: Iterable[int]) -> PageQuerySet:
    return Page.objects.filter(pk__in=list(keys)).specific()


def index_references(rows: Iterable[Model]) -> None:
    """Note what pages and files refer to."""
    for row in rows:
        ReferenceIndex.create_or_update_for_object(row)


def index_for_public(portal: Portal) -> None:
    """Let the public search find the pages of a portal."""
    keys = list(portal.container.get_descendants().live().values_list("pk", flat=True))
    for start in range(0, len(keys), indexing.BATCH):
        indexing.index_pages(keys[start : start + indexing.BATCH])

"""Looks for marks in whatever is kept: every column of every table, files, caches."""

from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.cache import caches

from formats.vietnamese.text import ascii_fold


def holds(value: Any, marks: Collection[str]) -> bool:
    """Whether a value names one of some marks, whatever its accents and capitals."""
    folded = _folded(_text(value))
    return any(mark in folded for mark in _folded_marks(tuple(marks)))


def _folded(text: str) -> str:
    return ascii_fold(text).casefold()


@lru_cache
def _folded_marks(marks: tuple[str, ...]) -> list[str]:
    return list(map(_folded, marks))


def columns_with(marks: Collection[str]) -> set[str]:
    """Columns of all tables that hold a mark, as "label.column"; versions and indexes are tables as well."""
    found = set()
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed:
            continue
        for row in model._base_manager.order_by().values():
            # No mark has two lines.
            if holds("\n".join(map(_text, row.values())), marks):
                found.update(f"{model._meta.label_lower}.{name}" for name, value in row.items() if holds(value, marks))
    return found


def _text(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def files_with(marks: Collection[str]) -> set[str]:
    """Names of uploaded and private files that hold a mark, in their name or what is in them."""
    found = set()
    for root in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT):
        files = (path for path in Path(root).rglob("*") if path.is_file())
        found.update(str(path) for path in files if holds(path.name, marks) or holds(path.read_bytes(), marks))
    return found


def cached_with(marks: Collection[str]) -> set[str]:
    """Keys of what caches keep with a mark, in memory or in Redis."""
    return {str(key) for key, value in _cached() if holds(key, marks) or holds(value, marks)}


def _cached() -> Iterator[tuple[Any, Any]]:
    for cache in caches.all(initialized_only=True):
        # Django's caches list their keys nowhere else.
        if hasattr(cache, "_cache") and isinstance(cache._cache, dict):
            yield from cache._cache.items()
        # Of Redis, the client that the cache has made.
        elif hasattr(cache, "_class"):
            client = cache._cache.get_client()
            for key in client.scan_iter():
                yield key, client.get(key) if client.type(key) == b"string" else b""

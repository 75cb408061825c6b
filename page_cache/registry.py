"""Registry of page types that other portals show as well."""

from __future__ import annotations

from wagtail.models import Page

_everywhere: set[type[Page]] = set()


def register_shown_everywhere(page_type: type[Page]) -> None:
    """Let a change of a page of this type invalidate the copies of every portal."""
    _everywhere.add(page_type)


def is_shown_everywhere(page_type: type[Page]) -> bool:
    """Whether pages of a type are shown by other portals than their own."""
    return issubclass(page_type, tuple(_everywhere))

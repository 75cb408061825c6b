"""Whether two versions of an item say the same. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

# What saving changes by itself, and names that editors of blocks make up anew.
_BOOKKEEPING = frozenset(
    {
        "id", "draft_title", "first_published_at", "has_unpublished_changes", "last_published_at", "latest_revision",
        "latest_revision_created_at", "live", "live_revision", "locked", "locked_at", "locked_by", "numchild", "path",
        "table_header_choice", "url_path",
    }
)  # fmt: skip
_BLOCK_KEY = re.compile(r'\s+data-block-key="[^"]*"')
_AROUND_TAGS = re.compile(r"\s*(<[^>]+>)\s*")


def same_content(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two revisions differ in nothing but bookkeeping, empty values and the way rich text is written down.

    The page editor writes rich text and tables in its own way: opening a page and saving it untouched makes a revision
    of other letters and the same content.
    """
    return list(_leaves(one, "")) == list(_leaves(other, ""))


def same_times(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two revisions are public from the same moment to the same moment."""
    return all(one.get(name) == other.get(name) for name in ("go_live_at", "expire_at"))


def _leaves(value: Any, place: str) -> Iterator[tuple[str, Any]]:
    if value in (None, "", False) or value == [] or value == {}:
        return
    if isinstance(value, Mapping):
        for key in sorted(value):
            if key not in _BOOKKEEPING:
                yield from _leaves(value[key], f"{place}.{key}")
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from _leaves(item, f"{place}[{position}]")
    elif isinstance(value, str):
        yield from _text(value, place)
    else:
        yield place, value


def _text(value: str, place: str) -> Iterator[tuple[str, Any]]:
    if value.startswith(("[", "{")):
        try:
            yield from _leaves(json.loads(value), place)
        except ValueError:
            yield place, value
        return
    yield place, " ".join(_AROUND_TAGS.sub(r"\1", _BLOCK_KEY.sub("", value)).split())

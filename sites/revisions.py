"""What versions of an item say, and whether two say the same. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

# What saving changes by itself, and names that editors of blocks make up anew.
_BOOKKEEPING = frozenset(
    {
        "id", "draft_title", "first_published_at", "has_unpublished_changes", "last_published_at", "latest_revision",
        "latest_revision_created_at", "live", "live_revision", "locked", "locked_at", "locked_by", "numchild", "path",
        "table_header_choice", "url_path",
    }
)  # fmt: skip
# What is said about a version, not in it.
_COMMENTS = "wagtail_admin_comments"
_BLOCK_KEY = re.compile(r'\s+data-block-key="[^"]*"')
_AROUND_TAGS = re.compile(r"\s*(<[^>]+>)\s*")
_PARAGRAPHS = re.compile(r"</?(?:p|h[1-6]|ul|ol|li|blockquote|table|tr|t[dh]|br|hr)\b[^>]*>|\n+")


def same_content(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two revisions differ in nothing but bookkeeping, empty values and the way rich text is written down.

    The page editor writes rich text and tables in its own way: opening a page and saving it untouched makes a revision
    of other letters and the same content.
    """
    return list(_leaves(one, "")) == list(_leaves(other, ""))


def pieces_of(content: Mapping[str, Any]) -> set[tuple[str, Any]]:
    """What a revision is made of, wherever in its field it stands: each field as a whole, each block of a stream or row
    of a list, and each paragraph of more than one word.

    A single word within a block is none: it names a level or a kind as often as it says anything.
    """
    found: set[tuple[str, Any]] = set()
    for name, value in content.items():
        if name in _BOOKKEEPING or name == _COMMENTS:
            continue
        for part in (value, *_parts(value)):
            said = tuple(_leaves(part, ""))
            if said:
                found.add((name, said))
        for _place, text in _leaves(value, ""):
            if isinstance(text, str):
                paragraphs = (paragraph.strip() for paragraph in _PARAGRAPHS.split(text))
                found.update((name, paragraph) for paragraph in paragraphs if " " in paragraph)
    return found


def is_brought_back(
    changes: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]], *, to: Mapping[str, Any], public: Mapping[str, Any]
) -> bool:
    """Whether a revision has a piece that is not public, and that one of some changes brought in. Of each change, the
    revision before it and the one after."""
    changes = list(changes)
    new = pieces_of(to) - pieces_of(public) if changes else set()
    return bool(new) and any((pieces_of(after) & new) - pieces_of(before) for before, after in changes)


def _parts(value: Any) -> list[Any]:
    """Blocks of a stream, which is stored as text, or rows of a list."""
    if isinstance(value, str) and value.startswith("["):
        try:
            value = json.loads(value)
        except ValueError:
            return []
    return value if isinstance(value, list) else []


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

"""Keys of blocks and of items of lists, by which a text of a page is found in its other language; and empty texts in
the place of missing ones, which wagtail-localize (1.14) does not expect."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any, Final

from wagtail import blocks
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page

from home.fields import StreamField

Content = Mapping[str, Any]
_TEXTS: Final = (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock)


def with_block_ids(content: Content, *, of: type[Page], like: Content | None = None) -> dict[str, Any]:
    """Complete the content of a revision: each block and each item of a list has a key, and no text is missing.

    A block at the place of one of the same type in `like` takes the key of that one, so that a page typed again in
    another language is read beside its original. A block without a key gets one computed from its place.
    """
    found = dict(content)
    for field in of._meta.get_fields():
        if isinstance(field, StreamField) and field.name in found:
            raw, other = _parsed(found[field.name]), _parsed((like or {}).get(field.name))
            if isinstance(raw, list):
                found[field.name] = json.dumps(_keyed(field.stream_block, raw, other, field.name))
    return found


def block_ids(content: Content, *, of: type[Page]) -> dict[str, list[str]]:
    """Keys of the blocks of each stream of a revision, in their order."""
    return {
        field.name: [child["id"] for child in _parsed(content.get(field.name)) or ()]
        for field in of._meta.get_fields()
        if isinstance(field, StreamField)
    }


def _parsed(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) and value else value


def _keyed(block: Any, raw: Any, like: Any, place: str) -> Any:
    if isinstance(block, blocks.BaseStreamBlock) and isinstance(raw, list):
        return _keyed_children(block, raw, like, place)
    if isinstance(block, blocks.ListBlock) and isinstance(raw, list):
        items = [item if _is_item(item) else {"type": "item", "value": item} for item in raw]
        others = [item for item in like if _is_item(item)] if isinstance(like, list) else []
        return [
            {**item, "id": key, "value": _keyed(block.child_block, item["value"], twin.get("value"), f"{place}/{key}")}
            for item, twin, key in _twins(items, others, place)
        ]
    if isinstance(block, blocks.BaseStructBlock) and isinstance(raw, dict):
        values = like if isinstance(like, dict) else {}
        return raw | {
            name: _keyed(child, raw.get(name), values.get(name), f"{place}.{name}")
            for name, child in block.child_blocks.items()
            if name in raw or isinstance(child, _TEXTS)
        }
    return _without_none(block, raw)


def _without_none(block: Any, raw: Any) -> Any:
    if raw is None and isinstance(block, ImageBlock):
        return {"image": None, "alt_text": "", "decorative": False}
    return "" if raw is None and isinstance(block, _TEXTS) else raw


def _keyed_children(block: Any, raw: list[Any], like: Any, place: str) -> list[Any]:
    others = like if isinstance(like, list) else []
    return [
        {
            **child,
            "id": key,
            "value": _keyed(block.child_blocks.get(child["type"]), child["value"], twin.get("value"), f"{place}/{key}"),
        }
        for child, twin, key in _twins(raw, others, place)
    ]


def _twins(rows: list[Any], others: list[Any], place: str) -> list[tuple[Any, Any, str]]:
    """Each block or item with its counterpart in the other language, and its key. Those with the same key are
    counterparts; where there are none, those at the same place are, if the types are the same throughout."""
    by_key = {other["id"]: other for other in others if other.get("id")}
    if any(row.get("id") in by_key for row in rows):
        paired = [by_key.get(row.get("id"), {}) for row in rows]
    elif [row["type"] for row in rows] == [other["type"] for other in others]:
        paired = others
    else:
        paired = [{} for _row in rows]
    return [
        (row, twin, twin.get("id") or row.get("id") or str(uuid.uuid5(uuid.NAMESPACE_URL, f"{place}/{position}")))
        for position, (row, twin) in enumerate(zip(rows, paired, strict=True))
    ]


def _is_item(item: Any) -> bool:
    return isinstance(item, dict) and item.get("type") == "item" and "value" in item

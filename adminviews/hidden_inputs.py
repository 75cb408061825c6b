"""Parts of forms that no person types: keys of rows and JSON that scripts of the admin put into hidden fields.

The admin's own screens always send them whole. Whoever sends them otherwise made the form by hand, and is told that
the request is bad, before a form or a view of Wagtail falls over it. What a person can type is never refused here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import BadRequest

# Digits of a key; SQLite fails on keys of more than 63 bits.
LONGEST_KEY = 18
# Lists in running text are at most this deep; Wagtail's converter makes an element for each step.
DEEPEST_LIST = 10
# Of JSON that no editor sends: a zero character, which PostgreSQL does not store, and halves of characters.
UNSTORABLE = "\x00"


def numbers(keys: Iterable[Any]) -> set[int] | None:
    """Keys as numbers; None where one is none, or larger than a database counts."""
    texts = [str(key) for key in keys]
    if not all(text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY for text in texts):
        return None
    return {int(text) for text in texts}


def parse_pk(value: Any) -> int | None:
    """The key that a chooser sent; None where nothing is chosen.

    Raises:
        BadRequest: it is no key, or written otherwise than our screens write it.
    """
    if value is None or value == "":
        return None
    keys = numbers([value])
    if keys is None:
        raise BadRequest
    return keys.pop()


def parse_json(text: Any) -> Any:
    """What a hidden field holds.

    Raises:
        BadRequest: it is no JSON, or holds text that no database stores.
    """
    try:
        value = json.loads(text)
        for part in _texts_in(value):
            _refuse_unless(UNSTORABLE not in part)
            part.encode()
    except (ValueError, TypeError, RecursionError) as error:
        raise BadRequest from error
    return value


def rich_text_sent(text: Any) -> None:
    """Look at running text as the editor sends it: blocks of text with ranges, entities that ranges name.

    Raises:
        BadRequest: it has another form.
    """
    state = parse_json(text)
    if state is None:
        return  # An empty editor.
    _refuse_unless(isinstance(state, dict))
    entities = state.get("entityMap", {})
    _refuse_unless(isinstance(entities, dict))
    for entity in entities.values():
        _refuse_unless(isinstance(entity, dict) and isinstance(entity.get("type"), str))
        _refuse_unless(isinstance(entity.get("data"), dict))
        _refuse_unless(not any(isinstance(value, (dict, list)) for value in entity["data"].values()))
        parse_pk(entity["data"].get("id"))
    for block in _dicts(state.get("blocks", [])):
        _refuse_unless(all(isinstance(block.get(name), str) for name in ("text", "type")))
        _refuse_unless(isinstance(block.get("key", ""), str) and _is_number(block.get("depth", 0), DEEPEST_LIST))
        # Scripts count two for a character beyond the first plane.
        end = 2 * len(block["text"])
        for span in _dicts(block.get("inlineStyleRanges", [])):
            _refuse_unless(isinstance(span.get("style"), str) and _is_span(span, end))
        for span in _dicts(block.get("entityRanges", [])):
            _refuse_unless(str(span.get("key")) in entities and _is_span(span, end))


def table_sent(text: Any) -> Any:
    """A table as its script sends it: rows of cells, what is said of some of them, and a caption.

    Raises:
        BadRequest: it has another form.
    """
    table = parse_json(text)
    if table is None:
        return None
    _refuse_unless(isinstance(table, dict))
    _refuse_unless(isinstance(table.get("table_caption") or "", str))
    rows = table.get("data") or []
    _refuse_unless(isinstance(rows, list) and all(isinstance(row, list) for row in rows))
    _refuse_unless(not any(isinstance(cell, (dict, list)) for row in rows for cell in row))
    for name, places in (("cell", ("row", "col")), ("mergeCells", ("row", "col", "rowspan", "colspan"))):
        for said in _dicts(table.get(name) or []):
            _refuse_unless(all(_is_number(said.get(place), None) for place in places))
    return table


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield name
            yield from _texts_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts_in(part)


def _dicts(value: Any) -> list[dict[str, Any]]:
    _refuse_unless(isinstance(value, list) and all(isinstance(part, dict) for part in value))
    return list(value)


def _is_number(value: Any, largest: int | None) -> bool:
    is_number = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return is_number and (largest is None or value <= largest)


def _is_span(span: dict[str, Any], end: int) -> bool:
    return all(_is_number(span.get(name), end) for name in ("offset", "length"))


def _refuse_unless(holds: bool) -> None:
    if not holds:
        raise BadRequest

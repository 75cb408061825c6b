"""What of a page is in an old encoding, and the page with it in Unicode.

Places are those of `home.contentcheck.extraction`. Running text is changed between its tags only, and written again
only where something in it changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from bs4.formatter import HTMLFormatter
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.images.blocks import ImageBlock

from formats.vietnamese.legacy_conversion import Converted, convert_all, in_unicode
from formats.vietnamese.legacy_encodings import WORD, is_strange
from home.contentcheck.extraction import Place, holds_text, place_of, place_of_block
from home.fields import StreamField

# Of running text: what stands in one of these is read as one line.
_LINES = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "td", "th")


class _AsWritten(HTMLFormatter):
    """Leaves attributes in their order, and between the only quotes that Wagtail knows."""

    def attributes(self, tag: Tag) -> Iterable[tuple[str, Any]]:
        return tag.attrs.items()

    def attribute_value(self, value: str) -> str:
        return super().attribute_value(value).replace('"', "&quot;")


_AS_WRITTEN = _AsWritten(entity_substitution=HTMLFormatter.REGISTRY["minimal"].entity_substitution)

# Takes a piece of text, and whether a line begins with it; gives what stands there instead.
Swap = Callable[[str, bool], str]


@dataclass(frozen=True, slots=True)
class OldText:
    """A field or a block with text in old encodings: its lines that change, before and after."""

    place: Place
    encodings: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class _Part:
    """A field, or one block of a stream, and its pieces of text in order."""

    place: Place
    block: Any
    raw: Any
    pieces: list[str]
    begins_line: list[bool]
    converted: Converted

    def lines(self) -> Iterator[tuple[str, str]]:
        """Lines that change."""
        lines: list[list[str]] = []
        for before, after, begins in zip(self.pieces, self.converted.texts, self.begins_line, strict=True):
            if begins or not lines:
                lines.append(["", ""])
            lines[-1][0] += before
            lines[-1][1] += after
        yield from ((before.strip(), after.strip()) for before, after in lines if before != after)

    def rewritten(self) -> Any:
        texts = iter(self.converted.texts)
        return _rewritten(self.block, self.raw, lambda _text, _begins: next(texts))


def old_texts(page: Any) -> list[OldText]:
    """Where a page, as it is in memory, has text in old encodings, in the order of its fields."""
    return _old(_parts(page))


def _old(parts: Iterable[_Part]) -> list[OldText]:
    return [
        OldText(part.place, tuple(part.converted.encodings), tuple(part.lines()))
        for part in parts
        if part.converted.encodings
    ]


def put_in_unicode(page: Any) -> list[OldText]:
    """Change a page in memory, and only what `old_texts` names, which is returned."""
    parts = _parts(page)
    for column in page._meta.concrete_fields:
        own = [part for part in parts if part.place.field == column.name]
        if not any(part.converted.encodings for part in own):
            continue
        if isinstance(column, StreamField):
            stream = getattr(page, column.name).stream_block
            rewritten = iter([part.rewritten() for part in own])
            raw = [
                child | {"value": next(rewritten)} if child["type"] in stream.child_blocks else child
                for child in getattr(page, column.name).get_prep_value()
            ]
            setattr(page, column.name, stream.to_python(raw))
        else:
            setattr(page, column.name, own[0].rewritten())
    return _old(parts)


def _parts(page: Any) -> list[_Part]:
    """All texts of a page. What is too short to tell its encoding has that of the rest of the page, if nobody would
    write so otherwise."""
    parts = list(_read(page))
    for name, _count in Counter(name for part in parts for name in part.converted.encodings).most_common():
        for part in parts:
            if not part.converted.encodings and any(
                is_strange(word) for text in part.pieces for word in WORD.findall(text)
            ):
                converted = convert_all(part.pieces, name)
                if converted != part.pieces:
                    part.converted = Converted(converted, [name])
    return parts


def _read(page: Any) -> Iterator[_Part]:
    for column in page._meta.concrete_fields:
        place, value = place_of(column), getattr(page, column.attname)
        if isinstance(column, StreamField):
            children = [child for child in value.get_prep_value() if child["type"] in value.stream_block.child_blocks]
            for number, child in enumerate(children, start=1):
                block = value.stream_block.child_blocks[child["type"]]
                yield _part(place_of_block(place, number, block), block, child["value"])
        elif holds_text(column) and value:
            yield _part(place, None, value)


def _part(place: Place, block: Any, raw: Any) -> _Part:
    pieces: list[str] = []
    begins_line: list[bool] = []

    def note(text: str, begins: bool) -> str:
        pieces.append(text)
        begins_line.append(begins)
        return text

    _rewritten(block, raw, note)
    return _Part(place, block, raw, pieces, begins_line, in_unicode(pieces))


def _rewritten(block: Any, raw: Any, swap: Swap) -> Any:
    """Raw data of a block, or the value of a field where there is none, with each of its texts swapped."""
    if block is None:
        return swap(raw, True)
    if isinstance(block, ImageBlock):
        is_described = isinstance(raw, dict) and raw.get("alt_text")
        return raw | {"alt_text": swap(raw["alt_text"], True)} if is_described else raw
    if isinstance(block, (blocks.BaseStreamBlock, blocks.ListBlock)) and isinstance(raw, (list, tuple)):
        return [_item(block, item, swap) for item in raw]
    if isinstance(block, blocks.BaseStructBlock) and isinstance(raw, dict):
        return {
            name: _rewritten(block.child_blocks[name], value, swap) if name in block.child_blocks else value
            for name, value in raw.items()
        }
    if isinstance(block, TableBlock) and isinstance(raw, dict):
        return _table(raw, swap)
    return _leaf(block, raw, swap)


def _item(block: Any, item: Any, swap: Swap) -> Any:
    """A block of a stream, or an item of a list, which may be wrapped as one."""
    if isinstance(block, blocks.BaseStreamBlock):
        child = block.child_blocks.get(item["type"])
        return item if child is None else item | {"value": _rewritten(child, item["value"], swap)}
    if isinstance(item, dict) and item.get("type") == "item" and "value" in item:
        return item | {"value": _rewritten(block.child_block, item["value"], swap)}
    return _rewritten(block.child_block, item, swap)


def _table(raw: dict[str, Any], swap: Swap) -> dict[str, Any]:
    def swapped(value: Any) -> Any:
        return swap(value, True) if isinstance(value, str) and value else value

    changed = dict(raw)
    if "table_caption" in raw:
        changed["table_caption"] = swapped(raw["table_caption"])
    if isinstance(raw.get("data"), list):
        changed["data"] = [[swapped(cell) for cell in row] for row in raw["data"]]
    return changed


def _leaf(block: Any, raw: Any, swap: Swap) -> Any:
    if not isinstance(raw, str) or not raw:
        return raw
    if isinstance(block, blocks.RichTextBlock):
        return _rich_text(raw, swap)
    is_text = isinstance(block, (blocks.CharBlock, blocks.TextBlock)) and not isinstance(block, blocks.EmailBlock)
    return swap(raw, True) if is_text else raw


def _rich_text(html: str, swap: Swap) -> str:
    soup = BeautifulSoup(html, "html.parser")
    line: Tag | None = None
    is_first, changes = True, False
    # Exactly this class: comments are strings of the parser, too.
    for node in [node for node in soup.find_all(string=True) if type(node) is NavigableString]:
        before, line = line, node.find_parent(_LINES)
        text = swap(str(node), is_first or line is not before)
        is_first = False
        if text != node:
            changes = True
            node.replace_with(text)
    return soup.decode(formatter=_AS_WRITTEN) if changes else html

"""What divides a text: headings by style and by form, typed lists, the header rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from formats.documents.markers import DIVISIONS, length_of_marker, marker_at
from formats.documents.tree import (
    BULLETS,
    Block,
    Cell,
    Heading,
    List,
    ListItem,
    Marker,
    MarkerKind,
    Paragraph,
    Picture,
    Role,
    Run,
    Table,
    paragraphs_of,
)
from formats.vietnamese.folding import fold

_TITLED: Final = frozenset({MarkerKind.PART, MarkerKind.CHAPTER, MarkerKind.SECTION, MarkerKind.SUBSECTION})
_NUMBERED: Final = frozenset({MarkerKind.DECIMAL, MarkerKind.OUTLINE, MarkerKind.LETTER})
# Characters. A title of an article may be long, a bold line that is longer than two lines is emphasis.
_LONGEST_TITLE: Final = 300
_LONGEST_LINE: Final = 150
_SHORT: Final = 120
_OPEN_ENDS: Final = (".", ";", ",")
# Where most letters are bold, these tell nothing; of less than so many paragraphs that is chance.
_BOLD_THROUGHOUT: Final = 0.6
_FEW: Final = 10
_CAPTION: Final = re.compile(r"\s*(?:Bảng|Biểu|Hình|Ảnh|Sơ đồ|Biểu đồ)\s+(?:số\s+)?[\dIVX.]+\s*[.:–-]", re.IGNORECASE)
_CENTRED, _PLAIN = 9.0, 99.0
_FIRST: Final = frozenset({"1", "01", "a", "A", "I", "i"})
_LIST_KINDS: Final = (*DIVISIONS, MarkerKind.DASH, MarkerKind.PLUS, MarkerKind.BULLET)
_NUMBER_COLUMNS: Final = frozenset({"stt", "tt", "so tt", "so thu tu"})


def structured(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with their headings and lists, those of cells with their lists."""
    marked = [_marked(block) for block in _with_captions(blocks)]
    with_headings = _with_headings(marked)
    return list(_with_lists(with_headings))


def structured_cell(blocks: Sequence[Block]) -> list[Block]:
    """Blocks of a cell or a footnote: nothing in them is a heading."""
    return list(_with_lists([_marked(block) for block in blocks]))


def _with_captions(blocks: Sequence[Block]) -> Iterator[Block]:
    """Lines such as "Bảng 1. …" beside a table or a picture are captions, whatever their style."""
    for place, block in enumerate(blocks):
        beside = [*blocks[max(place - 1, 0) : place], *blocks[place + 1 : place + 2]]
        fits = isinstance(block, Paragraph) and block.role is Role.BODY and _CAPTION.match(block.text) is not None
        if isinstance(block, Paragraph) and fits and any(isinstance(one, (Table, Picture)) for one in beside):
            yield replace(block, role=Role.CAPTION)
        else:
            yield block


def _marked(block: Block) -> Block:
    """A paragraph with the marker that was typed before it; a table with its cells and header rows."""
    if isinstance(block, Table):
        rows = [[replace(cell, blocks=structured_cell(cell.blocks)) for cell in row] for row in block.rows]
        return Table(rows, block.header_rows or _header_rows(rows))
    if not isinstance(block, Paragraph) or block.role is not Role.BODY or block.marker is not None:
        return block
    text = block.text
    marker = marker_at(text)
    if marker is None:
        return block
    return replace(block, marker=marker, runs=without_beginning(block.runs, length_of_marker(text)))


def without_beginning(runs: Sequence[Run], length: int) -> list[Run]:
    """Runs without their first letters."""
    found: list[Run] = []
    for run in runs:
        if length < len(run.text) or run.note:
            found.append(replace(run, text=run.text[length:]))
        length = max(length - len(run.text), 0)
    return found


# Headings


def _with_headings(blocks: Sequence[Block]) -> list[Block]:
    looks = _Looks(blocks)
    found: list[Block] = []
    outline: list[float] = []
    place = 0
    while place < len(blocks):
        block = blocks[place]
        following = blocks[place + 1] if place + 1 < len(blocks) else None
        rank = looks.rank(block, following) if isinstance(block, Paragraph) else None
        if rank is None or not isinstance(block, Paragraph):
            found.append(block)
            place += 1
            continue
        while outline and outline[-1] >= rank:
            outline.pop()
        outline.append(rank)
        runs = block.runs
        place += 1
        if _waits_for_title(block) and isinstance(following, Paragraph) and looks.is_title(following):
            runs = [*runs, *following.runs] if not runs else [*runs, Run(" "), *following.runs]
            place += 1
        found.append(Heading(len(outline), runs, block.marker))
    return found


def _waits_for_title(block: Paragraph) -> bool:
    return block.marker is not None and block.marker.kind in _TITLED and not block.text.strip()


class _Looks:
    """What is a heading in a document, and how wide."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        paragraphs = [one for one in blocks if isinstance(one, Paragraph)]
        letters = sum(len(one.text) for one in paragraphs)
        bold = sum(len(run.text) for one in paragraphs for run in one.runs if run.bold)
        self.bold_tells = len(paragraphs) <= _FEW or bold <= letters * _BOLD_THROUGHOUT
        # Markers of headings by style have the rank of that style wherever they stand.
        self.ranks: dict[MarkerKind, float] = {}
        for one in paragraphs:
            if one.outline and one.marker is not None:
                self.ranks.setdefault(one.marker.kind, float(one.outline))

    def rank(self, block: Paragraph, following: Block | None) -> float | None:
        """How wide a heading is, the widest having the lowest rank; None of what is none."""
        if block.role is not Role.BODY or not (block.text.strip() or block.marker):
            return None
        if block.outline:
            return float(block.outline)
        if following is None:
            return None
        if block.marker is not None:
            return self._rank_of_marker(block.marker) if self._is_numbered_heading(block, block.marker) else None
        if self._is_line(block):
            return _CENTRED if block.align == "center" else _PLAIN
        return None

    def is_title(self, block: Paragraph) -> bool:
        """Whether a line is the title of the chapter whose number stands above it."""
        is_short = len(block.text) <= _LONGEST_TITLE and block.marker is None and not block.outline
        return is_short and block.role is Role.BODY and (block.is_bold or block.align == "center" or _is_upper(block))

    def _rank_of_marker(self, marker: Marker) -> float:
        if marker.kind in self.ranks:
            return self.ranks[marker.kind]
        return 10 + DIVISIONS.index(marker.kind) + marker.number.count(".") * 0.1

    def _is_numbered_heading(self, block: Paragraph, marker: Marker) -> bool:
        text = block.text.strip()
        stands_out = (self.bold_tells and block.is_bold) or _is_upper(block)
        is_closed = len(text) <= _SHORT and not text.endswith((*_OPEN_ENDS, ":"))
        if marker.kind in _TITLED:
            return len(text) <= _LONGEST_TITLE and (stands_out or block.align == "center" or not text)
        if marker.kind in {MarkerKind.ARTICLE, MarkerKind.ROMAN}:
            return bool(text) and ((stands_out and len(text) <= _LONGEST_TITLE) or (is_closed and not _is_lower(text)))
        if marker.kind in _NUMBERED:
            return stands_out and len(text) <= _LONGEST_TITLE and not text.endswith((";", ","))
        return False

    def _is_line(self, block: Paragraph) -> bool:
        text = block.text.strip()
        if len(text) > _LONGEST_LINE or text.endswith(_OPEN_ENDS) or _is_lower(text) or block.align == "right":
            return False
        if not any(map(str.isalpha, text)):
            return False
        return (self.bold_tells and block.is_bold) or (block.align == "center" and _is_upper(block))


def _is_upper(block: Paragraph) -> bool:
    return block.text.isupper()


def _is_lower(text: str) -> bool:
    first = next(filter(str.isalpha, text), "")
    return first.islower()


# Lists


@dataclass(slots=True)
class _Open:
    """A list that may go on: its kind, and the level that Word gives it, or none where it is typed."""

    key: tuple[MarkerKind, int]
    items: list[ListItem]


def _with_lists(blocks: Sequence[Block]) -> Iterator[Block]:
    waiting: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph) and _is_item(block):
            waiting.append(block)
            continue
        yield from _lists(waiting)
        waiting = []
        yield block
    yield from _lists(waiting)


def _is_item(block: Paragraph) -> bool:
    kinds = {*BULLETS, *_NUMBERED, MarkerKind.ROMAN}
    return block.role is Role.BODY and block.marker is not None and block.marker.kind in kinds


def _lists(paragraphs: Sequence[Paragraph]) -> list[Block]:
    """Paragraphs with markers that follow one another, as lists in lists."""
    found: list[Block] = []
    open_lists: list[_Open] = []
    for paragraph in paragraphs:
        marker = paragraph.marker
        if marker is None:
            continue
        key = (marker.kind, -1 if marker.is_typed else paragraph.depth)
        _close(open_lists, key)
        if open_lists and open_lists[-1].key == key and marker.number in _FIRST and open_lists[-1].items:
            open_lists.pop()
        if not open_lists or open_lists[-1].key != key:
            one = _Open(key, [])
            inside = open_lists[-1].items[-1].blocks if open_lists else found
            inside.append(List(one.items))
            open_lists.append(one)
        open_lists[-1].items.append(ListItem([replace(paragraph, marker=None)], marker))
    return found


def _close(open_lists: list[_Open], key: tuple[MarkerKind, int]) -> None:
    """Close the lists that an item ends: those inside the list that it goes on with, and all that are no wider."""
    keys = [one.key for one in open_lists]
    if key in keys:
        del open_lists[keys.index(key) + 1 :]
        return
    while open_lists and not _is_wider(open_lists[-1].key, key):
        open_lists.pop()


def _is_wider(one: tuple[MarkerKind, int], other: tuple[MarkerKind, int]) -> bool:
    if one[1] >= 0 and other[1] >= 0:
        return one[1] < other[1]
    return _LIST_KINDS.index(one[0]) < _LIST_KINDS.index(other[0])


# Tables


def _header_rows(rows: Sequence[Sequence[Cell]]) -> int:
    """How many rows say what the columns hold, where Word does not know: the first if it stands out, and those that its
    merged cells reach into."""
    if len(rows) < 2 or not rows[0]:
        return 0
    first = fold(_text(rows[0][0])).strip(" .")
    stands_out = _is_bold(rows[0]) and not all(map(_is_bold, rows[1:]))
    if not stands_out and first not in _NUMBER_COLUMNS:
        return 0
    reach = max(cell.rows for cell in rows[0])
    return min(reach, len(rows) - 1)


def _is_bold(row: Sequence[Cell]) -> bool:
    paragraphs = [one for cell in row for one in paragraphs_of(cell.blocks)]
    runs = [run for one in paragraphs for run in one.runs if run.text.strip()]
    return bool(runs) and all(run.bold for run in runs)


def _text(cell: Cell) -> str:
    return " ".join(paragraph.text for paragraph in paragraphs_of(cell.blocks))

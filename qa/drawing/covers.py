"""Covers on the pages of a public copy: where they lie, and how they are painted into its pictures. Pure.

A cover is no shape above what it covers: its pixels are black, and what they were is nowhere.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from io import BytesIO
from typing import Any, Final, Self

from PIL import Image

from formats.files.reading import BROKEN
from formats.vietnamese.text import visible
from participation.sent_files.checking import PICTURES, SentFile
from qa.drawing.drawn_pages import Box, DrawnPage, around, pages_of_pictures, pdf_of
from qa.drawing.pdf_drawing import MOST_BYTES
from qa.file_errors import CopyTooLong, CopyUnreadable, MarksTooMany, MarksUnreadable

MOST_MARKS: Final = 300
# Pixels: a JPEG keeps colours in blocks, and over a whole one there is a trace of whatever stood in it.
BLOCK: Final = 16
# Beside a block, as far as whoever reads a JPEG mixes its colours with those of the next one.
BLEED: Final = 1
# Around text that is covered lies the eighth part of its height, and two pixels at least.
MARGIN, LEAST_MARGIN = 8, 2
QUALITY: Final = 90
# Numbers of a place: its page and four sides.
_NUMBERS: Final = 5


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle on a page, which is counted from 1: in pixels of its picture, without the column `right` and the row
    `bottom`."""

    page: int
    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def of(cls, value: Sequence[int]) -> Self:
        """A place as `value` gave it."""
        return cls(*value)

    @property
    def value(self) -> list[int]:
        """It, as JSON holds it."""
        return list(astuple(self))


def places_in(text: str, boxes: Sequence[Box | None], page: int) -> list[Place]:
    """Where a piece of the text of a page is seen: a rectangle for each run on a line, and a little around it. Empty
    where the box of a character that one sees is not known: a part would be left."""
    lines: list[list[Box]] = [[]]
    for sign, box in zip(text, boxes, strict=True):
        if sign == "\n":
            lines.append([])
        elif box is not None:
            lines[-1].append(box)
        elif visible(sign) and not sign.isspace():
            return []
    return [_with_margin(page, run) for line in lines for run in _runs(line)]


def pages_of(file: SentFile) -> list[DrawnPage]:
    """The pages of a file that was rewritten (`qa.publication.copy_files`), as pictures, without text. A picture is
    one page, of as many points as it has pixels.

    Raises:
        CopyUnreadable: it is another file.
    """
    if file.ending == "pdf":
        return pages_of_pictures(file.content)
    page = DrawnPage(0, 0, file.content)
    try:
        return [replace(page, width=page.pixels[0], height=page.pixels[1])]
    except BROKEN as error:
        raise CopyUnreadable from error


def covered(file: SentFile, places: Collection[Place]) -> SentFile:
    """A file that was rewritten with places painted black, each made larger to whole blocks. Pages without one stay
    as they are. It may take some seconds.

    Raises:
        CopyUnreadable: it is another file.
        MarksUnreadable: a place lies on no page.
        CopyTooLong: its pages, rewritten, are heavier than the public downloads.
    """
    pages = pages_of(file)
    on_pages: defaultdict[int, list[Place]] = defaultdict(list)
    for place in places:
        if not 1 <= place.page <= len(pages):
            raise MarksUnreadable
        on_pages[place.page].append(place)
    for number, found in on_pages.items():
        page = pages[number - 1]
        kind = PICTURES.get(file.ending, "JPEG")
        # A photograph has blocks from before it was sent, which lie anywhere once it is turned.
        further = BLOCK + BLEED if file.ending == "jpg" else 0
        pages[number - 1] = replace(page, picture=_painted(page.picture, found, kind=kind, further=further))
    if file.ending == "pdf" and sum(len(page.picture) for page in pages) > MOST_BYTES:
        raise CopyTooLong
    return replace(file, content=pdf_of(pages) if file.ending == "pdf" else pages[0].picture)


def checked_marks(raw: str, pages: Sequence[DrawnPage]) -> list[Place]:
    """Places that a person marked, as a form sends them: `[[page, left, top, right, bottom], …]` in pixels, none where
    it sends nothing. What sticks out of a page is cut off.

    Raises:
        MarksUnreadable: these are no places, or places that nobody sees.
        MarksTooMany: more than 300.
    """
    try:
        rows = json.loads(raw or "[]")
    except (ValueError, RecursionError) as error:
        raise MarksUnreadable from error
    if not isinstance(rows, list):
        raise MarksUnreadable
    if len(rows) > MOST_MARKS:
        raise MarksTooMany
    sizes = [page.pixels for page in pages]
    return [_checked_mark(row, sizes) for row in rows]


def _checked_mark(row: Any, sizes: Sequence[tuple[int, int]]) -> Place:
    # True is a number to Python.
    if not isinstance(row, list) or len(row) != _NUMBERS or any(type(number) is not int for number in row):
        raise MarksUnreadable
    mark = Place.of(row)
    if not 1 <= mark.page <= len(sizes):
        raise MarksUnreadable
    width, height = sizes[mark.page - 1]
    mark = Place(mark.page, max(mark.left, 0), max(mark.top, 0), min(mark.right, width), min(mark.bottom, height))
    if mark.left >= mark.right or mark.top >= mark.bottom:
        raise MarksUnreadable
    return mark


def _runs(boxes: Sequence[Box]) -> Iterator[Box]:
    """Boxes of characters of one line, those together that stand side by side, or above each other on a page that
    lies on its side."""
    run: Box | None = None
    for box in boxes:
        if run is not None and _is_beside(run, box):
            run = around([run, box])
            continue
        if run is not None:
            yield run
        run = box
    if run is not None:
        yield run


def _is_beside(run: Box, box: Box) -> bool:
    """Whether two boxes share at least half of the height, or of the width, of the smaller."""
    return any(
        2 * (min(run[end], box[end]) - max(run[start], box[start])) >= min(run[end] - run[start], box[end] - box[start])
        for start, end in ((0, 2), (1, 3))
    )


def _with_margin(page: int, box: Box) -> Place:
    left, top, right, bottom = box
    margin = max(LEAST_MARGIN, min(right - left, bottom - top) // MARGIN)
    return Place(page, max(left - margin, 0), max(top - margin, 0), right + margin, bottom + margin)


def _painted(picture: bytes, places: Collection[Place], *, kind: str, further: int) -> bytes:
    """A picture with places black, each made larger by some pixels, then to whole blocks and what these bleed into."""
    with Image.open(BytesIO(picture), formats=[kind]) as image:
        plain = image.convert("RGB")
    for place in places:
        left, top = (max((side - further) // BLOCK * BLOCK - BLEED, 0) for side in (place.left, place.top))
        right, bottom = (-(-(side + further) // BLOCK) * BLOCK + BLEED for side in (place.right, place.bottom))
        plain.paste("black", (left, top, min(right, plain.width), min(bottom, plain.height)))
    written = BytesIO()
    # Colours as fine as light: else those beside a cover are seen at its edge.
    plain.save(written, kind, quality=QUALITY, subsampling=0)
    return written.getvalue()

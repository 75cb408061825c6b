"""A PDF as pictures of its pages: what is seen, and nothing that lies below it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from unicodedata import combining, is_normalized

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject

from formats.files.reading import BROKEN
from formats.vietnamese.text import to_nfc
from qa.drawing.pdf_drawing import TOO_LONG
from qa.file_errors import CopyTooLong, CopyUnreadable

MOST_PAGES: Final = 50
# Of the text of all pages, as much as fifty full ones have: looking through more takes minutes, and a file of some
# hundred KB may have millions.
MOST_LETTERS: Final = 200_000
# Seconds, of the clock: a reader who waits longer has left.
PATIENCE: Final = 30
# Letters that are composed as one: more marks than that belong to no letter, and to sort them takes minutes.
MOST_COMPOSED: Final = 32
# Of a page that `pdf_of` makes.
_ENTRIES: Final = frozenset({"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"})
# Left, top, right and bottom, in pixels of the picture of a page.
Box = tuple[int, int, int, int]
_PROGRAM: Final = Path(__file__).with_name("pdf_drawing.py")


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page as it is seen, in points, as a JPEG; and the text that a program reads in it, in its remarks and in fields
    that were filled in, also where something covers it. Of each of its characters the place in the picture is told."""

    width: float
    height: float
    picture: bytes
    text: str = ""
    boxes: Sequence[Box | None] = ()

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height of its picture."""
        with Image.open(BytesIO(self.picture)) as image:
            return image.size


def drawn_pages(content: bytes) -> list[DrawnPage]:
    """Draw the pages of a PDF, in a process of its own (`qa.drawing.pdf_drawing`): a program that reads what comes
    from outside may be led astray by it. It knows no key and no address of a database.

    Raises:
        CopyTooLong: it has too many pages, or these are too large as pictures, or have more text than people read.
        CopyUnreadable: it cannot be drawn, or only with a password, or not in time.
    """
    command = [sys.executable, "-I", str(_PROGRAM), str(MOST_PAGES), str(MOST_LETTERS)]
    try:
        # Nothing of what it is given is a name or an option.
        done = subprocess.run(command, input=content, capture_output=True, timeout=PATIENCE, env={}, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise CopyUnreadable from error
    if done.returncode == TOO_LONG:
        raise CopyTooLong
    if done.returncode:
        raise CopyUnreadable
    pages = _read(done.stdout)
    if not pages:
        raise CopyUnreadable
    if sum(len(page.text) for page in pages) > MOST_LETTERS:
        raise CopyTooLong
    return pages


def pdf_of(pages: list[DrawnPage]) -> bytes:
    """A PDF of pictures, which says nothing of who made it, when and with what."""
    writer = PdfWriter()
    for page in pages:
        blank = writer.add_blank_page(page.width, page.height)
        drawing = StreamObject()
        drawing.set_data(f"{page.width} 0 0 {page.height} 0 0 cm /P Do".encode("ascii"))
        pictures = DictionaryObject({NameObject("/P"): writer._add_object(_picture(page))})
        blank[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): pictures})
        blank[NameObject("/Contents")] = writer._add_object(drawing)
    writer.metadata = None
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def is_of_pictures(content: bytes) -> bool:
    """Whether each page of a PDF is a picture, as `pdf_of` makes them, and has no text, remark or field besides."""
    try:
        pages: list[Any] = list(PdfReader(BytesIO(content)).pages)
        return bool(pages) and all(set(page) <= _ENTRIES and set(page["/Resources"]) == {"/XObject"} for page in pages)
    except (PyPdfError, *BROKEN):
        return False


def pages_of_pictures(content: bytes) -> list[DrawnPage]:
    """The pages of a PDF that `pdf_of` made: nothing is drawn for it.

    Raises:
        CopyUnreadable: it is another one.
    """
    if not is_of_pictures(content):
        raise CopyUnreadable
    try:
        pages: list[Any] = list(PdfReader(BytesIO(content)).pages)
        return [
            DrawnPage(
                float(page.mediabox.width),
                float(page.mediabox.height),
                page["/Resources"]["/XObject"]["/P"].get_data(),
            )
            for page in pages
        ]
    except (PyPdfError, *BROKEN) as error:
        raise CopyUnreadable from error


def composed(text: str, boxes: Sequence[Box | None]) -> tuple[str, list[Box | None]]:
    """A text with every letter in its composed form (NFC), and the box of each of its characters: of a letter that
    stood there in parts, around all of them."""
    if is_normalized("NFC", text):
        return text, list(boxes)
    kept, places = [], []
    for cluster, parts in _clusters(text, boxes):
        letters = to_nfc(cluster)
        kept.append(letters)
        # Where the letter itself has no place, those of its marks are not all of it.
        box = around([box for box in parts if box is not None]) if parts[0] is not None else None
        places += [box] * len(letters)
    return "".join(kept), places


def around(boxes: Sequence[Box]) -> Box | None:
    """The smallest box around some; None where there are none."""
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _clusters(text: str, boxes: Sequence[Box | None]) -> Iterator[tuple[str, list[Box | None]]]:
    """What is composed together: a letter with its marks, or syllables of which parts are letters."""
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or end - start == MOST_COMPOSED or not _goes_on(text, start, end):
            yield text[start:end], list(boxes[start:end])
            start = end


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether the character at `end` is composed with those before it, from `start`."""
    if combining(text[end]):
        return True
    # Below, none is composed with what stands before it.
    return text[end] > "\u02ff" and to_nfc(text[start : end + 1]) != to_nfc(text[start:end]) + to_nfc(text[end])


def _picture(page: DrawnPage) -> StreamObject:
    width, height = page.pixels
    picture = StreamObject()
    picture.set_data(page.picture)
    names = {"Type": "XObject", "Subtype": "Image", "ColorSpace": "DeviceRGB", "Filter": "DCTDecode"}
    numbers = {"Width": width, "Height": height, "BitsPerComponent": 8}
    picture.update({NameObject(f"/{key}"): NameObject(f"/{value}") for key, value in names.items()})
    picture.update({NameObject(f"/{key}"): NumberObject(value) for key, value in numbers.items()})
    return picture


def _read(written: bytes) -> list[DrawnPage]:
    """What the program wrote."""
    found, rest = [], BytesIO(written)
    while line := rest.readline():
        told = json.loads(line)
        text, boxes = composed(told["text"], [box and tuple(box) for box in told["boxes"]])
        found.append(DrawnPage(told["width"], told["height"], rest.read(told["bytes"]), text, boxes))
    return found

"""A PDF as pictures of its pages: what is seen, and nothing that lies below it."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject

from qa.file_errors import CopyTooLong, CopyUnreadable
from qa.pdf_drawing import TOO_LONG
from sites.file_contents.reading import BROKEN
from sites.text import to_nfc

MOST_PAGES: Final = 50
# Of the text of all pages, as much as fifty full ones have: looking through more takes minutes, and a file of some
# hundred KB may have millions.
MOST_LETTERS: Final = 200_000
# Seconds, of the clock: a reader who waits longer has left.
PATIENCE: Final = 30
# Of a page that `pdf_of` makes.
_ENTRIES: Final = frozenset({"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"})
_PROGRAM: Final = Path(__file__).with_name("pdf_drawing.py")


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page as it is seen, in points, as a JPEG; and the text that a program reads in it, in its remarks and in fields
    that were filled in, also where something covers it."""

    width: float
    height: float
    picture: bytes
    text: str


def drawn_pages(content: bytes) -> list[DrawnPage]:
    """Draw the pages of a PDF, in a process of its own (`qa.pdf_drawing`): a program that reads what comes from outside
    may be led astray by it. It knows no key and no address of a database.

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
    except BROKEN:
        return False


def _picture(page: DrawnPage) -> StreamObject:
    with Image.open(BytesIO(page.picture)) as image:
        width, height = image.size
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
        found.append(DrawnPage(told["width"], told["height"], rest.read(told["bytes"]), to_nfc(told["text"])))
    return found

"""Draws the pages of a PDF: a program by itself, which `qa.drawing.drawn_pages` runs.

What it reads comes from outside, and what reads it is not Python: so it has a process to itself, in which nothing of
the portal is loaded, with bounds of its own. It reads the file from its input. For each page it writes a line of JSON,
with its text and where that stands, and the picture.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from ctypes import addressof, c_double, c_int, c_ulong
from io import BytesIO
from typing import Any

from PIL import Image, ImageChops

# Bytes, and seconds of the processor.
MOST_MEMORY = 1536 * 1024 * 1024
MOST_SECONDS = 20
# What is written where nothing is drawn.
UNREADABLE, TOO_LONG = 3, 4
# Points are 72 to the inch: enough to read small print.
SCALE = 150 / 72
# Of all pictures together, in bytes: what is public is downloaded by telephones.
MOST_BYTES = 25 * 1024 * 1024
# Of one page, such as a plan: it is drawn smaller.
MOST_PIXELS = 12_000_000
QUALITY = 80
# What PDFium reads where a line ends in a hyphen.
HYPHEN = "\ufffe"
# As deep as forms in forms are looked into; below, places of text that is told by another are not.
MOST_NESTED = 8
# Of 255. Nobody tells them from black and white.
ALMOST_BLACK, ALMOST_WHITE = 40, 235


def main(most_pages: int, most_letters: int) -> int:
    """Draw what comes in. Returns how it ended."""
    import pypdfium2  # noqa: PLC0415 -- who runs this imports the constants above, and loads none of it

    _bound()
    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
        # Before the first page is read: its fields are drawn then, with what was filled in.
        document.init_forms()
        if len(document) > most_pages:
            return TOO_LONG
        return _write_all(document, most_letters=most_letters)
    except (pypdfium2.PdfiumError, MemoryError):
        return UNREADABLE


def _raw() -> Any:
    """The functions of PDFium itself."""
    from pypdfium2 import raw  # noqa: PLC0415 -- as in `main`

    return raw


def _bound() -> None:
    """Bound what the process may use; it writes no file."""
    bounds = {
        resource.RLIMIT_AS: MOST_MEMORY,
        resource.RLIMIT_CPU: MOST_SECONDS,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in bounds.items():
        # Not every system bounds all of them; whoever runs this bounds the time as well.
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def _write_all(document: Any, *, most_letters: int) -> int:
    """Write page after page, as long as they are not too much for who reads them. Returns how it ended."""
    written = letters = 0
    for number in range(len(document)):
        page = document[number]
        (width, height), (picture, canvas) = page.get_size(), _drawn(page)
        words = _words(document, page, number)
        text = words.get_text_range(errors="surrogatepass")
        written, letters = written + len(picture), letters + len(text.replace("\r\n", "\n"))
        if written > MOST_BYTES or letters > most_letters:
            return TOO_LONG
        text, boxes = _located(words, text, page, canvas)
        told = {"width": width, "height": height, "text": text, "boxes": boxes, "bytes": len(picture)}
        sys.stdout.buffer.write(json.dumps(told).encode("ascii") + b"\n" + picture)
        words.page.close()
        page.close()
    return 0


def _drawn(page: Any) -> tuple[bytes, tuple[int, ...]]:
    """A page as a JPEG, and where on it PDFium drew. Everything that a reader shows is in it, remarks and fields as
    well; what they cover is not."""
    width, height = page.get_size()
    scale = min(SCALE, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
    drawn, picture = page.render(scale=scale).to_pil().convert("RGB"), BytesIO()
    cover_wholly(drawn)
    # Colours as fine as light: else whoever reads it mixes those of what is covered later into what stands beside it.
    drawn.save(picture, "JPEG", quality=QUALITY, subsampling=0)
    return picture.getvalue(), (0, 0, *drawn.size, 0)


def _words(document: Any, page: Any, number: int) -> Any:
    """The text of a page that was drawn: words of remarks and fields are its own once they are made a part of it."""
    raw = _raw()
    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    return document[number].get_textpage()


def _located(words: Any, text: str, page: Any, canvas: tuple[int, ...]) -> tuple[str, list[list[int] | None]]:
    """A text with lines as we end them and without halves of characters, and where each of its characters was drawn."""
    raw = _raw()
    kept, boxes, unit = [], [], 0
    spread = _spread_spans(words)
    for place, sign in enumerate(text):
        is_half, ends_twice = "\ud800" <= sign <= "\udfff", text[place : place + 2] == "\r\n"
        if not is_half and not ends_twice:
            char = raw.FPDFText_GetCharIndexFromTextIndex(words, unit)
            kept.append("-" if sign == HYPHEN else sign)
            # Of what a span of several objects tells, nobody knows in which of them it is seen.
            is_spread = spread and any(span in spread for span in _spans_of_char(words, char))
            boxes.append(None if is_spread else _box(words, char, page, canvas))
        # PDFium counts as UTF-16 does.
        unit += 1 + (sign > "\uffff")
    return "".join(kept), boxes


def _spread_spans(words: Any) -> set[int]:
    """Spans of a page that tell the text of several objects at once, by their addresses (`/ActualText`). PDFium reads
    that text in the first of them, and its box is around no other."""
    raw = _raw()
    counts = {span: 0 for char in range(words.count_chars()) for span in _spans_of_char(words, char)}
    # A plan has a million lines, and hardly ever such a span.
    if not counts:
        return set()
    page = words.page
    for drawn in _objects(page, raw.FPDFPage_CountObjects(page), raw.FPDFPage_GetObject, depth=0):
        for span in _spans(drawn):
            counts[span] = counts.get(span, 0) + 1
    return {span for span, objects in counts.items() if objects != 1}


def _objects(parent: Any, count: int, one: Any, *, depth: int) -> Iterator[Any]:
    """What is drawn on a page or in a form, and in the forms there."""
    raw = _raw()
    for number in range(count):
        drawn = one(parent, number)
        yield drawn
        if depth < MOST_NESTED and raw.FPDFPageObj_GetType(drawn) == raw.FPDF_PAGEOBJ_FORM:
            inner = raw.FPDFFormObj_CountObjects(drawn)
            yield from _objects(drawn, inner, raw.FPDFFormObj_GetObject, depth=depth + 1)


def _spans(drawn: Any) -> Iterator[int]:
    """Addresses of the spans around an object that tell its text."""
    raw = _raw()
    for number in range(raw.FPDFPageObj_CountMarks(drawn)):
        mark = raw.FPDFPageObj_GetMark(drawn, number)
        if raw.FPDFPageObjMark_GetParamStringValue(mark, b"ActualText", None, 0, c_ulong()):
            yield addressof(mark.contents)


def _spans_of_char(words: Any, char: int) -> Iterator[int]:
    """Addresses of the spans around a character that PDFium read."""
    raw = _raw()
    if drawn := raw.FPDFText_GetTextObject(words, char):
        yield from _spans(drawn)


def _box(words: Any, char: int, page: Any, canvas: tuple[int, ...]) -> list[int] | None:
    """Left, top, right and bottom of a character, in pixels of the picture of its page. None where it has no extent
    there, as blanks, and what lies beside the page.

    The page as it was drawn says where: it may be turned, and a part of what is written on.
    """
    raw = _raw()
    left, right, bottom, top = (c_double() for _side in range(4))
    if char < 0 or not raw.FPDFText_GetCharBox(words, char, left, right, bottom, top):
        return None
    if left.value >= right.value or bottom.value >= top.value:
        return None
    across, down = [], []
    for x, y in ((left, bottom), (right, top)):
        seen_x, seen_y = c_int(), c_int()
        if not raw.FPDF_PageToDevice(page, *canvas, x, y, seen_x, seen_y):
            return None
        across.append(min(max(seen_x.value, 0), canvas[2]))
        down.append(min(max(seen_y.value, 0), canvas[3]))
    box = [min(across), min(down), max(across), max(down)]
    return box if box[0] < box[2] and box[1] < box[3] else None


def cover_wholly(picture: Image.Image) -> None:
    """Make what is almost black black, and what is almost white white, in a picture of three colours.

    Pens of telephones cover with a colour that one sees through: what lies below it is told from it by no eye, and read
    by whoever makes the picture brighter.
    """
    colours = picture.split()
    lightest, darkest = colours[0], colours[0]
    for colour in colours[1:]:
        lightest, darkest = ImageChops.lighter(lightest, colour), ImageChops.darker(darkest, colour)
    picture.paste("black", mask=lightest.point(lambda light: 255 * (light < ALMOST_BLACK)))
    picture.paste("white", mask=darkest.point(lambda light: 255 * (light > ALMOST_WHITE)))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))

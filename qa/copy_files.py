"""A file that is about to be public as the copy of a sender's: written anew without what is not seen in it, and read
for what still looks like personal data. Pure.

Of a PDF its pages stay: no author, no comments, no attachments, nothing of what stood in it before it was changed. What
was hidden by a switch, a layer or the edge to which a page was cut, is seen from now on. Text below a black bar is text
all the same, and is found; a picture below one stays as well, and nobody finds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Any, Final

from django.conf import settings
from PIL import Image, ImageOps
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, NullObject, StreamObject

from participation.enums import PieceKind
from participation.redaction import proposals
from qa.attachment_files import PICTURES, SentFile
from qa.errors import CopyPixelsTooMany, CopyTooLong, CopyUnreadable
from sites.file_contents.reading import BROKEN
from sites.text import to_nfc

# As people choose them: what is read and seen, and can be written anew.
ENDINGS: Final = ("pdf", "jpg", "jpeg", "png")
MOST_PAGES: Final = 50
JPEG_QUALITY: Final = 90
# What is kept of a page. Not: comments and fields, attachments, places on earth, what programs keep for themselves,
# words for programs that read aloud, and the edge to which it was cut, beyond which all of it is still there.
_OF_A_PAGE: Final = frozenset(
    {"/Type", "/Parent", "/Resources", "/MediaBox", "/Rotate", "/UserUnit", "/Contents", "/Group"}
)
# What goes of whatever a page is made of.
_UNSEEN: Final = (
    "/Metadata", "/PieceInfo", "/LastModified", "/OPI", "/AF", "/Alternates", "/Ref", "/Measure", "/PtData",
)  # fmt: skip
_DCT: Final = ("/DCTDecode", "/DCT")
_JPEG_START, _JPEG_END, _COMMENT, _SCAN, _END, _ADOBE = b"\xff\xd8", b"\xff\xd9", 0xFE, 0xDA, 0xD9, 0xEE
# A picture that is drawn, by its name on the page.
_DRAWN: Final = re.compile(rb"/([^\s\0()<>\[\]{}/%]+)[\s\0]+Do(?![^\s\0()<>\[\]{}/%])")
_NUMBERED: Final = re.compile(r"#([0-9A-Fa-f]{2})")
# The next marker behind the pixels of a scan, which have some of their own.
_AFTER_SCAN: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class CopyPiece:
    """What looks like personal data in a file, with the pages on which it stands, counted from 1."""

    text: str
    kind: PieceKind
    pages: tuple[int, ...]

    @property
    def key(self) -> str:
        """What names it in a form: it says nothing by itself."""
        return sha256(f"{self.kind}:{self.text}".encode()).hexdigest()[:16]


def cleaned(file: SentFile) -> SentFile:
    """A file that was looked at (`qa.attachment_files`), written anew without what is not seen in it.

    Raises:
        CopyUnreadable: it cannot be read, or only with a password.
        CopyTooLong, CopyPixelsTooMany: it has too many pages, or is too large a picture.
    """
    try:
        content = _clean_pdf(file.content) if file.ending == "pdf" else _clean_picture(file)
    except (*BROKEN, PyPdfError, SyntaxError, Image.DecompressionBombError) as error:
        raise CopyUnreadable from error
    return SentFile(file.name, file.ending, content)


def pages_of(file: SentFile) -> list[str]:
    """The text of each page, as far as a program reads it: none of a picture, and empty where a page is one.

    Raises:
        CopyUnreadable: it cannot be read.
    """
    if file.ending != "pdf":
        return []
    try:
        return [to_nfc(page.extract_text()) for page in PdfReader(BytesIO(file.content)).pages]
    except (*BROKEN, PyPdfError) as error:
        raise CopyUnreadable from error


def pieces_in(pages: list[str]) -> list[CopyPiece]:
    """What looks like personal data in the pages of a file, each once."""
    found: dict[tuple[str, PieceKind], list[int]] = {}
    for number, text in enumerate(pages, 1):
        for proposal in proposals(text):
            places = found.setdefault((proposal.text, proposal.kind), [])
            if number not in places:
                places.append(number)
    return [CopyPiece(text, kind, tuple(places)) for (text, kind), places in found.items()]


def _clean_picture(file: SentFile) -> bytes:
    """The picture that is seen, turned as it is shown, on white: not what a transparent place still holds."""
    kind = PICTURES[file.ending]
    with Image.open(BytesIO(file.content), formats=[kind]) as image:
        if image.width * image.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
            raise CopyPixelsTooMany
        turned = ImageOps.exif_transpose(image)
        plain = Image.new("RGB", turned.size, "white")
        if turned.has_transparency_data:
            seen = turned.convert("RGBA")
            plain.paste(seen, mask=seen)
        else:
            plain.paste(turned.convert("RGB"))
    written = BytesIO()
    plain.save(written, kind, quality=JPEG_QUALITY)
    return written.getvalue()


def _clean_pdf(content: bytes) -> bytes:
    reader, writer = PdfReader(BytesIO(content)), PdfWriter()
    if reader.is_encrypted:
        raise CopyUnreadable
    if len(reader.pages) > MOST_PAGES:
        raise CopyTooLong
    pages = list(reader.pages)
    for page in pages:
        for name in page.keys() - _OF_A_PAGE:
            del page[name]
    _forget_undrawn(pages)
    for page in pages:
        # What is left out on the way is never in the file: what is taken away later would still lie there, unused.
        for part in _parts_of(writer.add_page(page, excluded_keys=_UNSEEN)):
            _clean_part(part)
    writer.metadata = None
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def _parts_of(page: DictionaryObject) -> Iterator[DictionaryObject]:
    """Whatever a page is made of, each once."""
    waiting: list[Any] = [page]
    seen: dict[int, Any] = {}
    while waiting:
        part = waiting.pop()
        part = part.get_object() if isinstance(part, IndirectObject) else part
        if not isinstance(part, DictionaryObject | ArrayObject) or id(part) in seen:
            continue
        seen[id(part)] = part
        if isinstance(part, ArrayObject):
            waiting += part
        else:
            yield part
            waiting += [part.raw_get(name) for name in part if name != "/Parent"]


def _forget_undrawn(pages: list[PageObject]) -> None:
    """Take out the pictures that are drawn on none of the pages: programs that cut a file into pages leave those of the
    others in each."""
    parts = [part for page in pages for part in _parts_of(page)]
    streams = [
        part for part in parts if isinstance(part, StreamObject) and _value(part, "/Subtype") not in ("/Image", "/XML")
    ]
    drawn = {_plain(name) for page in pages for name in _DRAWN.findall(_contents_of(page))}
    drawn |= {_plain(name) for stream in streams for name in _DRAWN.findall(stream.get_data())}
    for part in parts:
        pictures = _value(part, "/XObject")
        # What has other letters in its name is written in more ways than one.
        for name in [name for name in pictures if name.isascii()] if isinstance(pictures, DictionaryObject) else ():
            if name[1:] not in drawn:
                del pictures[name]


def _contents_of(page: PageObject) -> bytes:
    """How a page is drawn: it may be cut anywhere between two words."""
    contents = _value(page, "/Contents")
    streams = contents if isinstance(contents, ArrayObject) else [contents]
    found = [stream.get_object() for stream in streams]
    return b"\n".join(stream.get_data() for stream in found if isinstance(stream, StreamObject))


def _plain(name: bytes) -> str:
    """A name as it is told elsewhere, without letters that are written by their number."""
    return _NUMBERED.sub(lambda found: chr(int(found[1], 16)), name.decode("latin-1"))


def _value(part: DictionaryObject, name: str) -> Any:
    """What stands in a part under a name, wherever it is written."""
    return part.get(name, NullObject()).get_object()


def _clean_part(part: DictionaryObject) -> None:
    if isinstance(part, StreamObject) and _last_filter(part) in _DCT:
        # A photograph, with its place on earth.
        photograph = _without_notes(part.get_data())
        part[NameObject("/Filter")] = NameObject("/DCTDecode")
        part.pop(NameObject("/DecodeParms"), None)
        StreamObject.set_data(part, photograph)


def _last_filter(stream: StreamObject) -> Any:
    """How what a stream holds is packed, below what it is packed in again. Any of it may stand elsewhere."""
    filters = _value(stream, "/Filter")
    return filters[-1].get_object() if isinstance(filters, ArrayObject) and filters else filters


def _without_notes(jpeg: bytes) -> bytes:
    """A JPEG without what was noted beside its picture: by whom, where, with what, and its former self in small; and
    without what lies behind it, where telephones keep a film, or the picture as it was before it was cut."""
    if not jpeg.startswith(_JPEG_START):
        return jpeg
    kept, place = [_JPEG_START], len(_JPEG_START)
    while place + 4 <= len(jpeg) and jpeg[place + 1] != _END:
        marker = jpeg[place + 1]
        if jpeg[place] != 0xFF or marker == 0xFF:  # What fills up between two parts.
            place += 1
            continue
        end = place + 2 + int.from_bytes(jpeg[place + 2 : place + 4], "big")
        if marker == _SCAN:
            behind = _AFTER_SCAN.search(jpeg, end)
            end = behind.start() if behind is not None else len(jpeg)
        is_note = marker == _COMMENT or (0xE1 <= marker <= 0xEF and marker != _ADOBE)
        if not is_note:
            kept.append(jpeg[place:end])
        place = end
    return b"".join([*kept, _JPEG_END])

"""A file that is about to be public as the copy of a sender's: written anew without what is not seen in it, and read
for what still looks like personal data. Pure.

Of a PDF its pages stay: no author, no comments, no attachments, no layers that are switched off, nothing of what stood
in it before it was changed. Text below a black bar is text all the same, and is found; a scanned page below one, and
what is cut off at an edge, stays whole and is found by nobody: forms and guide say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Any, Final

from django.conf import settings
from PIL import Image, ImageOps
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject

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
# Of a page: comments and fields, what programs keep for themselves, words for programs that read aloud.
_BESIDE_THE_PAGE: Final = ("/Annots", "/AA", "/B", "/StructParents", "/Thumb")
# Of whatever a page is made of.
_UNSEEN: Final = ("/Metadata", "/PieceInfo", "/LastModified", "/OPI")
_JPEG_START, _COMMENT, _SCAN, _ADOBE = b"\xff\xd8", 0xFE, 0xDA, 0xEE


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
    for page in reader.pages:
        for part in _parts_of(writer.add_page(page, excluded_keys=(*_BESIDE_THE_PAGE, *_UNSEEN))):
            _clean_part(part)
    writer.metadata = None
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def _parts_of(page: DictionaryObject) -> Iterator[DictionaryObject]:
    """Whatever a page is made of, each once."""
    waiting: list[Any] = [page]
    seen: set[int] = set()
    while waiting:
        part = waiting.pop()
        part = part.get_object() if isinstance(part, IndirectObject) else part
        if not isinstance(part, DictionaryObject | ArrayObject) or id(part) in seen:
            continue
        seen.add(id(part))
        if isinstance(part, ArrayObject):
            waiting += part
        else:
            yield part
            waiting += [part.raw_get(name) for name in part if name != "/Parent"]


def _clean_part(part: DictionaryObject) -> None:
    for name in _UNSEEN:
        part.pop(NameObject(name), None)
    filters = part.get("/Filter")
    last = filters[-1] if isinstance(filters, ArrayObject) and filters else filters
    if isinstance(part, StreamObject) and last == "/DCTDecode":
        # A photograph, with its place on earth.
        photograph = _without_notes(part.get_data())
        part[NameObject("/Filter")] = NameObject("/DCTDecode")
        part.pop(NameObject("/DecodeParms"), None)
        StreamObject.set_data(part, photograph)


def _without_notes(jpeg: bytes) -> bytes:
    """A JPEG without what was noted beside its picture: by whom, where, with what, and its former self in small."""
    if not jpeg.startswith(_JPEG_START):
        return jpeg
    kept, place = [_JPEG_START], len(_JPEG_START)
    while place + 4 <= len(jpeg) and jpeg[place] == 0xFF and jpeg[place + 1] != _SCAN:
        marker, end = jpeg[place + 1], place + 2 + int.from_bytes(jpeg[place + 2 : place + 4], "big")
        is_note = marker == _COMMENT or (0xE1 <= marker <= 0xEF and marker != _ADOBE)
        if not is_note:
            kept.append(jpeg[place:end])
        place = end
    return b"".join([*kept, jpeg[place:]])

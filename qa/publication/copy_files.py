"""A file that is about to be public as the copy of a sender's: rewritten as what is seen in it, and read for what
still looks like personal data. Pure, but for the program that draws pages.

A PDF becomes pictures of its pages: whatever lies below a bar, behind an edge or in another layer, who made it and what
stood in it before, is in none of them. So is the text: a program reads it before, also where something covers it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from io import BytesIO
from typing import Any, Final, Self

from django.conf import settings
from PIL import Image, ImageOps

from formats.files.reading import BROKEN
from participation.enums.submissions import PieceKind
from participation.personal_data.redaction import Proposal, proposals
from participation.sent_files.checking import PICTURES, FileLimits, SentFile
from qa.drawing.covers import Place, places_in
from qa.drawing.drawn_pages import DrawnPage, drawn_pages, pdf_of
from qa.drawing.pdf_drawing import cover_wholly
from qa.file_errors import CopyPixelsTooMany, CopyUnreadable

# As people choose them: what is read and seen, and can be rewritten.
LIMITS: Final = FileLimits(files=1, endings=("pdf", "jpg", "jpeg", "png"))
JPEG_QUALITY: Final = 90


@dataclass(frozen=True, slots=True)
class CopyPiece:
    """What looks like personal data in a file, with the pages on which it stands, counted from 1; or in the words
    beside it, which have no page."""

    text: str
    kind: PieceKind
    pages: tuple[int, ...] = ()

    @classmethod
    def of(cls, value: dict[str, Any]) -> Self:
        """A piece as `value` gave it."""
        return cls(value["text"], PieceKind(value["kind"]), tuple(value["pages"]))

    @property
    def key(self) -> str:
        """What names it in a form: it says nothing by itself."""
        return sha256(f"{self.kind}:{self.text}".encode()).hexdigest()[:16]

    @property
    def value(self) -> dict[str, Any]:
        """It, as JSON holds it."""
        return {**asdict(self), "kind": str(self.kind), "pages": list(self.pages)}


@dataclass(frozen=True, slots=True)
class WrittenCopy:
    """A file as the public would see it, and what looks like personal data in its text. Made by `written_anew`.

    Args:
        places: of a piece, by its key, wherever it is seen. A piece of which a program does not know all has no entry.
    """

    file: SentFile
    pieces: list[CopyPiece]
    places: dict[str, list[Place]] = field(default_factory=dict)


def written_anew(file: SentFile) -> WrittenCopy:
    """What is seen of a file that was looked at (`participation.sent_files.checking`). It may take half a minute:
    nothing is held meanwhile.

    Raises:
        CopyUnreadable: it cannot be read, or only with a password, or not in time.
        CopyTooLong, CopyPixelsTooMany: it has too many pages, or is too large a picture.
    """
    if file.ending == "pdf":
        pages = drawn_pages(file.content)
        return WrittenCopy(SentFile(file.name, "pdf", pdf_of(pages)), *pieces_in(pages))
    try:
        content = _clean_picture(file)
    except (*BROKEN, SyntaxError, Image.DecompressionBombError) as error:
        raise CopyUnreadable from error
    return WrittenCopy(SentFile(file.name, file.ending, content), [])


def pieces_in(pages: list[DrawnPage]) -> tuple[list[CopyPiece], dict[str, list[Place]]]:
    """What looks like personal data in the pages of a file, each once, and where it is seen (`WrittenCopy.places`)."""
    pieces: list[CopyPiece] = []
    places: dict[str, list[Place]] = {}
    for (text, kind), finds in _finds([page.text for page in pages]).items():
        piece = CopyPiece(text, kind, tuple(dict.fromkeys(number for number, _find in finds)))
        pieces.append(piece)
        known = [places_in(text, pages[number - 1].boxes[find.start : find.end], number) for number, find in finds]
        if all(known):
            places[piece.key] = [place for found in known for place in found]
    return pieces, places


def pieces_in_words(*texts: str) -> list[CopyPiece]:
    """Pieces of personal data in the texts beside a file, each once."""
    return [CopyPiece(text, kind) for text, kind in _finds(["\n".join(texts)])]


def _finds(texts: list[str]) -> dict[tuple[str, PieceKind], list[tuple[int, Proposal]]]:
    """What is found, with the text, counted from 1, and the place in it."""
    found: dict[tuple[str, PieceKind], list[tuple[int, Proposal]]] = {}
    for number, text in enumerate(texts, 1):
        for find in _finds_on(text):
            found.setdefault((find.text, find.kind), []).append((number, find))
    return found


def _finds_on(text: str) -> list[Proposal]:
    """What is found on a page, and what is found only, or is longer, where the end of a line is read as a blank: a page
    breaks its lines anywhere, also in a number. What stands on more than two lines is rather a column of a table."""
    found, longer, within = proposals(text), [], set()
    starts = [one.start for one in found]
    for find in proposals(text.replace("\n", " ")):
        if text.count("\n", find.start, find.end) != 1:
            continue
        near = found[max(bisect_right(starts, find.start) - 1, 0) : bisect_left(starts, find.end)]
        parts = [one for one in near if one.end > find.start]
        if len(parts) < 2 and all(find.start <= one.start and one.end <= find.end for one in parts):
            longer.append(replace(find, text=text[find.start : find.end]))
            within.update(parts)
    return sorted([*(one for one in found if one not in within), *longer])


def size_of_picture(file: SentFile) -> tuple[int | None, int | None]:
    """Width and height of a picture in pixels; of a PDF there is none."""
    if file.ending not in PICTURES:
        return None, None
    with Image.open(BytesIO(file.content), formats=[PICTURES[file.ending]]) as image:
        return image.size


def _clean_picture(file: SentFile) -> bytes:
    """The picture that is seen, turned as it is shown, on white: not what a transparent place still holds."""
    kind = PICTURES[file.ending]
    with Image.open(BytesIO(file.content), formats=[kind]) as image:
        if image.width * image.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
            raise CopyPixelsTooMany
        turned = ImageOps.exif_transpose(image)
        if turned.mode.startswith("I"):
            # Of 16 bits: else all but what is almost black becomes white.
            turned = turned.point(lambda light: light / 256).convert("L")
        plain = Image.new("RGB", turned.size, "white")
        if turned.has_transparency_data:
            seen = turned.convert("RGBA")
            plain.paste(seen, mask=seen)
        else:
            plain.paste(turned.convert("RGB"))
    cover_wholly(plain)
    written = BytesIO()
    # Colours as fine as light, as those of drawn pages.
    plain.save(written, kind, quality=JPEG_QUALITY, subsampling=0)
    return written.getvalue()

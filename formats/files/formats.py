"""Which format a file is of, told by what it holds and never by its name."""

from __future__ import annotations

import re
import warnings
from typing import IO, TYPE_CHECKING, Final

from PIL import Image

from formats.files.compound import COMPOUND, format_of_compound
from formats.files.errors import FileDamaged
from formats.files.packed import ZIP, format_of_zip
from formats.files.reading import BROKEN, head, is_unicode_text

if TYPE_CHECKING:
    from django.core.files import File


# A PDF begins within these bytes: mail and printers put some before it.
PDF_WITHIN: Final = 1024
_PICTURES: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"BM")
# Programs of Windows, Linux and macOS, of Java, and texts that a shell runs.
PROGRAMS: Final = (
    b"MZ", b"\x7fELF", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe", b"#!",
)  # fmt: skip
_HTML: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|script|svg|\?xml|\?php)", re.IGNORECASE
)
# Brands of the container that players of MP4 know; `qt  ` is QuickTime, `avif` and `heic` are pictures.
_MP4_BRANDS: Final = re.compile(rb"isom|iso[2-9]|mp4[12]|avc1|M4V |M4A |MSNV|dash|3gp\d")
# A frame of MPEG audio, layer III: its version, and a rate and a frequency that there are.
_RATES: Final = bytes(byte for byte in range(0x10, 0xF0) if byte & 0x0C != 0x0C)
_MPEG_FRAME: Final = re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb][" + re.escape(_RATES) + rb"]")
_ID3_HEADER: Final = 10  # bytes
# Between the tag of a recording and its first frame.
_PADDING: Final = 64 * 1024


def is_program(start: bytes) -> bool:
    return start.startswith(PROGRAMS)


def format_of(file: IO[bytes]) -> str:
    """The ending of the format that a file is of; `exe`, `html`, `picture` for what is none of the library; empty
    where it cannot be told.

    Plain text and CSV are one format: `txt`.

    Raises:
        FileLocked, FileDamaged, UnpacksTooLarge: it is of a format that packs others, and cannot be looked into.
    """
    start = head(file, PDF_WITHIN + 5)
    if is_program(start):
        return "exe"
    if start.startswith(ZIP):
        return format_of_zip(file)
    if start.startswith(COMPOUND):
        return format_of_compound(file)
    if start.startswith(_PICTURES) or (start.startswith(b"RIFF") and start[8:12] == b"WEBP"):
        return "picture"
    return _format_by_its_beginning(start, file)


def _format_by_its_beginning(start: bytes, file: IO[bytes]) -> str:
    if _HTML.match(start):
        return "html"
    if b"%PDF-" in start:
        return "pdf"
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if start[4:8] == b"ftyp":
        return "mp4" if _MP4_BRANDS.search(start[8 : min(int.from_bytes(start[:4]), len(start))]) else ""
    if _is_mpeg_audio(start, file):
        return "mp3"
    if is_unicode_text(file):
        return "vtt" if re.match(rb"(?:\xef\xbb\xbf)?WEBVTT(?:[ \t\r\n]|$)", start) else "txt"
    return ""


def _is_mpeg_audio(start: bytes, file: IO[bytes]) -> bool:
    if not start.startswith(b"ID3"):
        return _MPEG_FRAME.match(start) is not None
    if len(start) < _ID3_HEADER or any(byte > 0x7F for byte in start[6:10]):
        return False
    # Seven bits a byte.
    size = sum(byte << shift for byte, shift in zip(start[6:10], (21, 14, 7, 0), strict=True))
    file.seek(_ID3_HEADER + size)
    return _MPEG_FRAME.search(file.read(_PADDING)) is not None


def pixels_of(file: IO[bytes] | File) -> int:
    """Return the number of pixels of a picture that was checked, by its head. It is left at its beginning."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            width, height = Image.open(file).size
    finally:
        file.seek(0)
    return width * height


def check_picture(file: IO[bytes] | File, kind: str) -> None:
    """Look at the head of a picture and at what stands in it, without unpacking it. It is left at its beginning.

    Raises:
        FileDamaged: it is no picture of this kind, or breaks off.
    """
    try:
        with warnings.catch_warnings():
            # A scan is looked at by few, and never unpacked here: its pixels fill no memory.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            Image.open(file, formats=[kind]).verify()
    except (*BROKEN, SyntaxError, Image.DecompressionBombError) as error:
        raise FileDamaged from error
    finally:
        file.seek(0)

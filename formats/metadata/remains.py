"""Whether a file that came in before files were cleaned still tells of its maker, and what it is without that."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import IO, Final

from formats.files.errors import LeadsElsewhere
from formats.metadata.documents import is_signed, parts_tell, told_by, without_metadata
from formats.metadata.pdf import read_pdf
from formats.metadata.pictures import clean_picture, is_clean_by_head

# Segments and blocks that belong to the picture itself.
_JPEG_OWN: Final = (b"JFIF\0", b"ICC_PROFILE\0", b"Adobe")
_PNG_OWN: Final = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB bKGD hIST pHYs acTL fcTL fdAT".split()
)  # fmt: skip
_GIF_OWN: Final = (b"NETSCAPE2.0", b"ICCRGBG1012")
# In a scan: what neither stands for itself nor restarts it.
_NEXT_MARKER: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_MARKER, _SCAN, _END, _COMMENT = 0xFF, 0xDA, 0xD9, 0xFE
_APPLICATION: Final = range(0xE0, 0xF0)
_PNG_HEAD: Final = 8
_GIF_HEAD: Final = 13


class Remains(StrEnum):
    """What is left in a file of its maker."""

    NOTHING = "nothing"
    SOMETHING = "something"
    # Names, in a file that no byte may be changed of.
    SIGNED = "signed"
    UNREADABLE = "unreadable"


def remains_in_document(file: IO[bytes], ending: str) -> tuple[Remains, bytes]:
    """What is left in a document, and the document without it; empty where there is nothing to write. The file is left
    at its beginning.

    Raises:
        OSError: the system has no room for another process.
    """
    if is_signed(file, ending):
        return (Remains.SIGNED if told_by(file, ending) else Remains.NOTHING), b""
    if ending == "pdf":
        read = read_pdf(file)
        if read is None or read.opens_address:
            return Remains.UNREADABLE, b""
        return (Remains.SOMETHING, read.cleaned) if read.tells else (Remains.NOTHING, b"")
    if not parts_tell(file, ending):
        return Remains.NOTHING, b""
    try:
        cleaned = without_metadata(file, ending)
    except LeadsElsewhere:
        cleaned = None
    return (Remains.SOMETHING, cleaned) if cleaned else (Remains.UNREADABLE, b"")


def remains_in_picture(file: IO[bytes]) -> tuple[Remains, bytes]:
    """What is left in a picture, and the picture without it, turned the way it is seen."""
    file.seek(0)
    content = file.read()
    file.seek(0)
    try:
        if not picture_tells(content):
            return Remains.NOTHING, b""
        cleaned = clean_picture(file)
    except (OSError, EOFError, SyntaxError, ValueError):
        return Remains.UNREADABLE, b""
    return (Remains.SOMETHING, cleaned) if cleaned else (Remains.NOTHING, b"")


def picture_tells(content: bytes) -> bool:
    """Whether a picture has metadata; a structure that Pillow does not write counts as metadata.

    Raises:
        OSError, SyntaxError, ValueError: it is none.
    """
    if content.startswith(b"\xff\xd8"):
        return _jpeg_tells(content)
    if content.startswith(b"\x89PNG"):
        return _png_tells(content)
    if content.startswith(b"GIF8"):
        return _gif_tells(content)
    return not is_clean_by_head(content)


def _jpeg_tells(content: bytes) -> bool:
    place = 2
    while place + 4 <= len(content) and content[place] == _MARKER:
        marker, length = content[place + 1], int.from_bytes(content[place + 2 : place + 4], "big")
        held = content[place + 4 : place + 2 + length]
        if marker == _COMMENT or (marker in _APPLICATION and not held.startswith(_JPEG_OWN)):
            return True
        # A small copy of the picture.
        if held.startswith(b"JFIF\0") and any(held[12:14]):
            return True
        place += 2 + length
        if marker == _SCAN:
            found = _NEXT_MARKER.search(content, place)
            if found is None:
                return True
            place = found.start()
            if content[place + 1] == _END:
                return place + 2 != len(content)
    return True


def _png_tells(content: bytes) -> bool:
    place = _PNG_HEAD
    while place + 12 <= len(content):
        length, kind = int.from_bytes(content[place : place + 4], "big"), content[place + 4 : place + 8]
        if kind not in _PNG_OWN:
            return True
        place += 12 + length
        if kind == b"IEND":
            return place != len(content)
    return True


def _gif_tells(content: bytes) -> bool:
    place = _GIF_HEAD + _colours(content[10])
    while place + 2 <= len(content):
        block, label = content[place], content[place + 1]
        if block == 0x3B:  # the end
            return place + 1 != len(content)
        if block == 0x2C:  # a picture
            place += 10 + _colours(content[place + 9]) + 1
        elif block == 0x21 and (label == 0xF9 or (label == 0xFF and content[place + 3 : place + 14] in _GIF_OWN)):
            place += 2
        else:
            return True
        while place < len(content) and content[place]:
            place += content[place] + 1
        place += 1
    return content[place : place + 1] != b"\x3b"


def _colours(flags: int) -> int:
    """Bytes of a table of colours."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0

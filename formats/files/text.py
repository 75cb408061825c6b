"""Plain text, and documents that are text with marks (RTF)."""

from __future__ import annotations

import codecs
import re
from typing import IO, Final

from formats.files.errors import HoldsObject, LoadsFromOutside
from formats.files.reading import head, pieces

_UTF16: Final = dict.fromkeys((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE), "utf-16")
# An object's bytes, whatever stands between the marks; a template that is fetched.
_OBJECT: Final = re.compile(rb"\\(?:\*\\)?obj(?:data|update|emb|autlink|ocx|html)(?![a-z])", re.IGNORECASE)
_TEMPLATE: Final = re.compile(rb"\\template\s*(?:https?:|ftp:|mhtml:|\\{2,4}|\\')", re.IGNORECASE)
_LONGEST_MARK: Final = 256  # bytes


def is_unicode_text(file: IO[bytes]) -> bool:
    """Whether a file is text in UTF-8, or in UTF-16 that says so, without zeros. Read in pieces."""
    encoding = _UTF16.get(head(file, 2), "utf-8")
    decode = codecs.getincrementaldecoder(encoding)().decode
    try:
        if any("\0" in decode(piece) for _start, piece in pieces(file)):
            return False
        decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def check_rtf(file: IO[bytes]) -> None:
    """Raises:
    HoldsObject, LoadsFromOutside: see there.
    """
    for _start, piece in pieces(file, overlap=_LONGEST_MARK):
        if _OBJECT.search(piece):
            raise HoldsObject
        if _TEMPLATE.search(piece):
            raise LoadsFromOutside

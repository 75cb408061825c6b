"""Reading of files: names, text and bytes in pieces, and what may be unpacked of them."""

from __future__ import annotations

import codecs
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Final

from formats.files.errors import HoldsObject, LoadsFromOutside, UnpacksTooLarge

PIECE: Final = 1024 * 1024  # bytes
MEGABYTE: Final = 1024 * 1024

# What libraries raise over a file that breaks off or contradicts itself.
BROKEN: Final = (
    OSError, EOFError, ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RuntimeError,
    NotImplementedError, RecursionError, struct.error, zlib.error, lzma.LZMAError, zipfile.BadZipFile,
)  # fmt: skip


@dataclass
class Budget:
    """What may still be unpacked of one upload, over all archives in it. These figures are ours: a document of 50 MB
    stays far below them, and a server unpacks as much in a few seconds."""

    bytes: int = 500 * MEGABYTE
    entries: int = 10_000
    depth: int = 3

    def take(self, *, size: int = 0, entries: int = 0) -> None:
        """Raises:
        UnpacksTooLarge: nothing is left.
        """
        self.bytes -= size
        self.entries -= entries
        if self.bytes < 0 or self.entries < 0:
            raise UnpacksTooLarge


def pieces(file: IO[bytes], *, overlap: int = 0) -> Iterator[tuple[int, bytes]]:
    """The file from its beginning in pieces of a megabyte: where each begins, and its bytes. Each repeats the last
    bytes of the one before it, so that nothing is cut in two."""
    file.seek(0)
    start, kept = 0, b""
    while read := file.read(PIECE):
        piece = kept + read
        yield start, piece
        kept = piece[-overlap:] if overlap else b""
        start += len(piece) - len(kept)


def head(file: IO[bytes], size: int = 1024) -> bytes:
    file.seek(0)
    return file.read(size)


# What a computer runs, installs or mounts when somebody opens it, and pages that run scripts from a local folder.
PROGRAM_ENDINGS: Final = frozenset(
    {
        "apk", "app", "appx", "bat", "chm", "cmd", "com", "cpl", "dll", "dmg", "exe", "gadget", "hta", "htm", "html",
        "inf", "iso", "jar", "js", "jse", "lnk", "mht", "mhtml", "msc", "msi", "msix", "msp", "mst", "pif", "ps1",
        "psm1", "reg", "scf", "scr", "sct", "settingcontent-ms", "sh", "svg", "sys", "url", "vb", "vbe", "vbs", "vhd",
        "vhdx", "wsc", "wsf", "wsh", "xht", "xhtml", "xll",
    }
)  # fmt: skip
# Documents that are there to hold macros.
MACRO_ENDINGS: Final = frozenset(
    {"docm", "dotm", "xlsm", "xltm", "xlam", "xla", "pptm", "potm", "ppsm", "ppam", "sldm", "ppa", "bas"}
)


def ending_of_name(name: str) -> str:
    """`docx` of “Kế hoạch.DOCX”; empty where there is none."""
    return PurePosixPath(name.replace("\\", "/").rstrip(" .")).suffix.lower().lstrip(".")


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

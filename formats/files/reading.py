"""Reading of files in pieces, and what may be unpacked of them."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final

from formats.files.errors import UnpacksTooLarge

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

"""PDF: what would run when it is opened. What is encrypted in one is not looked into."""

from __future__ import annotations

import re
import zlib
from typing import IO, Final

from sites.errors.contents import HoldsProgram, HoldsScript, UnpacksTooLarge
from sites.file_contents.names import PROGRAM_ENDINGS
from sites.file_contents.reading import MEGABYTE, Budget, pieces


def _name(word: str) -> bytes:
    """A name of PDF, each letter of which may be written by its number."""
    letters = (f"(?:{letter}|#{ord(letter):02x}|#{ord(letter):02X})" for letter in word)
    return ("/" + "".join(letters) + r"(?![A-Za-z0-9_.#-])").encode()


_RUNS: Final = re.compile(_name("JavaScript") + b"|" + _name("Launch"))
_PACKED_OBJECTS: Final = re.compile(_name("ObjStm"))
_PROGRAM_ATTACHED: Final = re.compile(
    rb"/U?F\s{0,9}\(([^()\r\n]{0,200}\.(?:" + "|".join(sorted(PROGRAM_ENDINGS)).encode() + rb"))\s{0,9}\)",
    re.IGNORECASE,
)
_LONGEST: Final = 512  # bytes
# Between the type of a stream and its beginning.
_DICTIONARY: Final = 2048  # bytes
_READ: Final = 64 * 1024  # bytes
_MOST_OF_ONE: Final = 16 * MEGABYTE


def check_pdf(file: IO[bytes], budget: Budget) -> None:
    """Raises:
    HoldsScript, HoldsProgram, UnpacksTooLarge: see there.
    """
    packed: list[int] = []
    for start, piece in pieces(file, overlap=_LONGEST):
        _check_objects(piece)
        packed += [start + found.start() for found in _PACKED_OBJECTS.finditer(piece)]
    for position in sorted(set(packed)):
        _check_objects(_unpacked(file, position, budget))


def _check_objects(objects: bytes) -> None:
    if _RUNS.search(objects):
        raise HoldsScript
    if found := _PROGRAM_ATTACHED.search(objects):
        raise HoldsProgram(name=found[1].decode("latin-1"))


def _unpacked(file: IO[bytes], position: int, budget: Budget) -> bytes:
    """The objects of the stream whose dictionary a position lies in; empty where it is not deflated."""
    budget.take(entries=1)
    file.seek(position)
    found = re.search(rb"stream\r?\n", file.read(_DICTIONARY))
    if found is None:
        return b""
    file.seek(position + found.end())
    unpacking, objects = zlib.decompressobj(), b""
    try:
        while not unpacking.eof and len(objects) < _MOST_OF_ONE and (read := file.read(_READ)):
            objects += unpacking.decompress(read, _MOST_OF_ONE - len(objects))
    except zlib.error:  # Encrypted, or packed in another way.
        return objects
    budget.take(size=len(objects))
    if len(objects) >= _MOST_OF_ONE:
        raise UnpacksTooLarge
    return objects

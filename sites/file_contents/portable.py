"""PDF: what would run when it is opened. What is encrypted in one is not looked into."""

from __future__ import annotations

import re
import zlib
from typing import IO, Final

from sites.errors.contents import HoldsProgram, HoldsScript, PackedUnusually, UnpacksTooLarge
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
# Before and after the type of a stream, at most: up to its object, and to its beginning.
_DICTIONARY: Final = 16 * 1024  # bytes
_STREAM: Final = re.compile(rb"stream\r?\n")
# One by itself, or a list of them.
_FILTER: Final = re.compile(_name("Filter") + rb"\s*(?:\[(?P<list>[^\]]*)\]|(?P<one>/[^\s/\[\]<>()]+))")
_DEFLATED: Final = re.compile(_name("FlateDecode"))
_PREDICTED: Final = re.compile(_name("Predictor") + rb"\s+(?!1\b)")
_READ: Final = 64 * 1024  # bytes
_MOST_OF_ONE: Final = 16 * MEGABYTE
# In a whole file: streams of packed objects, and what is read for them, each from its beginning.
_MOST_STREAMS: Final = 10_000
_MOST_READ: Final = 256 * MEGABYTE


def check_pdf(file: IO[bytes], budget: Budget) -> None:
    """Raises:
    HoldsScript, HoldsProgram, PackedUnusually, UnpacksTooLarge: see there.
    """
    packed: set[int] = set()
    for start, piece in pieces(file, overlap=_LONGEST):
        _check_objects(piece)
        for found in _PACKED_OBJECTS.finditer(piece):
            packed.add(start + found.start())
            if len(packed) > _MOST_STREAMS:
                raise UnpacksTooLarge
    left = _MOST_READ
    for begins in sorted({begins for position in packed for begins in _beginnings(file, position)}):
        budget.take(entries=1)
        objects, read = _unpacked(file, begins, budget, most_read=left)
        left -= read
        _check_objects(objects)


def _check_objects(objects: bytes) -> None:
    if _RUNS.search(objects):
        raise HoldsScript
    if found := _PROGRAM_ATTACHED.search(objects):
        raise HoldsProgram(name=found[1].decode("latin-1"))


def _beginnings(file: IO[bytes], position: int) -> list[int]:
    """Where the stream may begin whose dictionary a position lies in: a text in it may say so as well.

    Raises:
        PackedUnusually: its objects are packed as no program packs them, so that nobody looks into them.
    """
    start = max(position - _DICTIONARY, 0)
    file.seek(start)
    around = file.read(position - start + _DICTIONARY)
    here = position - start
    end = around.find(b"endobj", here)
    found = [match.end() for match in _STREAM.finditer(around, here, end if end >= 0 else len(around))]
    dictionary = around[around.rfind(b" obj", 0, here) + 1 : found[-1] if found else here]
    named = _FILTER.search(dictionary) if found else None
    if named is not None and not _DEFLATED.fullmatch((named["one"] or named["list"] or b"").strip()):
        raise PackedUnusually
    if found and _PREDICTED.search(dictionary):
        raise PackedUnusually
    return [start + place for place in found]


def _unpacked(file: IO[bytes], begins: int, budget: Budget, *, most_read: int) -> tuple[bytes, int]:
    """The objects of a stream, empty where it is not deflated; and how much of the file was read for them.

    Raises:
        UnpacksTooLarge: they are too many, or streams lie in one another.
    """
    file.seek(begins)
    unpacking, objects, total = zlib.decompressobj(), b"", 0
    try:
        while not unpacking.eof and len(objects) < _MOST_OF_ONE and (read := file.read(_READ)):
            total += len(read)
            if total > most_read:
                raise UnpacksTooLarge
            objects += unpacking.decompress(read, _MOST_OF_ONE - len(objects))
    except zlib.error:  # Encrypted, or packed in another way.
        return objects, total
    budget.take(size=len(objects))
    if len(objects) >= _MOST_OF_ONE:
        raise UnpacksTooLarge
    return objects, total

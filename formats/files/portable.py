"""PDF: what would run when it is opened, wherever it stands. One that is encrypted cannot be looked into."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Final

from formats.files.errors import (
    FileDamaged,
    HoldsMacros,
    HoldsProgram,
    HoldsScript,
    LeadsElsewhere,
    PackedUnusually,
    PdfProtected,
    UnpacksTooLarge,
)
from formats.files.pdf_streams import Parsing, deflated_objects
from formats.files.reading import MACRO_ENDINGS, MEGABYTE, PROGRAM_ENDINGS, Budget, ending_of_name, pieces


def _name(*words: str) -> bytes:
    """What follows the slash of one of some names of PDF, each letter of which may be written by its number."""
    spelled = ("".join(f"(?:{one}|#{ord(one):02x}|#{ord(one):02X})" for one in word) for word in words)
    return ("(?:" + "|".join(spelled) + r")(?![A-Za-z0-9_.#-])").encode()


# Blanks and comments between two words.
_BLANK: Final = rb"(?>[\s\0]{1,100}|%[^\r\n]{0,100}[\r\n]){0,10}"
# Scripts, programs, media and models that run scripts, forms that are programs; actions that open another file, or send
# a form. Streams of packed objects say either of two names; so do other things. All in one, that begins with a slash:
# files are long.
_NAMES: Final = re.compile(
    rb"/(?=[EFGIJLORSUX#][abeimnouF45#%(<\s\0])(?:"
    + rb"(?P<runs>" + _name("JavaScript", "Launch", "Rendition", "RichMedia", "OnInstantiate")
    + rb"|" + _name("XFA") + rb"(?=[\s\0%\[]))"
    + rb"|(?P<leads>" + _name("GoToR", "GoToE", "SubmitForm", "ImportData") + rb")"
    + rb"|(?P<encrypted>" + _name("Encrypt") + rb"(?=[\s\0%<]))"
    + rb"|(?P<packed>" + _name("ObjStm", "First") + rb")"
    + rb"|(?P<attached>" + _name("F", "UF") + _BLANK + rb"(?=\(|<(?!<)))"
    + rb")"
)  # fmt: skip
# The name of a file may be an object by itself.
_TEXT_BY_ITSELF: Final = re.compile(rb"obj(?<![A-Za-z]obj)" + _BLANK + rb"(?=\(|<(?!<))")
_LONGEST_NAME: Final = 2048  # bytes
_LONGEST: Final = 8192  # bytes: of what is looked for, with all that may stand between its words
_READ: Final = 8 * 1024  # bytes
_MOST_OF_ONE: Final = 16 * MEGABYTE
_MOST_HIDDEN: Final = 1000  # of a piece of the file
# In a whole file: places that may lie in a stream of packed objects, what is read for these streams, and their objects.
_MOST_PLACES: Final = 10_000
_MOST_READ: Final = 256 * MEGABYTE
_MOST_UNPACKED: Final = 128 * MEGABYTE


def check_pdf(file: IO[bytes], budget: Budget) -> None:
    """Raises:
    FileDamaged, HoldsMacros, HoldsProgram, HoldsScript, LeadsElsewhere, PackedUnusually, PdfProtected, UnpacksTooLarge:
        see there.
    """
    if zipfile.is_zipfile(file):
        # A document and an archive in one, of which the other was not looked into.
        raise PackedUnusually
    parsing, has_objects = Parsing(), False
    places: set[int] = set()
    for start, piece in pieces(file, overlap=_LONGEST):
        has_objects = has_objects or b"obj" in piece
        # No program writes the first letter of a name by its number.
        if piece.count(b"/#") > _MOST_HIDDEN:
            raise PackedUnusually
        for place in _check_objects(piece, parsing):
            places.add(start + place)
            if len(places) > _MOST_PLACES:
                raise UnpacksTooLarge
    if not has_objects:
        raise FileDamaged
    left, room = _MOST_READ, Budget(bytes=_MOST_UNPACKED)
    for begins, is_sure in sorted(deflated_objects(file, places, parsing).items()):
        budget.take(entries=1)
        objects, read = _unpacked(file, begins, budget, most_read=left, is_sure=is_sure)
        left -= read
        room.take(size=len(objects))
        for _place in _check_objects(objects, parsing):
            pass  # Objects that are packed are no streams.


def _check_objects(objects: bytes, parsing: Parsing) -> Iterator[int]:
    """Places that may lie in the dictionary of a stream of packed objects, once what stands before is harmless."""
    for found in _NAMES.finditer(objects):
        if found["runs"]:
            raise HoldsScript
        if found["leads"]:
            raise LeadsElsewhere
        if found["encrypted"]:
            raise PdfProtected
        if found["attached"]:
            _check_name(objects, found.end(), parsing)
        else:
            yield found.start()
    for found in _TEXT_BY_ITSELF.finditer(objects):
        _check_name(objects, found.end(), parsing)


def _check_name(objects: bytes, place: int, parsing: Parsing) -> None:
    name = _words_at(objects, place, parsing)
    ending = ending_of_name(name)
    if ending in PROGRAM_ENDINGS:
        raise HoldsProgram(name=name)
    if ending in MACRO_ENDINGS:
        raise HoldsMacros(inside=name)


def _words_at(objects: bytes, place: int, parsing: Parsing) -> str:
    """What a text of a PDF says, with letters by their numbers or in two bytes each; nothing where it is none."""
    try:
        return str(parsing.read(objects[place : place + _LONGEST_NAME])[0])
    except PackedUnusually:
        return ""


def _unpacked(file: IO[bytes], begins: int, budget: Budget, *, most_read: int, is_sure: bool) -> tuple[bytes, int]:
    """The objects of a stream, and how much of the file was read for them.

    Raises:
        PackedUnusually: they are not deflated, though the file surely says so.
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
    except zlib.error as error:
        if is_sure:
            raise PackedUnusually from error
    budget.take(size=len(objects))
    if len(objects) >= _MOST_OF_ONE:
        raise UnpacksTooLarge
    return objects, total

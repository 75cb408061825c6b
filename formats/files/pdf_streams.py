"""Where a PDF packs objects: streams of objects, found by what they are and not by what the table of a file says.

A reader follows the table, or mends it in its own way; a former version is one that some readers show. So every object
of the file counts, wherever it stands. pypdf reads each dictionary, strictly: what it cannot read is refused.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO, Any, Final, cast

from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, NullObject, PdfObject, StreamObject, read_object

from formats.files.errors import PackedUnusually, UnpacksTooLarge
from formats.files.reading import BROKEN

# Before and after a word of a dictionary, at most: up to its object, and to the stream behind it.
_NEAR: Final = 16 * 1024  # bytes
# What may be read by pypdf in a whole file. Programs write some hundred bytes for each stream.
_MOST_PARSED: Final = 4 * 1024 * 1024  # bytes
_LEAST_PARSED: Final = 64  # bytes that a try counts as
_CUT: Final = 256  # bytes between `obj` and what it begins with
# Words in the texts and comments of a dictionary may look like the beginning of its stream.
_MOST_LIKE_IT: Final = 8
_BLANK: Final = re.compile(rb"(?>[\s\0]+|%[^\r\n]*(?:[\r\n]|$))*")
_OBJECT: Final = re.compile(rb"obj(?<![A-Za-z]obj)(?>[\s\0]+|%[^\r\n]*[\r\n])*<<")
_STREAM: Final = re.compile(rb"stream(?<!endstream)[ \t]*(?:\r\n|\n|\r)?")
# As far as they can be found in a dictionary that cannot be read.
_FILTER: Final = re.compile(rb"/Filter(?![A-Za-z0-9_.#-])[\s\0]*(\[[^\]]*\]|[^\s\0/>]*/?[^\s\0/>]*)")
_DEFLATED: Final = re.compile(rb"/FlateDecode|\[[\s\0]*/FlateDecode[\s\0]*\]")
_PREDICTED: Final = re.compile(rb"/Predictor[\s\0]*(?!1[\s\0/>])")
_OUTSIDE: Final = frozenset({"/F", "/FFilter", "/FDecodeParms"})


class _Strict:
    """What pypdf asks of the file that an object stands in. References stay what they are: nothing is looked up."""

    strict = True


@dataclass
class Parsing:
    """What pypdf may still read of one file, in bytes."""

    left: int = _MOST_PARSED

    def read(self, content: bytes) -> tuple[PdfObject, int]:
        """The object that some bytes begin with, and where it ends.

        Raises:
            PackedUnusually: it is none, or says something twice.
            UnpacksTooLarge: too much of the file is to be read in this way.
        """
        source = io.BytesIO(content)
        try:
            found = read_object(source, cast("Any", _Strict()))
        except (PyPdfError, AssertionError, *BROKEN) as error:
            raise PackedUnusually from error
        finally:
            self.left -= max(source.tell(), _LEAST_PARSED)
            if self.left < 0:
                raise UnpacksTooLarge
        return found, source.tell()


@dataclass(slots=True)
class _Near:
    """What stands around a place in a file, and where it begins there."""

    content: bytes
    start: int
    here: int


def deflated_objects(file: IO[bytes], places: Iterable[int], parsing: Parsing) -> dict[int, bool]:
    """Where deflated objects begin, in the dictionary of which one of some places may lie; and whether they surely do.

    A text or a comment in a dictionary may look like another object. So all are read that begin shortly before a place,
    each once; those that cannot be read are taken for what they may be.

    Raises:
        PackedUnusually: they may be packed in another way, so that nobody can look into them.
        UnpacksTooLarge: as `Parsing.read` says.
    """
    sure: set[int] = set()
    possible: set[int] = set()
    known: set[int] = set()
    unread: list[int] = []
    looked_at = 0
    for place in sorted(places):
        start = max(place - _NEAR, 0)
        file.seek(start)
        near = _Near(file.read(place - start + 2 * _NEAR), start, place - start)
        for match in _OBJECT.finditer(near.content, max(looked_at - start, 0), near.here):
            begins = match.end() - len(b"<<")
            if start + begins in known:
                continue
            known.add(start + begins)
            objects = _objects_of(near, begins, parsing)
            if objects is None:
                unread.append(start + begins)
            elif objects:
                sure.add(objects)
        # Once more what a place may have cut in two.
        looked_at = max(place - _CUT, 0)
        unread = [begins for begins in unread if begins >= start]
        if len(unread) > _MOST_LIKE_IT:
            raise PackedUnusually
        for begins in unread:
            possible |= _possible(near, begins - start)
    return dict.fromkeys(possible, False) | dict.fromkeys(sure, True)


def _objects_of(near: _Near, begins: int, parsing: Parsing) -> int | None:
    """Where the deflated objects of a stream begin; nought where it holds none, None where its dictionary cannot be
    read.

    pypdf is given what stands before each word that may begin the stream: it would go on to read that.
    """
    words = zip(_STREAM.finditer(near.content, begins), range(_MOST_LIKE_IT), strict=False)
    for stop, stream in [*((word.start(), word.end()) for word, _count in words), (len(near.content), 0)]:
        try:
            dictionary, length = parsing.read(near.content[begins : min(stop, begins + _NEAR)])
        except PackedUnusually:
            continue  # A word in a text: the dictionary goes on.
        if not isinstance(dictionary, DictionaryObject) or _holds_stream(dictionary):
            continue
        blank = _BLANK.match(near.content, begins + length)
        is_stream = stream and blank is not None and blank.end() == stop
        is_packed = "/First" in dictionary or dict.get(dictionary, "/Type") == "/ObjStm"
        return near.start + stream if is_stream and is_packed and _is_deflated(dictionary) else 0
    return None


def _holds_stream(one: PdfObject) -> bool:
    """Whether pypdf took a word in a dictionary for the beginning of a stream, and read on behind it."""
    waiting = [one]
    while waiting:
        one = waiting.pop()
        if isinstance(one, StreamObject):
            return True
        if isinstance(one, DictionaryObject):
            waiting += dict.values(one)
        elif isinstance(one, ArrayObject):
            waiting += list.__iter__(one)
    return False


def _possible(near: _Near, begins: int) -> set[int]:
    """Where the stream of a dictionary that cannot be read may begin.

    Raises:
        PackedUnusually: it seems to be packed otherwise than deflated, or to begin too far away.
    """
    words = zip(_STREAM.finditer(near.content, near.here), range(_MOST_LIKE_IT), strict=False)
    streams = [word.end() for word, _count in words]
    if not streams:
        raise PackedUnusually
    if b"endobj" not in near.content[begins : near.here]:
        said = near.content[begins : streams[0]]
        if _PREDICTED.search(said) or any(
            _DEFLATED.fullmatch(named[1].strip()) is None for named in _FILTER.finditer(said)
        ):
            raise PackedUnusually
    return {near.start + stream for stream in streams}


def _is_deflated(dictionary: DictionaryObject) -> bool:
    """Whether the objects are deflated, as programs pack them; not packed at all, they are seen in the file itself.

    Raises:
        PackedUnusually: they are packed in any other way, or it is said elsewhere how.
    """
    filters = _several(dictionary, "/Filter")
    if not filters:
        return False
    parameters = [
        one.raw_get("/Predictor") if isinstance(one, DictionaryObject) and "/Predictor" in one else one
        for one in _several(dictionary, "/DecodeParms")
        if not isinstance(one, DictionaryObject) or "/Predictor" in one
    ]
    if filters != ["/FlateDecode"] or any(one != 1 for one in parameters) or not _OUTSIDE.isdisjoint(dictionary):
        raise PackedUnusually
    return True


def _several(dictionary: DictionaryObject, name: str) -> list[Any]:
    """What stands under a name, one by itself or a list of them, as it stands there."""
    value = dictionary.raw_get(name) if name in dictionary else NullObject()
    values = list.__iter__(value) if isinstance(value, ArrayObject) else [value]
    return [one for one in values if not isinstance(one, NullObject)]

"""The check of one file: of the format that its name says, and nothing in it can do harm."""

from __future__ import annotations

from typing import IO, Final

from formats.files.archives import check_archive
from formats.files.compound import COMPOUND, check_compound
from formats.files.errors import FormatNotTaken, NoKnownFormat, NotThatFormat, NotUnicodeText
from formats.files.formats import format_of
from formats.files.packed import ZIP
from formats.files.portable import check_pdf
from formats.files.reading import Budget, check_rtf, ending_of_name, head

_TEXTS: Final = frozenset({"csv", "txt"})
_COMPOUND: Final = frozenset({"doc", "ppt", "xls"})
_PACKED: Final = frozenset({"docx", "odp", "ods", "odt", "pptx", "xlsx", "zip"})
# The endings of which it can be told whether a file is what it says.
CHECKED: Final = frozenset({*_TEXTS, *_COMPOUND, *_PACKED, "mp3", "mp4", "pdf", "rtf", "vtt"})


def check_contents(file: IO[bytes], ending: str) -> None:
    """Refuse a file that is not what its ending says, or holds what can do harm. It is left at its beginning.

    Raises:
        ContentRefused: one of `formats.files.errors`.
    """
    try:
        _check(file, ending, Budget())
    finally:
        file.seek(0)


def _check(file: IO[bytes], ending: str, budget: Budget) -> None:
    if ending not in CHECKED:
        raise FormatNotTaken(ending=f".{ending}", endings=", ".join(sorted(CHECKED)))
    found = format_of(file)
    if found != ("txt" if ending in _TEXTS else ending):
        if found:
            raise NotThatFormat(ending=ending, found=found)
        raise NotUnicodeText if ending in {*_TEXTS, "vtt"} else NoKnownFormat(ending=ending)
    _check_what_it_holds(file, found, budget)


def _check_what_it_holds(file: IO[bytes], kind: str, budget: Budget) -> None:
    if kind == "pdf":
        check_pdf(file, budget)
    elif kind == "rtf":
        check_rtf(file)
    elif kind in _COMPOUND:
        check_compound(file)
    elif kind in _PACKED:
        check_archive(file, budget, _check_packed)


def _check_packed(name: str, file: IO[bytes], budget: Budget) -> None:
    """A file of an archive, by its name; one that a program packed, or of a format that is not taken by itself (data of
    maps, for one), by what it is."""
    ending = ending_of_name(name)
    if ending in CHECKED:
        _check(file, ending, budget)
    elif (start := head(file, 16)).startswith(ZIP):
        check_archive(file, budget, _check_packed)
    elif start.startswith(COMPOUND):
        check_compound(file)

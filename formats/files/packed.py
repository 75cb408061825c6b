"""ZIP archives, and the document formats that are one: opened within bounds, and told apart."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from os import SEEK_END
from typing import IO, Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from formats.files.errors import FileDamaged, FileLocked, UnpacksTooLarge
from formats.files.reading import BROKEN, MEGABYTE, Budget

ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
CONTENT_TYPES: Final = "[content_types].xml"
# Parts that say what the others are: far larger ones than any program writes.
_MOST_OF_A_LIST: Final = 2 * MEGABYTE
# The list of files at the end of an archive: some ten thousand of them.
_MOST_OF_THE_DIRECTORY: Final = MEGABYTE
_END: Final = b"PK\x05\x06"
_END_OF_A_LARGE_ONE: Final = b"PK\x06\x07"
_END_SIZE: Final = 22  # bytes, before a comment of 65,535 at most
_ENCRYPTED: Final = 0x1
_OUTSIDE: Final = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)")

_MAIN_PARTS: Final = {
    "wordprocessingml.document.main+xml": "docx",
    "spreadsheetml.sheet.main+xml": "xlsx",
    "presentationml.presentation.main+xml": "pptx",
    "presentationml.slideshow.main+xml": "pptx",
    # The same with macros, which are refused in words of their own; binary workbooks stand in charts.
    "word.document.macroenabled.main+xml": "docx",
    "excel.sheet.macroenabled.main+xml": "xlsx",
    "excel.sheet.binary.macroenabled.main": "xlsx",
    "powerpoint.presentation.macroenabled.main+xml": "pptx",
    "powerpoint.slideshow.macroenabled.main+xml": "pptx",
}
_OPEN_DOCUMENTS: Final = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}


@contextmanager
def opened(file: IO[bytes], budget: Budget) -> Iterator[tuple[zipfile.ZipFile, list[zipfile.ZipInfo]]]:
    """An archive and its files, once they are known to be readable and few and small enough.

    Raises:
        FileDamaged, FileLocked, UnpacksTooLarge: they are not.
    """
    _check_directory(file)
    try:
        file.seek(0)
        archive = zipfile.ZipFile(file)
    except BROKEN as error:
        raise FileDamaged from error
    with archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        budget.take(size=sum(entry.file_size for entry in entries), entries=len(entries))
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise FileLocked
        if any(_OUTSIDE.search(entry.filename) for entry in entries):
            raise FileDamaged
        try:
            yield archive, entries
        except BROKEN as error:
            raise FileDamaged from error


def _check_directory(file: IO[bytes]) -> None:
    """Look at the size of an archive's list of files before anything reads the list.

    Raises:
        UnpacksTooLarge: it is larger than any archive has that is taken here.
    """
    size = file.seek(0, SEEK_END)
    file.seek(max(size - _END_SIZE - 65_535 - 20, 0))
    tail = file.read()
    place = len(tail) - _END_SIZE if tail[-_END_SIZE:-2].startswith(_END) else tail.rfind(_END)
    if place < 0 or len(tail) - place < _END_SIZE:
        return  # No archive, which whoever opens it will say.
    listed = int.from_bytes(tail[place + 12 : place + 16], "little")
    if listed > _MOST_OF_THE_DIRECTORY or tail[place - 20 : place].startswith(_END_OF_A_LARGE_ONE):
        raise UnpacksTooLarge


def read_list(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A part that says what the others are.

    Raises:
        UnpacksTooLarge: it is none.
    """
    if entry.file_size > _MOST_OF_A_LIST:
        raise UnpacksTooLarge
    return archive.read(entry)


def read_xml(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Element:
    """Raises:
    FileDamaged: it is no XML, or uses what no document needs.
    """
    try:
        tree: Element = fromstring(read_list(archive, entry))
    except (ParseError, DefusedXmlException) as error:
        raise FileDamaged from error
    return tree


def content_types(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> set[str]:
    """Of the parts of an office document, in small letters; empty where it is none."""
    return {
        value.lower()
        for entry in entries
        if entry.filename.lower() == CONTENT_TYPES
        for element in read_xml(archive, entry).iter()
        for name, value in element.attrib.items()
        if name.lower() == "contenttype"
    }


def format_of_entries(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> str:
    """`docx`, `xlsx`, `pptx`, `odt`, `ods`, `odp` or `zip`."""
    for entry in entries:
        if entry.filename == "mimetype" and entry.file_size < 100:
            found = _OPEN_DOCUMENTS.get(archive.read(entry).strip())
            if found:
                return found
    types = content_types(archive, entries)
    return next((ending for part, ending in _MAIN_PARTS.items() if any(one.endswith(part) for one in types)), "zip")


def format_of_zip(file: IO[bytes]) -> str:
    """Raises:
    FileDamaged, FileLocked, UnpacksTooLarge: it cannot be looked into.
    """
    with opened(file, Budget()) as (archive, entries):
        return format_of_entries(archive, entries)

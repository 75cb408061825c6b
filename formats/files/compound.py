"""Compound files of Microsoft (OLE2): Office 97–2003, and objects in newer documents.

What stands where is published by Microsoft: [MS-DOC], [MS-XLS], [MS-PPT], [MS-OVBA].
"""

from __future__ import annotations

import re
from typing import IO, Final

import olefile

from formats.files.errors import FileDamaged, FileLocked, HoldsMacros, HoldsObject
from formats.files.reading import BROKEN

COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN_STREAMS: Final = {"worddocument": "doc", "workbook": "xls", "book": "xls", "powerpoint document": "ppt"}
_MACRO_STORAGES: Final = frozenset({"vba", "_vba_project", "_vba_project_cur", "macros"})
# An office document that is encrypted as a whole.
_ENCRYPTED_PACKAGE: Final = "encryptedpackage"
# A file of whatever kind that a double click opens.
_PACKED_FILE: Final = "\x01ole10native"
# Word: the word of flags of [MS-DOC] 2.5.2, and its bit for encryption.
_WORD_FLAGS, _WORD_ENCRYPTED = 0x0A, 0x0100
# Excel: kinds of records, and the kind of a sheet that is a macro of Excel 4.
_BIFF_END, _BIFF_PASSWORD, _BIFF_SHEET, _BIFF_MACRO_SHEET = 0x000A, 0x002F, 0x0085, 1
# PowerPoint: the record that says whether there are macros ([MS-PPT] VBAInfoAtom), and that there are.
_PPT_MACROS: Final = re.compile(rb"\x02\x00\x00\x04\x0c\x00\x00\x00.{4}\x01\x00\x00\x00", re.DOTALL)


def format_of_compound(file: IO[bytes]) -> str:
    """`doc`, `xls`, `ppt`, or nothing of these.

    Raises:
        FileDamaged, FileLocked: it cannot be looked into.
    """
    names = {path[0].lower() for path in _paths(file) if len(path) == 1}
    if _ENCRYPTED_PACKAGE in names:
        raise FileLocked
    return next((ending for stream, ending in _MAIN_STREAMS.items() if stream in names), "")


def check_compound(file: IO[bytes]) -> None:
    """Raises:
    FileDamaged, FileLocked, HoldsMacros, HoldsObject: see there.
    """
    paths = _paths(file)
    names = {part.lower() for path in paths for part in path}
    if names & _MACRO_STORAGES:
        raise HoldsMacros
    if _PACKED_FILE in names:
        raise HoldsObject
    if _ENCRYPTED_PACKAGE in names:
        raise FileLocked
    for path in paths:
        _check_stream(path[-1].lower(), "/".join(path), file)


def _check_stream(kind: str, path: str, file: IO[bytes]) -> None:
    if kind == "worddocument":
        if int.from_bytes(_read(file, path, 16)[_WORD_FLAGS : _WORD_FLAGS + 2], "little") & _WORD_ENCRYPTED:
            raise FileLocked
    elif kind in {"workbook", "book"}:
        _check_workbook(_read(file, path))
    elif kind == "powerpoint document" and _PPT_MACROS.search(_read(file, path)):
        raise HoldsMacros


def _check_workbook(records: bytes) -> None:
    """The sheets of a workbook stand at its beginning, before its first end."""
    position = 0
    while position + 4 <= len(records):
        kind = int.from_bytes(records[position : position + 2], "little")
        size = int.from_bytes(records[position + 2 : position + 4], "little")
        if kind == _BIFF_END:
            return
        if kind == _BIFF_PASSWORD:
            raise FileLocked
        if kind == _BIFF_SHEET and records[position + 9 : position + 10] == bytes([_BIFF_MACRO_SHEET]):
            raise HoldsMacros
        position += 4 + size


def _paths(file: IO[bytes]) -> list[list[str]]:
    try:
        file.seek(0)
        # Without `close`, which would close the upload.
        return list(olefile.OleFileIO(file).listdir(streams=True, storages=True))
    except BROKEN as error:
        raise FileDamaged from error


def _read(file: IO[bytes], path: str, size: int = -1) -> bytes:
    try:
        file.seek(0)
        found: bytes = olefile.OleFileIO(file).openstream(path).read(size)
    except BROKEN as error:
        raise FileDamaged from error
    return found

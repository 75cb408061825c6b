"""What is packed in archives and in the documents that are one."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from tempfile import SpooledTemporaryFile
from typing import IO, Final

from formats.files.compound import COMPOUND
from formats.files.errors import (
    ContentRefused,
    FileLocked,
    HoldsMacros,
    HoldsObject,
    HoldsProgram,
    LoadsFromOutside,
    UnpacksTooLarge,
)
from formats.files.formats import is_program
from formats.files.packed import ZIP, content_types, format_of_entries, opened, read_list, read_xml
from formats.files.reading import MACRO_ENDINGS, MEGABYTE, PROGRAM_ENDINGS, Budget, ending_of_name

# Checks a file as what its name, or else its content, says; the budget is that of the whole upload.
Check = Callable[[str, IO[bytes], Budget], None]

_IN_MEMORY: Final = 8 * MEGABYTE
_MOST_OF_RELATIONS: Final = 6 * MEGABYTE
_MACRO_TYPES: Final = ("macroenabled", "vbaproject", "vbadata", "macrosheet")
# A workbook in binary form is named so whether or not it holds any.
_BINARY_WORKBOOK: Final = "sheet.binary.macroenabled.main"
_CONTROLS: Final = "activex"
# Of relations to what lies outside: what is fetched when the document is opened. Links and pictures are not.
_FETCHED: Final = frozenset({"attachedtemplate", "oleobject", "frame", "subdocument"})
_OTHER_COMPUTERS: Final = (
    "http:", "https:", "ftp:", "ftps:", "mhtml:", "\\\\", "//", "file://///", "file:///\\\\",
)  # fmt: skip
_MACRO_FOLDERS: Final = ("basic/", "scripts/")
_ODF_ENCRYPTED: Final = b"encryption-data"


def check_archive(file: IO[bytes], budget: Budget, check: Check) -> None:
    """Look at every file of an archive or of a document that is one.

    Raises:
        ContentRefused: something in it is not taken; of an archive, the refusal names which file.
    """
    if budget.depth == 0:
        raise UnpacksTooLarge
    budget.depth -= 1
    with opened(file, budget) as (archive, entries):
        kind = format_of_entries(archive, entries)
        if kind.startswith("od"):
            _check_open_document(archive, entries)
        elif kind != "zip":
            _check_office_document(archive, entries)
        for entry in entries:
            _check_entry(archive, entry, budget, check, by_name=kind == "zip")
    budget.depth += 1


def _check_office_document(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    types = {one for one in content_types(archive, entries) if not one.endswith(_BINARY_WORKBOOK)}
    names = [entry.filename.lower() for entry in entries]
    if any(mark in one for one in types for mark in _MACRO_TYPES) or any("vbaproject" in name for name in names):
        raise HoldsMacros
    if any(_CONTROLS in one for one in types) or any(f"/{_CONTROLS}/" in name for name in names):
        raise HoldsObject
    relations = [entry for entry in entries if entry.filename.lower().endswith(".rels")]
    if sum(entry.file_size for entry in relations) > _MOST_OF_RELATIONS:
        raise UnpacksTooLarge
    for entry in relations:
        for relation in read_xml(archive, entry).iter():
            _check_relation({name.lower(): value for name, value in relation.attrib.items()})


def _check_relation(relation: dict[str, str]) -> None:
    kind = relation.get("type", "").lower().rpartition("/")[2]
    if kind == "vbaproject":
        raise HoldsMacros
    if relation.get("targetmode", "").lower() == "external" and kind in _FETCHED:
        target = relation.get("target", "").strip().lower()
        # A file on the same computer has three strokes: file:///C:/.
        elsewhere = target.startswith("file:") and not target.startswith(("file:///", "file:\\\\\\"))
        if elsewhere or target.startswith(_OTHER_COMPUTERS):
            raise LoadsFromOutside


def _check_open_document(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    for entry in entries:
        name = entry.filename.lower()
        if name.startswith(_MACRO_FOLDERS):
            raise HoldsMacros
        if name == "meta-inf/manifest.xml" and _ODF_ENCRYPTED in read_list(archive, entry):
            raise FileLocked


def _check_entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: Budget, check: Check, *, by_name: bool
) -> None:
    """`by_name`: a person gave the file its name, and it is checked as what that says; else a program did."""
    ending = ending_of_name(entry.filename)
    with archive.open(entry) as packed:
        start = packed.read(16)
    if is_program(start) or (by_name and ending in PROGRAM_ENDINGS):
        raise HoldsProgram(name=entry.filename)
    if ending in MACRO_ENDINGS:
        raise HoldsMacros(inside=entry.filename if by_name else "")
    if not by_name and not start.startswith((*ZIP, COMPOUND)):
        return
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as copy:
        with archive.open(entry) as packed:
            shutil.copyfileobj(packed, copy)
        try:
            check(entry.filename if by_name else "", copy, budget)
        except ContentRefused as refusal:
            if by_name:
                refusal.inside = f"{entry.filename}: {refusal.inside}" if refusal.inside else entry.filename
            raise

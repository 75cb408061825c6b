"""PDF and office documents without the names of persons, companies and programs that their makers left in them."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Final
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from formats.files.errors import LeadsElsewhere
from formats.files.reading import pieces
from formats.metadata.pdf import read_pdf

_OFFICE: Final = frozenset({"docx", "pptx", "xlsx"})
_OPEN_DOCUMENT: Final = frozenset({"odp", "ods", "odt"})
# Parts of office documents that say who wrote them, with what stands in their place.
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE_SCHEMA: Final = "http://schemas.openxmlformats.org"
_EMPTY_PARTS: Final = {
    "docprops/core.xml": f"{_HEAD}<cp:coreProperties"
    f' xmlns:cp="{_OFFICE_SCHEMA}/package/2006/metadata/core-properties"/>',
    "docprops/app.xml": f'{_HEAD}<Properties xmlns="{_OFFICE_SCHEMA}/officeDocument/2006/extended-properties"/>',
    "docprops/custom.xml": f'{_HEAD}<Properties xmlns="{_OFFICE_SCHEMA}/officeDocument/2006/custom-properties"/>',
    "meta.xml": f'{_HEAD}<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' office:version="1.2"><office:meta/></office:document-meta>',
}
_THUMBNAILS: Final = ("docprops/thumbnail.", "thumbnails/")
# Where office documents name what they hold.
_LISTS: Final = ("_rels/.rels", "meta-inf/manifest.xml")
_ENTRY_OF_THUMBNAIL: Final = re.compile(rb"<(?:Relationship|manifest:file-entry)\b[^<>]*[tT]humbnail[^<>]*/>")
_SIGNATURES: Final = ("_xmlsignatures/", "meta-inf/documentsignatures.xml")
# Names of persons and organisations, by the last part of the element in the parts above.
_PERSONS: Final = {
    "creator": "author", "initial-creator": "author", "lastmodifiedby": "author", "printed-by": "author",
    "manager": "author", "company": "company",
}  # fmt: skip
_SIGNED: Final = re.compile(rb"/ByteRange[\s\0]*\[")
_LONGEST_MARK: Final = 64  # bytes
_MOST_OF_A_PART: Final = 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Told:
    """What a document tells of its makers, as it stands there; empty: nothing."""

    authors: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.authors or self.companies)


def told_by(file: IO[bytes], ending: str) -> Told:
    """Who made a document, as far as it tells. The file is left at its beginning."""
    found: dict[str, list[str]] = {"author": [], "company": []}
    try:
        pairs = _of_pdf(file) if ending == "pdf" else _of_parts(file) if ending in _OFFICE | _OPEN_DOCUMENT else ()
        for kind, value in pairs:
            if (text := value.strip()) and text not in found[kind]:
                found[kind].append(text)
    except (OSError, ParseError, DefusedXmlException, ValueError, zipfile.BadZipFile):
        # Whatever cannot be read here is refused elsewhere, or tells nobody anything.
        pass
    finally:
        file.seek(0)
    return Told(tuple(found["author"]), tuple(found["company"]))


def is_signed(file: IO[bytes], ending: str) -> bool:
    """Whether a document carries a signature, which any other byte would break. The file is left at its beginning."""
    try:
        if ending == "pdf":
            return any(_SIGNED.search(piece) for _start, piece in pieces(file, overlap=_LONGEST_MARK))
        if ending in _OFFICE | _OPEN_DOCUMENT:
            with zipfile.ZipFile(file) as archive:
                return any(name.lower().startswith(_SIGNATURES) for name in archive.namelist())
        return False
    except (OSError, zipfile.BadZipFile):
        return False
    finally:
        file.seek(0)


def without_metadata(file: IO[bytes], ending: str) -> bytes | None:
    """A document without what it tells of its makers, its programs and its former versions.

    Returns:
        Its bytes; None: it tells nothing, is signed, or cannot be written anew. The file is left at its beginning.

    Raises:
        LeadsElsewhere: it is a PDF that opens an address by itself.
        OSError: the system has no room for another process.
    """
    signed = is_signed(file, ending)
    if ending == "pdf":
        read = read_pdf(file)
        if read is not None and read.opens_address:
            raise LeadsElsewhere
        return None if read is None or signed else read.cleaned
    if signed or ending not in _OFFICE | _OPEN_DOCUMENT:
        return None
    try:
        return _clean_parts(file)
    except (ValueError, zipfile.BadZipFile):
        return None
    finally:
        file.seek(0)


def parts_tell(file: IO[bytes], ending: str) -> bool:
    """Whether an office document has parts with properties that say something, or a thumbnail. The file is left at its
    beginning."""
    if ending not in _OFFICE | _OPEN_DOCUMENT:
        return False
    try:
        with zipfile.ZipFile(file) as archive:
            return any(_tells(archive, entry) for entry in archive.infolist())
    except (OSError, RuntimeError, zipfile.BadZipFile):
        # What cannot be read is said where it is to be cleaned.
        return True
    finally:
        file.seek(0)


def _tells(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    name = entry.filename.lower()
    if name in _EMPTY_PARTS:
        return entry.file_size > _MOST_OF_A_PART or archive.read(entry) != _EMPTY_PARTS[name].encode()
    return name.startswith(_THUMBNAILS)


def _of_pdf(file: IO[bytes]) -> Iterator[tuple[str, str]]:
    read = read_pdf(file)
    for name in read.authors if read is not None else ():
        yield "author", name


def _of_parts(file: IO[bytes]) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(file) as archive:
        for entry in archive.infolist():
            if entry.filename.lower() in _EMPTY_PARTS and entry.file_size <= _MOST_OF_A_PART:
                for element in fromstring(archive.read(entry)).iter():
                    kind = _PERSONS.get(element.tag.rpartition("}")[2].lower())
                    if kind and element.text:
                        yield kind, element.text


def _clean_parts(file: IO[bytes]) -> bytes | None:
    written = BytesIO()
    with zipfile.ZipFile(file) as archive, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as cleaned:
        if not any(name.lower().startswith((*_EMPTY_PARTS, *_THUMBNAILS)) for name in archive.namelist()):
            return None
        for entry in archive.infolist():
            name = entry.filename.lower()
            if name.startswith(_THUMBNAILS):
                continue
            # Neither the day nor the computer of its maker.
            plain = zipfile.ZipInfo(entry.filename)
            plain.compress_type = entry.compress_type
            if name in _EMPTY_PARTS:
                cleaned.writestr(plain, _EMPTY_PARTS[name])
            elif name in _LISTS and entry.file_size <= _MOST_OF_A_PART:
                cleaned.writestr(plain, _ENTRY_OF_THUMBNAIL.sub(b"", archive.read(entry)))
            else:
                # In pieces: what is packed may be ten times as large.
                with archive.open(entry) as packed, cleaned.open(plain, "w", force_zip64=True) as copy:
                    shutil.copyfileobj(packed, copy)
    return written.getvalue()

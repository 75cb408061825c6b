"""Export of the texts of a page as PO and XLIFF files for outside translators, and import of their translations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.etree import ElementTree

import polib
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from audit.errors import PortalRefusal
from audit.events import record_event
from home.enums import ContentEventKind
from home.translations.errors import FileOfAnotherPage, FileRefused, FileUnreadable
from home.translations.inputs import TranslatedInput, text_to_store
from home.translations.notation import plain_text, to_markers
from home.translations.side_by_side import SideBySide
from sites.directory import get_directory
from sites.models import Portal

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User

PO, XLIFF = "po", "xlf"
MAX_BYTES: Final = 2 * 1024 * 1024
_NAMESPACE: Final = "urn:oasis:names:tc:xliff:document:1.2"
_PAGE: Final = "X-Page"


class Unit(NamedTuple):
    """One text of a file."""

    key: str
    source: str
    text: str


def export_file(pages: SideBySide, kind: str, *, by: User, at: datetime) -> bytes:
    """Write all texts of a page with their translations to a file, with an event on the portal (decision 0048)."""
    units = [
        Unit(one.key, to_markers(one.source, source=one.source), to_markers(one.text, source=one.source))
        for one in pages.segments
    ]
    record = get_directory().for_path(pages.version.path)
    record_event(
        ContentEventKind.TRANSLATION_EXPORTED,
        portal=Portal(pk=record.id) if record is not None else None,
        at=at,
        by=by,
        page=pages.version.pk,
        title=pages.version.title,
    )
    page = str(pages.version.translation_key)
    places = [pages.places[one.path].words for one in pages.segments]
    return _po(units, page) if kind == PO else _xliff(units, page, places=places)


def _po(units: list[Unit], page: str) -> bytes:
    file = polib.POFile(wrapwidth=0)
    file.metadata = {"MIME-Version": "1.0", "Content-Type": "text/plain; charset=utf-8", _PAGE: page}
    file.extend(polib.POEntry(msgctxt=unit.key, msgid=unit.source, msgstr=unit.text) for unit in units)
    return str(file).encode()


def _xliff(units: list[Unit], page: str, *, places: list[str]) -> bytes:
    root = ElementTree.Element("xliff", {"version": "1.2", "xmlns": _NAMESPACE})
    attributes = {"original": page, "source-language": "vi", "target-language": "en", "datatype": "plaintext"}
    body = ElementTree.SubElement(ElementTree.SubElement(root, "file", attributes), "body")
    for unit, place in zip(units, places, strict=True):
        row = ElementTree.SubElement(body, "trans-unit", {"id": unit.key})
        for name, text in (("source", unit.source), ("target", unit.text), ("note", place)):
            ElementTree.SubElement(row, name).text = text
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def read_file(pages: SideBySide, content: bytes) -> list[TranslatedInput]:
    """Read the translations of a file that differ from those of the page. Nothing is saved.

    Raises:
        FileUnreadable, FileOfAnotherPage: see there.
        FileRefused: with all problems.
    """
    page, units = _parsed(content)
    if page != str(pages.version.translation_key):
        raise FileOfAnotherPage
    if len({unit.key for unit in units}) < len(units):
        raise FileUnreadable
    problems, found = [], []
    for unit in units:
        if not unit.text.strip():
            continue
        segment = pages.by_key(unit.key)
        if segment is None:
            problems.append(
                _("The Vietnamese page does not say this any more: “%(text)s”") % {"text": unit.source[:80]}
            )
            continue
        try:
            text = text_to_store(pages, segment, unit.text)
        except PortalRefusal as refusal:
            problems.append(f"“{plain_text(segment.source)[:80]}”: {refusal}")
            continue
        if text != segment.text:
            found.append(TranslatedInput(segment.key, unit.text))
    if problems:
        raise FileRefused(problems)
    return found


def _parsed(content: bytes) -> tuple[str, list[Unit]]:
    if len(content) > MAX_BYTES:
        raise FileUnreadable
    try:
        text = content.decode("utf-8-sig")
        return _parsed_xliff(content) if text.lstrip().startswith("<") else _parsed_po(text)
    except (ElementTree.ParseError, LookupError, OSError, ValueError) as error:
        # `LookupError`: an encoding that is unknown, or none of text.
        raise FileUnreadable from error


def _parsed_po(text: str) -> tuple[str, list[Unit]]:
    # polib takes a text that names a file for that file.
    if "\n" not in text or not text.lstrip().startswith(("msgid", "msgctxt", "#")):
        raise FileUnreadable
    file = polib.pofile(text)
    units = [Unit(entry.msgctxt or "", entry.msgid, entry.msgstr) for entry in file if not entry.obsolete]
    return file.metadata.get(_PAGE, ""), units


def _parsed_xliff(content: bytes) -> tuple[str, list[Unit]]:
    file = fromstring(content, forbid_dtd=True).find("{*}file")
    if file is None:
        raise FileUnreadable
    return file.get("original", ""), list(_units(file))


def _units(file: ElementTree.Element) -> Iterator[Unit]:
    for row in file.iter(f"{{{_NAMESPACE}}}trans-unit"):
        source, target = (row.find(f"{{*}}{name}") for name in ("source", "target"))
        texts = ["".join(one.itertext()) if one is not None else "" for one in (source, target)]
        yield Unit(row.get("id", ""), *texts)

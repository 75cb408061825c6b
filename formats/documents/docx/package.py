"""The parts of a Word file, opened by python-docx. Names of XML elements are written as the standard writes them."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any, Final

import docx
from docx.opc.part import Part
from docx.oxml.parser import parse_xml

_NAMESPACES: Final = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "o": "urn:schemas-microsoft-com:office:office",
}
_PREFIXES: Final = {uri: prefix for prefix, uri in _NAMESPACES.items()}
_TAG: Final = re.compile(r"\{(.*)\}(.*)")

Element = Any


class Package:
    """A Word file whose parts were read."""

    def __init__(self, content: bytes) -> None:
        """Libraries raise what they like over a file that is broken.

        Raises:
            ValueError: its XML declares what no document needs.
        """
        document = docx.Document(BytesIO(content))
        self.main: Part = document.part
        self.root = document.element
        _refuse_declarations(self.root)

    def related(self, kind: str) -> list[Part]:
        """Parts that the main one names as of a kind ("styles", "header")."""
        return [
            relation.target_part
            for relation in self.main.rels.values()
            if not relation.is_external and relation.reltype.endswith(f"/{kind}")
        ]

    def xml_of(self, kind: str) -> Element | None:
        """The XML of the one part of a kind; None where there is none."""
        parts = self.related(kind)
        return part_xml(parts[0]) if parts else None


def part_xml(part: Part) -> Element:
    """The XML of a part, whatever python-docx made of it."""
    root = getattr(part, "element", None)
    if root is None:
        root = parse_xml(part.blob)
    _refuse_declarations(root)
    return root


def _refuse_declarations(root: Element) -> None:
    # lxml expands no entities here; but where some are declared, letters would be missing.
    if root.getroottree().docinfo.doctype:
        raise ValueError("The XML declares entities.")


def tag_of(element: Element) -> str:
    """`w:p` of an element; comments and processing instructions have none."""
    if not isinstance(element.tag, str):
        return ""
    match = _TAG.fullmatch(element.tag)
    return f"{_PREFIXES.get(match[1], '?')}:{match[2]}" if match else element.tag


def name(prefixed: str) -> str:
    """`w:val` as lxml writes it."""
    prefix, _colon, local = prefixed.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


def attribute(element: Element | None, prefixed: str) -> str:
    """An attribute; empty where the element, or it, is missing."""
    return "" if element is None else element.get(name(prefixed), "")


def child(element: Element | None, path: str) -> Element | None:
    """The first element on a path below another: `w:pPr/w:jc`."""
    return None if element is None else element.find("/".join(map(name, path.split("/"))))


def descendants(element: Element, *prefixed: str) -> list[Element]:
    return list(element.iter(*map(name, prefixed)))


def is_on(element: Element | None) -> bool:
    """Whether a switch is there and not turned off."""
    return element is not None and attribute(element, "w:val").lower() not in {"0", "false", "off", "none"}

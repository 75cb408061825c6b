"""How letters and paragraphs look: what they say themselves, then their styles, then the defaults of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from formats.documents.docx.package import Element, Package, attribute, child, descendants, is_on

_HEADING_NAME: Final = re.compile(r"(?:heading|tiêu đề) ([1-9])", re.IGNORECASE)
_MOST_BASES: Final = 20
_ALIGNMENTS: Final = {"center": "center", "right": "right", "end": "right", "both": "justify", "distribute": "justify"}
_BODY_LEVEL: Final = 9


@dataclass(frozen=True, slots=True)
class Form:
    """How letters look."""

    bold: bool
    italic: bool
    underline: bool
    struck: bool
    hidden: bool
    script: str
    font: str


class Styles:
    """The styles of a document."""

    def __init__(self, package: Package) -> None:
        root = package.xml_of("styles")
        styles = [] if root is None else descendants(root, "w:style")
        self._styles = {attribute(style, "w:styleId"): style for style in styles}
        self._defaults = None if root is None else child(root, "w:docDefaults")
        self._default_paragraph = next(
            (
                attribute(style, "w:styleId")
                for style in styles
                if attribute(style, "w:type") == "paragraph" and attribute(style, "w:default") in {"1", "true"}
            ),
            "",
        )
        self._chains: dict[str, list[Element]] = {}
        self._forms: dict[tuple[str, str, bytes], Form] = {}

    def chain(self, style: str) -> list[Element]:
        """A style and those that it is based on."""
        if style not in self._chains:
            found: list[Element] = []
            key = style
            while key in self._styles and self._styles[key] not in found and len(found) < _MOST_BASES:
                found.append(self._styles[key])
                key = attribute(child(self._styles[key], "w:basedOn"), "w:val")
            self._chains[style] = found
        return self._chains[style]

    def style_of(self, paragraph: Element) -> str:
        return attribute(child(paragraph, "w:pPr/w:pStyle"), "w:val") or self._default_paragraph

    def name_of(self, style: str) -> str:
        return attribute(child(self._styles.get(style), "w:name"), "w:val")

    def paragraph_property(self, paragraph: Element, path: str) -> Element | None:
        """A property of a paragraph, its own or of its styles."""
        own = child(paragraph, f"w:pPr/{path}")
        if own is not None:
            return own
        inherited = (child(style, f"w:pPr/{path}") for style in self.chain(self.style_of(paragraph)))
        return next((one for one in inherited if one is not None), None)

    def alignment(self, paragraph: Element) -> str:
        return _ALIGNMENTS.get(attribute(self.paragraph_property(paragraph, "w:jc"), "w:val"), "")

    def outline(self, paragraph: Element) -> int:
        """The level of a heading, from 1; 0 for body text."""
        level = attribute(self.paragraph_property(paragraph, "w:outlineLvl"), "w:val")
        if level.isdecimal() and int(level) < _BODY_LEVEL:
            return int(level) + 1
        names = (attribute(child(style, "w:name"), "w:val") for style in self.chain(self.style_of(paragraph)))
        return next((int(match[1]) for one in names if (match := _HEADING_NAME.fullmatch(one))), 0)

    def form(self, run: Element, paragraph: Element) -> Form:
        """How the letters of a run look."""
        own = child(run, "w:rPr")
        key = (
            self.style_of(paragraph),
            attribute(child(own, "w:rStyle"), "w:val"),
            b"" if own is None else etree.tostring(own),
        )
        if key not in self._forms:
            self._forms[key] = self._form(list(self._run_properties(own, key[1], key[0])))
        return self._forms[key]

    def _run_properties(self, own: Element | None, character_style: str, style: str) -> Iterator[Element]:
        """What says how letters look, the nearest first."""
        chains = [*self.chain(character_style), *self.chain(style)]
        found = [own, *(child(one, "w:rPr") for one in chains), child(self._defaults, "w:rPrDefault/w:rPr")]
        return (one for one in found if one is not None)

    @staticmethod
    def _form(said: list[Element]) -> Form:
        def first(path: str) -> Element | None:
            return next((found for one in said if (found := child(one, path)) is not None), None)

        script = attribute(first("w:vertAlign"), "w:val")
        return Form(
            bold=is_on(first("w:b")),
            italic=is_on(first("w:i")),
            underline=is_on(first("w:u")),
            struck=is_on(first("w:strike")) or is_on(first("w:dstrike")),
            hidden=is_on(first("w:vanish")),
            script={"superscript": "super", "subscript": "sub"}.get(script, ""),
            font=attribute(first("w:rFonts"), "w:ascii") or attribute(first("w:rFonts"), "w:hAnsi"),
        )

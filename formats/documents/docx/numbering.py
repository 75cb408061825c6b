"""Numbers that Word counts (numbering.xml): the marker of each paragraph, as it is shown."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from formats.documents.docx.package import Element, Package, attribute, child, descendants
from formats.documents.docx.styles import Styles
from formats.documents.markers import marker_at
from formats.documents.tree import Marker, MarkerKind

_DEEPEST: Final = 8
_PLACEHOLDER: Final = re.compile(r"%([1-9])")
_ROMAN: Final = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
                 (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_BULLET_SIGNS: Final = {"-": MarkerKind.DASH, "–": MarkerKind.DASH, "+": MarkerKind.PLUS}
_KINDS: Final = {
    "upperRoman": MarkerKind.ROMAN, "lowerRoman": MarkerKind.ROMAN,
    "upperLetter": MarkerKind.LETTER, "lowerLetter": MarkerKind.LETTER,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    text: str
    start: int


class Numbering:
    """Counts the numbered paragraphs of a document; each is to be asked for once, in their order."""

    def __init__(self, package: Package, styles: Styles) -> None:
        self._styles = styles
        root = package.xml_of("numbering")
        abstracts = [] if root is None else descendants(root, "w:abstractNum")
        self._abstracts = {attribute(one, "w:abstractNumId"): one for one in abstracts}
        self._numbers = {} if root is None else {attribute(one, "w:numId"): one for one in descendants(root, "w:num")}
        # Of each list of Word and each level, how far it has been counted; of each numbering, where it starts again.
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._met: set[str] = set()

    def marker(self, paragraph: Element) -> tuple[Marker, int] | None:
        """The marker of a paragraph, and how deep it stands; None where it has none."""
        said = self._styles.paragraph_property(paragraph, "w:numPr")
        key = attribute(child(said, "w:numId"), "w:val")
        if not key or key == "0" or key not in self._numbers:
            return None
        depth = self._depth(said, paragraph)
        number = self._numbers[key]
        abstract = attribute(child(number, "w:abstractNumId"), "w:val")
        level = self._level(number, abstract, depth)
        if level is None or level.format == "none":
            return None
        counts = self._counts[abstract]
        self._begin(key, number, counts)
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        return self._written(level, counts, number, abstract, depth), depth

    def _depth(self, said: Element, paragraph: Element) -> int:
        level = attribute(child(said, "w:ilvl"), "w:val")
        if level.isdecimal():
            return min(int(level), _DEEPEST)
        # Of a numbering that a style names, each style has its level.
        return max(self._styles.outline(paragraph) - 1, 0)

    def _begin(self, key: str, number: Element, counts: dict[int, int]) -> None:
        """A numbering that starts again does so where it is first used."""
        if key in self._met:
            return
        self._met.add(key)
        for override in descendants(number, "w:lvlOverride"):
            start = attribute(child(override, "w:startOverride"), "w:val")
            if start.isdecimal():
                counts[int(attribute(override, "w:ilvl") or 0)] = int(start) - 1

    def _level(self, number: Element, abstract: str, depth: int) -> _Level | None:
        definition = self._abstracts.get(abstract)
        if definition is None:
            return None
        places = [override for override in descendants(number, "w:lvlOverride") if child(override, "w:lvl") is not None]
        for level in [one for place in [*places, definition] for one in descendants(place, "w:lvl")]:
            if attribute(level, "w:ilvl") == str(depth):
                start = attribute(child(level, "w:start"), "w:val")
                return _Level(
                    attribute(child(level, "w:numFmt"), "w:val") or "decimal",
                    attribute(child(level, "w:lvlText"), "w:val"),
                    int(start) if start.isdecimal() else 1,
                )
        return None

    def _written(self, level: _Level, counts: dict[int, int], number: Element, abstract: str, depth: int) -> Marker:
        if level.format == "bullet":
            return Marker(_BULLET_SIGNS.get(level.text.strip(), MarkerKind.BULLET), "•", is_typed=False)

        def written(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            other = level if place == depth else self._level(number, abstract, place)
            if other is None:
                return ""
            return in_letters(counts.get(place, other.start), other.format)

        text = _PLACEHOLDER.sub(written, level.text).strip()
        typed = marker_at(f"{text} x")
        if typed is not None and level.format != "lowerRoman":
            return Marker(typed.kind, text, typed.number, is_typed=False)
        kind = _KINDS.get(level.format, MarkerKind.DECIMAL)
        return Marker(kind, text, in_letters(counts[depth], level.format), is_typed=False)


def in_letters(number: int, form: str) -> str:
    if form in {"upperRoman", "lowerRoman"}:
        roman = ""
        rest = min(number, 3999)
        for value, letters in _ROMAN:
            roman += letters * (rest // value)
            rest %= value
        return roman.upper() if form == "upperRoman" else roman
    if form in {"upperLetter", "lowerLetter"}:
        # Word goes on with "aa", "bb" after "z".
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    return f"{number:02}" if form == "decimalZero" else str(number)

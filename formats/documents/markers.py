"""Numbers and signs that are typed before a text: "Điều 1.", "I.", "1.2.", "a)", "-"."""

from __future__ import annotations

import re
from typing import Final

from formats.documents.tree import Marker, MarkerKind

_NUMBER: Final = r"(?P<number>\d{1,3}[a-zđ]?|[IVXLC]{1,7}|thứ [^\W\d_]+(?: [^\W\d_]+)?)"
_ROMAN: Final = r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_FORMS: Final = (
    (MarkerKind.PART, rf"(?:Phần|PHẦN) {_NUMBER}(?:[.:]|(?=\s*$)|(?=\s))"),
    (MarkerKind.CHAPTER, rf"(?:Chương|CHƯƠNG) {_NUMBER}(?:[.:]|(?=\s*$)|(?=\s))"),
    (MarkerKind.SECTION, rf"(?:Mục|MỤC) {_NUMBER}(?:[.:]|(?=\s*$)|(?=\s))"),
    (MarkerKind.SUBSECTION, rf"(?:Tiểu mục|TIỂU MỤC) {_NUMBER}(?:[.:]|(?=\s*$)|(?=\s))"),
    (MarkerKind.ARTICLE, r"(?:Điều|ĐIỀU) (?P<number>\d{1,3}[a-zđ]?)[.:]"),
    (MarkerKind.ROMAN, rf"(?P<number>{_ROMAN})[.)](?=\s|[^\W\d_])"),
    (MarkerKind.OUTLINE, r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,4})[.)]?(?=\s)"),
    (MarkerKind.DECIMAL, r"(?P<number>\d{1,2})[.)](?=\s|[^\W\d_])"),
    (MarkerKind.LETTER, r"(?P<number>[a-zđ]|[A-HĐ])(?:[.)](?=\s)|\)(?=[^\W\d_]))"),
    (MarkerKind.DASH, r"[-–—](?=\s|[^\W\d_])"),
    (MarkerKind.PLUS, r"\+(?=\s|[^\W\d_])"),
    (MarkerKind.BULLET, r"[•●▪◦*·](?=\s|[^\W\d_])"),
)
_COMPILED: Final = tuple((kind, re.compile(rf"\s*(?P<marker>{form})\s*")) for kind, form in _FORMS)

# Markers by which official documents are divided, the widest first.
DIVISIONS: Final = (
    MarkerKind.PART, MarkerKind.CHAPTER, MarkerKind.SECTION, MarkerKind.SUBSECTION, MarkerKind.ARTICLE,
    MarkerKind.ROMAN, MarkerKind.DECIMAL, MarkerKind.OUTLINE, MarkerKind.LETTER,
)  # fmt: skip


def marker_at(text: str) -> Marker | None:
    """The marker that a text begins with; None where it begins with a word."""
    found = _match(text)
    return None if found is None else found[0]


def length_of_marker(text: str) -> int:
    """Characters of the marker that a text begins with, and of the blanks around it."""
    found = _match(text)
    return 0 if found is None else found[1]


def _match(text: str) -> tuple[Marker, int] | None:
    # "CVIII" of a hundred characters is looked at no further than markers are long.
    for kind, form in _COMPILED:
        if match := form.match(text[:60]):
            number = match["number"] if "number" in form.groupindex else ""
            return Marker(kind, match["marker"], number), match.end()
    return None

"""Parts of a legal document, in the order in which they are read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """Nesting level of a part: one of a larger number stands inside one of a smaller."""

    # What is issued, and what is issued with it: the decision, then its regulation.
    BODY = 0
    PART = 1
    CHAPTER = 2
    SECTION = 3
    SUBSECTION = 4
    ARTICLE = 5
    CLAUSE = 6
    POINT = 7


@dataclass(frozen=True, slots=True)
class Part:
    """One part, without those that stand in it: these follow it.

    Attributes:
        number: as it is written, without sign: "12", "IV", "đ"; empty: the part has none.
        anchor: letters, digits and hyphens, none of them twice in a document: "dieu-12-khoan-1-diem-dd".
        heading: of an article or what is greater, on one line; empty: it has none.
        text: every character of the document from the beginning of the part to that of the next.
    """

    level: Level
    number: str
    anchor: str
    heading: str
    text: str

    @property
    def label(self) -> str:
        """How the part is cited, by itself: "Điều 12", "khoản 1", "điểm đ"."""
        return f"{LABELS[self.level]} {self.number}".strip()


LABELS = {
    Level.BODY: "",
    Level.PART: "Phần",
    Level.CHAPTER: "Chương",
    Level.SECTION: "Mục",
    Level.SUBSECTION: "Tiểu mục",
    Level.ARTICLE: "Điều",
    Level.CLAUSE: "khoản",
    Level.POINT: "điểm",
}

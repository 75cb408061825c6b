"""State of the reader while the parts of a file are read: findings, pictures and footnotes of the whole document."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Final

from formats.documents import findings as codes
from formats.documents.docx.numbering import Numbering
from formats.documents.docx.package import Element, Package, attribute, descendants, part_xml, tag_of
from formats.documents.docx.styles import Styles
from formats.documents.tree import Block, Finding

# Told once, with how often; the others one by one.
_COUNTED: Final = frozenset(
    {
        codes.PAGE_BREAKS, codes.UNDERLINE, codes.STRUCK, codes.OLD_ENCODING, codes.TRACKED, codes.DRAWING,
        codes.CONTENTS, codes.LINK, codes.SYMBOL, codes.FORMULA,
    }
)  # fmt: skip
NEAR: Final = 60  # characters


@dataclass(slots=True)
class Field:
    """A field that has begun: its instruction, and whether what follows is its result."""

    instruction: str = ""
    is_result: bool = False

    @property
    def kind(self) -> str:
        return self.instruction.strip().partition(" ")[0].upper()


@dataclass(slots=True)
class Place:
    """Where is being read: the part whose relations count, and what is open there."""

    part: Any
    fields: list[Field] = field(default_factory=list)
    # The code of a finding that all letters go to; empty where they go to the tree.
    left_out_as: str = ""


class ReaderState:
    """Findings, pictures and footnotes of a document so far, with its styles and its numbering."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.styles = Styles(package)
        self.numbering = Numbering(package, self.styles)
        self.findings: list[Finding] = []
        # Where findings that are counted stand among them.
        self._counted: dict[str, int] = {}
        self.pictures: dict[str, bytes] = {}
        self.notes: dict[str, list[Block]] = {}
        # Footnotes and endnotes by the name of their reference and their id, with the part that holds them.
        self.unread_notes = {
            (kind, attribute(one, "w:id")): (part, one)
            for kind in ("footnote", "endnote")
            for part in package.related(f"{kind}s")
            for one in descendants(part_xml(part), f"w:{kind}")
            if attribute(one, "w:type") in {"", "normal"}
        }
        self.comments = {
            attribute(one, "w:id"): one
            for part in package.related("comments")
            for one in descendants(part_xml(part), "w:comment")
        }

    def find(self, code: str, *, near: str = "", text: str = "") -> None:
        """Add a finding, or count one that is told once."""
        place = self._counted.get(code)
        if place is None:
            if code in _COUNTED:
                self._counted[code] = len(self.findings)
            self.findings.append(Finding(code, near[:NEAR], text))
            return
        found = self.findings[place]
        joined = "\n".join(filter(None, [found.text, text]))
        self.findings[place] = replace(found, count=found.count + 1, text=joined)

    def find_rest(self) -> None:
        """Tell of what no text refers to, and of headers and footers."""
        for comment in self.comments.values():
            self.find(codes.COMMENT, text=plain_text(comment))
        for _part, note in self.unread_notes.values():
            if text := plain_text(note):
                self.find(codes.HIDDEN, text=text)
        for kind in (codes.HEADER, codes.FOOTER):
            for part in self.package.related(kind):
                text = plain_text(part_xml(part))
                # Numbers of pages alone are nothing that anybody misses.
                if any(letter.isalpha() for letter in text):
                    self.find(kind, text=text)

    def keep_picture(self, part: Any) -> str:
        """Keep the bytes of a picture once. Returns its name."""
        name = str(part.partname).rpartition("/")[2]
        self.pictures.setdefault(name, part.blob)
        return name


def plain_text(element: Element) -> str:
    """All letters below an element, a line for each paragraph."""
    lines: list[str] = [""]
    for one in element.iter():
        tag = tag_of(one)
        if tag in {"w:t", "w:delText", "m:t", "a:t"}:
            lines[-1] += one.text or ""
        elif tag in {"w:tab", "w:br", "w:cr"}:
            lines[-1] += " "
        elif tag in {"w:p", "a:p"}:
            lines.append("")
    return "\n".join(line for line in lines if line.strip())

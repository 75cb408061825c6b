"""A document as the body of a page: raw data of `home.blocks.BodyStreamBlock`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from formats.documents.tree import Block, Document, Finding, Heading, List, Paragraph, Picture, Role, Table
from formats.vietnamese.text import clean_text
from home.word_import import findings as codes
from home.word_import.rich_text import RichText
from home.word_import.tables import holds_table, pictures_in, table_value

# What pages show otherwise, and what tells their readers nothing.
LETTERHEAD: Final = frozenset({Role.ISSUER, Role.NUMBER, Role.MOTTO, Role.PLACE_AND_DATE, Role.KIND, Role.SUBJECT})
LEFT_OUT: Final = LETTERHEAD | {Role.RECIPIENTS}
# Of `home.blocks.text.HeadingBlock` and `home.blocks.media.FigureBlock`.
LONGEST_HEADING: Final = 200
LONGEST_CAPTION: Final = 300
_COUNTED: Final = frozenset({codes.ITALIC, codes.DEEP_HEADING, codes.LOCAL_LINK})


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A picture of the library that stands for one of a document, and what is said of it there."""

    image: int
    alt: str


@dataclass(slots=True)
class Body:
    """The body of a page, and what of the document is not in it."""

    blocks: list[dict[str, Any]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def body_of(document: Document, *, pictures: Mapping[str, PagePicture], leave_out: Collection[Role] = LEFT_OUT) -> Body:
    """Make the body of a page.

    Args:
        pictures: by their names in the document; those that are missing are left out.
        leave_out: roles of paragraphs that do not stand in the body.
    """
    writer = _Writer(pictures, leave_out)
    writer.write(document.blocks)
    writer.write_notes(document.notes)
    return Body(writer.finished(), [*document.findings, *writer.findings])


class _Writer:
    def __init__(self, pictures: Mapping[str, PagePicture], leave_out: Collection[Role]) -> None:
        self.pictures, self.leave_out = pictures, leave_out
        self.findings: list[Finding] = []
        self._blocks: list[dict[str, Any]] = []
        self._text: list[str] = []
        self._rich_text = RichText(self.find)
        self._left_out: dict[str, list[str]] = {}
        self._counts: dict[str, int] = {}

    def find(self, code: str, text: str = "") -> None:
        if code in _COUNTED:
            self._counts[code] = self._counts.get(code, 0) + 1
        else:
            self.findings.append(Finding(code, text=text))

    def finished(self) -> list[dict[str, Any]]:
        self._end_text()
        left_out = [Finding(code, text="\n".join(lines)) for code, lines in self._left_out.items()]
        counted = [Finding(code, count=count) for code, count in self._counts.items()]
        self.findings = [*left_out, *self.findings, *counted]
        return self._blocks

    def write(self, blocks: Sequence[Block]) -> None:
        place = 0
        while place < len(blocks):
            place += self._write(blocks[place], blocks[place + 1 : place + 2])

    def write_notes(self, notes: Mapping[str, Sequence[Block]]) -> None:
        """Footnotes at the end, each with the number that stands in the text."""
        for number, note in notes.items():
            texts = self._texts(note)
            first = texts[0].replace("<p>", f"<p><sup>({number})</sup> ", 1) if texts else ""
            self._text += [first, *texts[1:]] if first else []

    # Blocks

    def _write(self, block: Block, following: Sequence[Block]) -> int:
        """Write a block. Returns how many were written: a caption belongs to what stands beside it."""
        if isinstance(block, Paragraph):
            return self._paragraph(block, following)
        if isinstance(block, Heading):
            self._heading(block)
        elif isinstance(block, List):
            self._text += self._rich_text.list(block)
        elif isinstance(block, Table):
            self._table(block, "")
        else:
            caption = _caption(following)
            self._picture(block, caption)
            return 2 if caption else 1
        return 1

    def _paragraph(self, block: Paragraph, following: Sequence[Block]) -> int:
        if block.role in self.leave_out:
            code = codes.LETTERHEAD if block.role in LETTERHEAD else codes.RECIPIENTS
            self._left_out.setdefault(code, []).append(block.text.strip())
            return 1
        table = following[0] if following else None
        if isinstance(table, Table) and (caption := _caption([block])) and not _is_box(table):
            self._table(table, caption)
            return 2
        self._text.append(self._rich_text.paragraph(block))
        return 1

    def _heading(self, block: Heading) -> None:
        said = clean_text(" ".join(filter(None, [block.marker.text if block.marker else "", block.text])))
        notes = "".join(f" ({run.note})" for run in block.runs if run.note)
        if not said or len(said + notes) > LONGEST_HEADING:
            self._text.append(self._rich_text.paragraph(block))
            return
        if block.level > 2:
            self.find(codes.DEEP_HEADING)
        self._add("heading", {"text": said + notes, "level": "2" if block.level == 1 else "3"})

    def _table(self, block: Table, caption: str) -> None:
        if _is_box(block):
            self.write(block.rows[0][0].blocks)
            return
        if holds_table(block):
            self.find(codes.TABLE_IN_TABLE)
        self._add("table", {"table": table_value(block, caption), "note": ""})
        for picture in pictures_in(block):
            self.find(codes.PICTURE_IN_TABLE)
            self._picture(picture, "")

    def _picture(self, block: Picture, caption: str) -> None:
        found = self.pictures.get(block.name)
        if found is None:
            self.find(codes.PICTURE_LEFT_OUT, caption)
            return
        picture = {"image": found.image, "alt_text": found.alt, "decorative": False}
        self._add("figure", {"picture": picture, "caption": caption, "credit": ""})

    def _texts(self, blocks: Iterable[Block]) -> list[str]:
        """Running text of blocks that may stand in a footnote."""
        found: list[str] = []
        for block in blocks:
            if isinstance(block, (Paragraph, Heading)):
                found.append(self._rich_text.paragraph(block))
            elif isinstance(block, List):
                found += self._rich_text.list(block)
            elif isinstance(block, Table):
                cells = (cell for row in block.rows for cell in row)
                found += [text for cell in cells for text in self._texts(cell.blocks)]
        return found

    def _add(self, kind: str, value: dict[str, Any]) -> None:
        self._end_text()
        self._blocks.append({"type": kind, "value": value})

    def _end_text(self) -> None:
        if self._text:
            self._blocks.append({"type": "paragraph", "value": "".join(self._text)})
            self._text = []


def _caption(blocks: Sequence[Block]) -> str:
    """The words of a caption, where the first block is one that fits."""
    block = blocks[0] if blocks else None
    if not isinstance(block, Paragraph) or block.role is not Role.CAPTION:
        return ""
    caption = clean_text(block.text)
    return caption if len(caption) <= LONGEST_CAPTION and not any(run.note for run in block.runs) else ""


def _is_box(table: Table) -> bool:
    """Whether a table is a frame around a text."""
    return len(table.rows) == 1 and len(table.rows[0]) == 1

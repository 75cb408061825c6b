"""A Word file as blocks: paragraphs as they stand, tables, pictures. What divides the text is found afterwards."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from formats.documents import findings as codes
from formats.documents.docx.drawings import choice
from formats.documents.docx.inline import ParagraphReader, is_contents, is_joined_to_next, joined
from formats.documents.docx.package import Element, Package, attribute, child, is_on, tag_of
from formats.documents.docx.state import Place, ReaderState, plain_text
from formats.documents.tree import Block, Cell, Document, Paragraph, Role, Run, Table

_WRAPPERS: Final = frozenset({"w:ins", "w:moveTo", "w:customXml", "w:smartTag", "w:sdtContent", "w:sdt"})
_DELETED: Final = frozenset({"w:del", "w:moveFrom"})
_ROLES: Final = {"caption": Role.CAPTION, "title": Role.SUBJECT, "subtitle": Role.SUBJECT}
MOST_COLUMNS: Final = 200


def read_docx(content: bytes) -> Document:
    """Read a Word file whose contents were checked (`formats.files.check_contents`)."""
    package = Package(content)
    state = ReaderState(package)
    reader = _BlockReader(state)
    blocks = reader.read(child(package.root, "w:body"), Place(package.main))
    state.find_rest()
    return Document(blocks, state.notes, state.pictures, state.findings)


class _BlockReader:
    def __init__(self, state: ReaderState) -> None:
        self.state = state

    def read(self, element: Element, place: Place) -> list[Block]:
        """The blocks below an element."""
        blocks: list[Block] = []
        carried: list[Run] = []
        for one in self._elements(element):
            if tag_of(one) == "w:tbl":
                blocks += self._table(one, place)
            else:
                carried = self._paragraph(one, place, blocks, carried)
        if carried:
            blocks.append(Paragraph(carried))
        return blocks

    def _elements(self, element: Element) -> Iterator[Element]:
        """Paragraphs and tables below an element, whatever wraps them."""
        for one in element:
            tag = tag_of(one)
            if tag in {"w:p", "w:tbl"}:
                yield one
            elif tag == "w:sdt" and is_contents(one):
                self.state.find(codes.CONTENTS, text=plain_text(one))
            elif tag == "mc:AlternateContent":
                yield from self._elements(choice(one))
            elif tag in _DELETED:
                self.state.find(codes.DELETED, text=plain_text(one))
            elif tag in _WRAPPERS:
                yield from self._elements(one)
            elif tag == "w:altChunk":
                self.state.find(codes.OBJECT)

    def _paragraph(self, element: Element, place: Place, blocks: list[Block], carried: list[Run]) -> list[Run]:
        """Read a paragraph into blocks. Returns the runs that the next one begins with."""
        reader = ParagraphReader(self.state, place, self.read)
        reader.read(element)
        runs = joined([*carried, *reader.runs])
        if is_joined_to_next(element):
            blocks += reader.beside
            return runs
        styles = self.state.styles
        is_empty = not any(run.text.strip() or run.note for run in runs)
        # An empty line has no number, and takes none from the next.
        numbered = None if is_empty else self.state.numbering.marker(element)
        marker, depth = numbered or (None, 0)
        if not is_empty:
            paragraph = Paragraph(
                runs,
                role=_ROLES.get(styles.name_of(styles.style_of(element)).lower(), Role.BODY),
                marker=marker,
                align=styles.alignment(element),
                outline=styles.outline(element),
                depth=depth,
            )
            blocks.append(paragraph)
        blocks += reader.beside
        return []

    # Tables

    def _table(self, element: Element, place: Place) -> list[Block]:
        rows: list[list[Cell]] = []
        header_rows = 0
        # The cell above in each column, where the one below may go on with it.
        above: dict[int, Cell] = {}
        for row in self._rows(element):
            if is_on(child(row, "w:trPr/w:tblHeader")) and header_rows == len(rows):
                header_rows += 1
            rows.append(self._row(row, place, above))
        drop_unused_columns(rows)
        return [Table(rows, header_rows)] if any(rows) else []

    def _rows(self, element: Element) -> Iterator[Element]:
        for one in element:
            tag = tag_of(one)
            if tag == "w:tr" and child(one, "w:trPr/w:del") is not None:
                self.state.find(codes.TRACKED)
                self.state.find(codes.DELETED, text=plain_text(one))
            elif tag == "w:tr":
                yield one
            elif tag in _WRAPPERS:
                yield from self._rows(one)

    def _row(self, row: Element, place: Place, above: dict[int, Cell]) -> list[Cell]:
        cells: list[Cell] = []
        column = _number(attribute(child(row, "w:trPr/w:gridBefore"), "w:val"), least=0)
        for element in _cells(row):
            span = _Span.of(element)
            blocks = self.read(element, place)
            going_on = above.get(column) if span.goes_on else None
            if going_on is not None and going_on.column == column and going_on.columns == span.columns:
                going_on.rows += 1
                # What stands in a cell that was merged away is shown with what it belongs to.
                going_on.blocks += blocks
            else:
                cell = Cell(blocks, column, span.columns)
                cells.append(cell)
                for place_in_row in range(column, column + span.columns):
                    above[place_in_row] = cell
            column += span.columns
        return cells


def drop_unused_columns(rows: list[list[Cell]]) -> None:
    """Take away columns of Word's grid in which no cell begins: they come of borders that do not quite meet."""
    starts = sorted({cell.column for row in rows for cell in row})
    for row in rows:
        for cell in row:
            first = bisect_left(starts, cell.column)
            cell.columns = max(bisect_left(starts, cell.column + cell.columns) - first, 1)
            cell.column = first


def _cells(row: Element) -> Iterator[Element]:
    for one in row:
        tag = tag_of(one)
        if tag == "w:tc":
            yield one
        elif tag in _WRAPPERS:
            yield from _cells(one)


@dataclass(frozen=True, slots=True)
class _Span:
    columns: int
    goes_on: bool

    @classmethod
    def of(cls, cell: Element) -> _Span:
        merged = child(cell, "w:tcPr/w:vMerge")
        columns = _number(attribute(child(cell, "w:tcPr/w:gridSpan"), "w:val"), least=1)
        return cls(columns, merged is not None and attribute(merged, "w:val") != "restart")


def _number(value: str, *, least: int) -> int:
    return min(max(int(value), least), MOST_COLUMNS) if value.isdecimal() else least

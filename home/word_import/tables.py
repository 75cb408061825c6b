"""Tables of a document as the table block of a page holds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from formats.documents.tree import Block, Cell, List, Picture, Table, lines_of


def table_value(table: Table, caption: str) -> dict[str, Any]:
    """The raw value of a table: rows of equal length, and which cells are merged. A cell is its lines of text."""
    data = [[""] * table.width for _row in table.rows]
    merged = []
    for number, row in enumerate(table.rows):
        for cell in row:
            data[number][cell.column] = text_of(cell)
            if cell.rows > 1 or cell.columns > 1:
                merged.append({"row": number, "col": cell.column, "rowspan": cell.rows, "colspan": cell.columns})
    has_header = table.header_rows > 0
    return {
        "data": data,
        "cell": [],
        "mergeCells": merged,
        "first_row_is_table_header": has_header,
        "first_col_is_header": False,
        "table_header_choice": "row" if has_header else "neither",
        "table_caption": caption,
    }


def text_of(cell: Cell) -> str:
    return "\n".join(line.strip() for line in _lines(cell.blocks))


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    """Lines of a cell, with the markers that Word counts too."""
    for block in blocks:
        if isinstance(block, List):
            for item in block.items:
                first, *others = _lines(item.blocks)
                yield f"{item.marker.text} {first}"
                yield from others
        else:
            yield from lines_of([block])


def pictures_in(table: Table) -> list[Picture]:
    return [one for row in table.rows for cell in row for one in cell.blocks if isinstance(one, Picture)]


def holds_table(table: Table) -> bool:
    return any(isinstance(one, Table) for row in table.rows for cell in row for one in cell.blocks)

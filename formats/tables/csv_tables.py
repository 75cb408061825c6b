"""CSV as spreadsheet programs write it: a delimiter to be guessed, empty cells at the ends of lines. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from formats.tables.errors import BrokenTable


def decoded(source: str | bytes) -> str:
    """The text of a file, without its byte order mark.

    Raises:
        BrokenTable: it is no UTF-8.
    """
    try:
        return source.decode("utf-8-sig") if isinstance(source, bytes) else source.removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise BrokenTable(bytes(error.object[: error.start]).count(b"\n") + 1, "not_utf8") from error


def numbered_lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Lines that hold something, each with the number of the line where it begins. The first tells the delimiter.

    Raises:
        BrokenTable: a line is no CSV.
    """
    first_line = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield number, cells
            number = reader.line_num + 1
    except csv.Error as error:
        raise BrokenTable(number, "not_csv") from error


def as_csv(lines: Iterable[tuple[int, list[str]]]) -> str:
    """Lines as CSV that `numbered_lines` reads with the same numbers: within a cell, a separator of Unicode ends lines.

    Args:
        lines: with their numbers, in order, from 1.
    """
    text = io.StringIO(newline="")
    writer, written = csv.writer(text, lineterminator="\n"), 0
    for number, cells in lines:
        text.write("\n" * (number - written - 1))
        writer.writerow(["\u2028".join(cell.splitlines()) for cell in cells])
        written = number
    return text.getvalue()


def without_empty_tail(cells: list[str], length: int = 0) -> list[str]:
    """Cells without the empty ones that spreadsheet programs put behind the last column."""
    while len(cells) > length and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def shipped_rows(path: Path) -> list[dict[str, str]]:
    """Rows of a table that ships with the product, each by the names of its columns."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))

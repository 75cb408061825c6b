"""CSV as spreadsheet programs write it: a delimiter to be guessed, empty cells at the ends of lines. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator


class NotCsv(Exception):
    """A line that cannot be read; `line` is where it begins, the first is 1."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class NotUtf8(Exception):
    """Bytes that are no UTF-8; `line` is where the first of them stands."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def decoded(source: str | bytes) -> str:
    """The text of a file, without its byte order mark.

    Raises:
        NotUtf8: see there.
    """
    try:
        return source.decode("utf-8-sig") if isinstance(source, bytes) else source.removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise NotUtf8(bytes(error.object[: error.start]).count(b"\n") + 1) from error


def numbered_lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Lines that hold something, each with the number of the line where it begins. The first tells the delimiter.

    Raises:
        NotCsv: see there.
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
        raise NotCsv(number) from error


def without_empty_tail(cells: list[str], length: int) -> list[str]:
    """Cells without the empty ones that spreadsheet programs put behind the last column."""
    while len(cells) > length and not cells[-1].strip():
        cells = cells[:-1]
    return cells

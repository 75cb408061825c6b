"""Workbooks of Excel (.xlsx): the first sheet read as lines of text, and sheets written that run nothing. Pure."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import IO, Any, Final

from django.utils import timezone
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from formats.files.checking import check_contents
from formats.files.packed import ZIP, opened
from formats.files.reading import MEGABYTE, Budget
from formats.tables.csv_tables import without_empty_tail
from formats.tables.errors import BrokenTable, TableTooLong
from formats.tables.spreadsheets import harmless
from formats.vietnamese.text import writable

_TEXT: Final = "@"
_DAY, _MOMENT = "dd/mm/yyyy", "dd/mm/yyyy hh:mm"
# Characters of one cell that Excel takes.
_LONGEST_CELL: Final = 32_767
# Rows of a sheet that is written: more take longer than somebody waits, and CSV has no such limit.
MOST_ROWS: Final = 50_000
# Characters that fit in a column of a sheet that is written.
_WIDTH: Final = 24
_MOST_COLUMNS: Final = 100
# What a workbook may unpack to, and the characters of all cells that are read: a few bytes can stand for a text that
# every cell repeats.
_MOST_UNPACKED: Final = 100 * MEGABYTE
_MOST_TEXT: Final = 4_000_000
# The last row that Excel knows.
_LAST_ROW: Final = 1_048_576


def is_workbook(source: bytes) -> bool:
    """Whether a file begins as .xlsx does, which no CSV begins with."""
    return source.startswith(ZIP)


def workbook_lines(source: bytes, *, most_lines: int | None) -> Iterator[tuple[int, list[str]]]:
    """Lines of the first sheet that hold something, each with its number, as wide as the first of them.

    Args:
        most_lines: how many of them are read, empty ones between them not counted; None: all.

    Raises:
        ContentRefused: it is no .xlsx, or holds what is not taken.
        BrokenTable: it is one, and cannot be read, or holds more text than is read.
    """
    check_contents(io.BytesIO(source), "xlsx")
    with opened(io.BytesIO(source), Budget(bytes=_MOST_UNPACKED)):
        pass
    try:
        book = load_workbook(io.BytesIO(source), read_only=True, data_only=True)
        try:
            rows = book.worksheets[0].iter_rows(max_row=_LAST_ROW, max_col=_MOST_COLUMNS, values_only=True)
            lines = list(islice(_filled(rows), most_lines))
        finally:
            book.close()
    except BrokenTable:
        raise
    except Exception as error:  # The package raises whatever its parts raise.
        raise BrokenTable(1, "not_xlsx") from error
    width = len(lines[0][1]) if lines else 0
    for number, cells in lines:
        yield number, cells + [""] * (width - len(cells))


def _filled(rows: Iterable[Sequence[object]]) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold something, each with its number.

    Raises:
        BrokenTable: all of them together hold more text than is read.
    """
    length = 0
    for number, row in enumerate(rows, start=1):
        # A sheet may have a million rows that are only formatted.
        if row.count(None) < len(row) and (cells := without_empty_tail([_text(value) for value in row])):
            length += sum(map(len, cells))
            if length > _MOST_TEXT:
                raise BrokenTable(number, "too_much_text")
            yield number, cells


def _text(value: object) -> str:
    """The text of a cell as Excel shows it: whole numbers without a point, days as people write them."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (date, datetime)):
        return value.strftime("%d/%m/%Y")
    return "" if value is None else str(value)


def workbook(sheets: Mapping[str, Iterable[Iterable[object]]]) -> bytes:
    """A workbook by the names of its sheets, as `write_workbook` writes it."""
    file = io.BytesIO()
    write_workbook(file, sheets)
    return file.getvalue()


def write_workbook(file: IO[bytes], sheets: Mapping[str, Iterable[Iterable[object]]]) -> None:
    """Write a workbook; the first row of each sheet is its head, which stays in sight.

    Numbers, days and moments (in the time zone of the city) are such cells, everything else is text that no spreadsheet
    takes for a formula. Columns are formatted as text, so that what is typed there keeps its zeros. A text that is too
    long for a cell is cut, and ends in an ellipsis.

    Raises:
        TableTooLong: a sheet has more than `MOST_ROWS` rows below its head.
    """
    tables = {title: _bounded(rows) for title, rows in sheets.items()}
    book = Workbook(write_only=True)
    for title, table in tables.items():
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "A2"
        for number in range(1, _MOST_COLUMNS + 1):
            column = sheet.column_dimensions[get_column_letter(number)]
            column.width, column.number_format = _WIDTH, _TEXT
        for place, row in enumerate(table):
            cells = [_cell(sheet, value) for value in row]
            for cell in cells if place == 0 else ():
                cell.font = Font(bold=True)
            sheet.append(cells)
    book.save(file)


def _bounded(rows: Iterable[Iterable[object]]) -> list[Iterable[object]]:
    """All rows, read before the first is written: what is begun of a workbook cannot be left."""
    read = list(islice(rows, MOST_ROWS + 2))
    if len(read) > MOST_ROWS + 1:
        raise TableTooLong(MOST_ROWS)
    return read


def _cell(sheet: Any, value: object) -> WriteOnlyCell:
    """A cell of a kind that follows from its value, never a formula or an error of Excel's."""
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return WriteOnlyCell(sheet, value=value)
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return _formatted(WriteOnlyCell(sheet, value=local.replace(tzinfo=None)), _MOMENT)
    if isinstance(value, date):
        return _formatted(WriteOnlyCell(sheet, value=value), _DAY)
    text = writable(ILLEGAL_CHARACTERS_RE.sub("", harmless(value)))
    if len(text) > _LONGEST_CELL:
        text = f"{text[: _LONGEST_CELL - 1]}…"
    cell = _formatted(WriteOnlyCell(sheet, value=text), _TEXT)
    # openpyxl takes a text such as "#N/A" for an error.
    cell.data_type = "s"
    return cell


def _formatted(cell: WriteOnlyCell, number_format: str) -> WriteOnlyCell:
    cell.number_format = number_format
    return cell

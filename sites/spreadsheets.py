"""Tables for a spreadsheet: CSV that opens in Excel with its Vietnamese letters, and runs nothing there."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

# A cell that begins with one of these is a formula to a spreadsheet.
FORMULA_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n")
BYTE_ORDER_MARK = "\ufeff"


def harmless(cell: object) -> str:
    """The text of a cell that no spreadsheet takes for a formula: an apostrophe before what could be one."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_BEGINNINGS) else text


def csv_text(header: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    """A table as CSV in UTF-8 with a byte order mark, every cell harmless."""
    buffer = io.StringIO()
    buffer.write(BYTE_ORDER_MARK)
    writer = csv.writer(buffer)
    writer.writerow([harmless(cell) for cell in header])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return buffer.getvalue()

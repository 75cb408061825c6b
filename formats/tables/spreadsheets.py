"""Tables for a spreadsheet: CSV that opens in Excel with its Vietnamese letters, and runs nothing there."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from formats.vietnamese.text import clean_text

# A cell that begins with one of these is a formula to a spreadsheet.
# Some programs read the wide signs of East Asian keyboards as the narrow ones.
FORMULA_BEGINNINGS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
BYTE_ORDER_MARK = "\ufeff"


class _Line:
    """What a CSV writer writes to: hands each line back."""

    def write(self, line: str) -> str:
        return line


def harmless(cell: object) -> str:
    """The text of a cell that no spreadsheet takes for a formula: an apostrophe before what could be one.

    Moments are written in the time zone of the city, to the minute.
    """
    if isinstance(cell, datetime):
        cell = f"{timezone.localtime(cell) if timezone.is_aware(cell) else cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, int | Decimal):
        return str(cell)
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_BEGINNINGS) else text


def as_typed(cell: str, *, has_lines: bool = False) -> str:
    """The text of a cell as a person meant it, without the apostrophe that `harmless` put before it.

    Args:
        has_lines: lines within the cell stay lines, but for empty ones.
    """
    if cell.startswith("'") and cell[1:].lstrip(" ").startswith(FORMULA_BEGINNINGS):
        cell = cell[1:]
    if has_lines:
        return "\n".join(filter(None, map(clean_text, cell.splitlines())))
    return clean_text(cell)


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Lines of a table as CSV in UTF-8 with a byte order mark, every cell harmless."""
    writer = csv.writer(_Line())
    yield BYTE_ORDER_MARK
    for row in rows:
        yield writer.writerow([harmless(cell) for cell in row])

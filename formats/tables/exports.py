"""The one writer of tables that people take away: as a workbook of Excel, or as CSV."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from formats.tables.spreadsheets import csv_lines
from formats.tables.workbooks import write_workbook

Rows = Iterable[Iterable[object]]


class TableFormat(TextChoices):
    """In which form a table is taken away."""

    XLSX = "xlsx", gettext_lazy("Excel workbook (.xlsx)")
    CSV = "csv", gettext_lazy("CSV, for other programs")


MEDIA_TYPES = {
    TableFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    TableFormat.CSV: "text/csv; charset=utf-8",
}


def table_file(rows: Rows, table_format: TableFormat) -> io.BufferedRandom:
    """A table, its head first, in a file that is gone once it is closed.

    Raises:
        TableTooLong: a workbook would have more rows than it may.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- whoever asked reads it and closes it
    if table_format == TableFormat.XLSX:
        write_workbook(file, {_("Table"): rows})
    else:
        file.writelines(line.encode() for line in csv_lines(rows))
    file.seek(0)
    return file

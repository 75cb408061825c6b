"""The one writer of tables that people take away: as a workbook of Excel, or as CSV."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable

from django.db.models import TextChoices
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
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


def table_response(name: str, rows: Rows, table_format: TableFormat) -> HttpResponseBase:
    """A download. CSV is sent while it is read: memory does not grow with the number of rows.

    Raises:
        TableTooLong: a workbook would have more rows than it may.
    """
    response: HttpResponseBase
    media_type = MEDIA_TYPES[table_format]
    if table_format == TableFormat.CSV:
        response = StreamingHttpResponse(csv_lines(rows), content_type=media_type)
        response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    else:
        file = table_file(rows, table_format)
        response = FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=media_type)
    response["Cache-Control"] = "no-store"
    return response

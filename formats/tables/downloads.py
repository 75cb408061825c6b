"""Tables as downloads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.http import FileResponse, StreamingHttpResponse

from formats.tables.exports import MEDIA_TYPES, TableFormat, table_file
from formats.tables.spreadsheets import csv_lines

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase


def table_response(name: str, rows: Iterable[Iterable[object]], table_format: TableFormat) -> HttpResponseBase:
    """Send a table as a download. CSV is sent while it is read: memory does not grow with the number of rows.

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

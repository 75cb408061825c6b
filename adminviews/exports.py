"""Downloads of tables in the format that a form of the admin asks for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from audit.errors import refusing_contents
from formats.tables.downloads import table_response

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from adminviews.forms.text import TableExportForm


def exported_table(form: TableExportForm, name: str, rows: Iterable[Iterable[object]]) -> HttpResponseBase:
    """Answer a form with a table in the format that was chosen; the name is without its ending.

    Raises:
        ContentsRefused: a workbook would have more rows than it may.
    """
    with refusing_contents():
        return table_response(name, rows, form.chosen_format)

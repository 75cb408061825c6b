"""What a form of an export is answered with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adminviews.forms.text import TableExportForm
from audit.errors import refusing_contents
from formats.tables.exports import table_response

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django import forms
    from django.http.response import HttpResponseBase


def exported_table(form: forms.Form, name: str, rows: Iterable[Iterable[object]]) -> HttpResponseBase:
    """A table as a download, in the format that was chosen; the name without its ending.

    Raises:
        ContentsRefused: a workbook would have more rows than it may.
    """
    if not isinstance(form, TableExportForm):
        raise TypeError
    with refusing_contents():
        return table_response(name, rows, form.chosen_format)

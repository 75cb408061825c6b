"""What can be wrong with a table: where, and one message for each reason. Layouts add those of their subject."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from formats.errors import FormatRefused

TABLE_ERRORS: Final[dict[str, Promise]] = {
    # The file
    "not_utf8": _("The file is not in UTF-8. Save it as “CSV UTF-8” in the spreadsheet program and try again."),
    "not_csv": _("The line cannot be read as CSV; a quotation mark is probably missing or too many."),
    "not_xlsx": _("This workbook cannot be read. Open it in Excel, save it as .xlsx again, or save it as “CSV UTF-8”."),
    "too_much_text": _("The cells up to this line hold more text than is read. Divide the file."),
    "too_many_rows": _("The file has more than %(limit)s rows. Divide it."),
    "no_header": _("The file is empty. The first line must name the columns."),
    "missing_column": _("The column “%(column)s” is missing."),
    "unknown_column": _("There is no column “%(column)s”. Columns: %(columns)s."),
    "repeated_column": _("The column “%(column)s” appears twice."),
    "same_column": _("The columns “%(first)s” and “%(second)s” mean the same. Keep one of them."),
    "cell_count": _("The line has %(found)s cells instead of %(expected)s. Text with a comma needs quotation marks."),
    # One cell
    "missing_value": _("Enter a value here."),
    "too_long": _("The text has %(length)s characters; at most %(limit)s are kept."),
    "old_encoding": _("This text is in the old encoding %(name)s and cannot be read. Convert it to Unicode first."),
    "control_character": _("The text holds a character that cannot be stored (U+%(number)s). Type it anew."),
    "unknown_word": _("“%(value)s” is not known here. Write one of: %(words)s."),
    "bad_date": _("“%(value)s” is no day. Write it as day/month/year: 15/10/2026."),
}


@dataclass(frozen=True, slots=True, order=True)
class RowError:
    """One reason why a file is not accepted: line (the first is 1), column (empty: the whole line), code, message."""

    line: int
    column: str
    code: str
    message: str

    def __str__(self) -> str:
        return self.message


class BrokenTable(FormatRefused):
    """A text that is no table from a line on. `code`: not_utf8, not_csv, not_xlsx or too_much_text."""

    def __init__(self, line: int, code: str) -> None:
        super().__init__(line, code)
        self.line, self.code = line, code


class CellRefused(FormatRefused):
    """A cell cannot be taken: the code of the error and what its message names."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code, self.params = code, params


class TableRefused(FormatRefused):
    """A table of which no row can be read: all that is wrong with it."""

    def __init__(self, errors: Iterable[RowError]) -> None:
        self.errors = list(errors)
        super().__init__(self.errors)


class TableTooLong(FormatRefused):
    """A table has more rows than a workbook is written with."""

    code = "table_too_long"

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit

    def __str__(self) -> str:
        return str(_("A workbook holds up to %(limit)s rows. Narrow the list, or choose CSV.")) % {"limit": self.limit}

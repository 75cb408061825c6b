"""What can be wrong with a file of procedures: one message for each reason."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from provisioning.from_file.errors import FILE_ERRORS, RowError

PROCEDURE_ERRORS: Final[dict[str, Promise]] = {
    # The file; what is the same for every file is said in the same words.
    **{
        code: FILE_ERRORS[code]
        for code in ("not_utf8", "not_csv", "no_header", "repeated_column", "cell_count", "missing_value", "too_long")
    },
    "no_rows": _("The file has no procedure below the line with the column names."),
    "too_many_rows": _("The file has %(count)s rows; at most %(limit)s are read. Divide it."),
    "missing_column": _("The column “%(column)s” is missing."),
    "same_column": _("The columns “%(first)s” and “%(second)s” mean the same. Keep one of them."),
    # One cell
    "old_encoding": _("This text is in the old encoding %(name)s and cannot be read. Convert it to Unicode first."),
    "control_character": _("The text holds a character that cannot be stored (U+%(number)s). Type it anew."),
    "bad_code": _("“%(value)s” is no code: it has letters, digits, dots and hyphens only."),
    "damaged_code": _(
        "“%(value)s” is no code of the national catalogue, such as 1.004873: the spreadsheet program took it for a "
        "number. Format the column as text and enter the code again."
    ),
    "unknown_word": _("“%(value)s” is not known here. Write one of: %(words)s."),
    "bad_date": _("“%(value)s” is no day. Write it as day/month/year: 15/10/2026."),
    "bad_url": _("“%(value)s” is no address. It begins with https:// or http:// and has no blanks."),
    # Several rows
    "repeated_code": _("The code “%(value)s” stands on line %(line)s already."),
}


def procedure_error(line: int, column: str, code: str, /, **params: object) -> RowError:
    """An error with its message in the active language."""
    return RowError(line, column, code, str(PROCEDURE_ERRORS[code]) % params)


__all__ = ["PROCEDURE_ERRORS", "procedure_error"]

"""What can be wrong with a file of portals: where, and one message for each reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FILE_ERRORS: Final[dict[str, Promise]] = {
    # The file
    "not_utf8": _("The file is not in UTF-8. Save it as “CSV UTF-8” in the spreadsheet program and try again."),
    "not_csv": _("The line cannot be read as CSV; a quotation mark is probably missing or too many."),
    "no_header": _("The file is empty. The first line must name the columns."),
    "no_rows": _("The file has no portal below the line with the column names."),
    "missing_column": _("The column “%(column)s” is missing."),
    "unknown_column": _("There is no column “%(column)s”. Columns: %(columns)s."),
    "repeated_column": _("The column “%(column)s” appears twice."),
    "cell_count": _("The line has %(found)s cells instead of %(expected)s. Text with a comma needs quotation marks."),
    # One cell
    "missing_value": _("Enter a value here."),
    "too_long": _("The text has %(length)s characters; at most %(limit)s are kept."),
    "old_encoding": _(
        "Characters that Vietnamese text does not have: %(characters)s. "
        "The text may come from an old font encoding (TCVN3, VNI); convert it to Unicode."
    ),
    "unknown_kind": _("There is no kind “%(value)s”. Kinds: %(kinds)s."),
    "unknown_profile": _("There is no profile “%(value)s”. Profiles: %(profiles)s."),
    "bad_code": _("A code consists of the letters a–z, digits and single hyphens: %(suggestion)s."),
    "bad_email": _("“%(value)s” is not an e-mail address."),
    # Several rows
    "repeated_code": _("The code “%(value)s” stands on lines %(lines)s too."),
    "repeated_unit_code": _("The statistics code “%(value)s” stands on lines %(lines)s too."),
    "repeated_host": _("The hostname %(value)s stands on lines %(lines)s too."),
    "code_needed": _("The code “%(value)s”, made from the name, belongs to another portal. Enter a code."),
    "second_city": _("There is only one city portal: %(other)s."),
    # Its place
    "no_city": _("There is no city portal, neither in this file nor in the registry."),
    "city_parent": _("The city portal stands under no other portal: leave this cell empty."),
    "unknown_parent": _("There is no portal “%(value)s”, neither in this file nor in the registry."),
    "parent_kind": _("%(parent)s is not a kind of portal that this one can stand under."),
    # What is registered already
    "kind_change": _("The portal “%(value)s” is registered as another kind; a file cannot change that."),
    "parent_change": _(
        "The portal stands under “%(parent)s” already; a file cannot change that. Leave this cell empty."
    ),
    "host_change": _(
        "The portal answers on %(host)s already. Leave this cell empty; a change of hostname is a step of its own."
    ),
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


def row_error(line: int, column: str, code: str, /, **params: object) -> RowError:
    """An error with its message in the active language."""
    return RowError(line, column, code, str(FILE_ERRORS[code]) % params)


__all__ = ["FILE_ERRORS", "RowError", "row_error"]

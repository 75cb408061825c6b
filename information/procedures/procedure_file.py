"""Reading procedures from a CSV or Excel file, former files included: checked whole before any is created. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext_lazy as _

from formats.tables.cells import address, one_of, read_day
from formats.tables.csv_tables import as_csv, decoded, numbered_lines
from formats.tables.errors import BrokenTable, CellRefused, RowError, TableRefused
from formats.tables.layouts import Column, TableLayout
from formats.tables.workbooks import is_workbook
from formats.vietnamese.legacy_conversion import in_unicode
from formats.vietnamese.legacy_encodings import as_windows_1252
from formats.vietnamese.text import clean_text
from information.enums import OnlineLevel
from information.procedures.procedure_columns import COLUMNS, LIMITS, OTHER_NAMES, REQUIRED, WORDS

# The byte order mark of UTF-8 that was read as Windows-1252.
_MARK_READ_WRONGLY = "ï»¿"


class ConvertedCell(NamedTuple):
    """A cell that was in an old encoding, by the line where its row begins, and the name of its column in Unicode."""

    line: int
    column: str
    before: str
    after: str


class OpenedFile(NamedTuple):
    """The text of a file, and the same in Unicode.

    Attributes:
        encodings: names of the old encodings that it is in.
        not_utf8: the line of the first byte that is no UTF-8; 0 where there is none.
    """

    text: str
    in_unicode: str
    encodings: tuple[str, ...]
    not_utf8: int

    def converted_cells(self) -> Iterator[ConvertedCell]:
        """What is different in Unicode; none in a file that is no table."""
        try:
            rows = zip(numbered_lines(self.text), numbered_lines(self.in_unicode), strict=False)
            names: list[str] = []
            for (line, old), (_line, new) in rows:
                names = names or [clean_text(cell) for cell in new]
                for number, (before, after) in enumerate(zip(old, new, strict=False)):
                    if before != after:
                        yield ConvertedCell(line, names[number] if number < len(names) else "", before, after)
        except BrokenTable:
            return


def open_file(source: str | bytes) -> OpenedFile:
    """Read a file: programs save old text as the bytes of its font, or as UTF-8 of what these look like.

    Raises:
        TableRefused: it is a workbook that cannot be read.
    """
    if isinstance(source, bytes) and is_workbook(source):
        source = as_csv(PROCEDURES.lines(source))
    not_utf8 = 0
    try:
        text = decoded(source)
    except BrokenTable as error:
        not_utf8 = error.line
        text = as_windows_1252(source if isinstance(source, bytes) else source.encode())
    text = text.removeprefix(_MARK_READ_WRONGLY)
    lines, encodings = in_unicode(text.split("\n"))
    return OpenedFile(text, "\n".join(lines), tuple(encodings), not_utf8)


MAX_BYTES: Final = 2 * 1024 * 1024
MAX_ROWS: Final = 2_000

_CODE: Final = re.compile(r"[^\W_]+([.-][^\W_]+)*")
_NUMBER: Final = re.compile(r"[\d.,]+([eE][+-]?\d+)?")
# A procedure, or a case of one: 1.004873, 1.004873.000.00.00.H29 (which is no number).
_NATIONAL_CODE: Final = re.compile(r"\d\.\d{6}(\.\d{3}\.\d{2}\.\d{2})?")
_ENDS: Final = re.compile(r"[;\n]")


def _read_code(text: str) -> str:
    if _NUMBER.fullmatch(text) and not _NATIONAL_CODE.fullmatch(text):
        raise CellRefused("damaged_code", value=text)
    if not (text.isascii() and _CODE.fullmatch(text)):
        raise CellRefused("bad_code", value=text)
    return text.upper()


def _read_lines(text: str) -> str:
    """Papers or steps: in a cell lines or semicolons separate them, on the page each has a line."""
    return "\n".join(part for one in _ENDS.split(text) if (part := one.strip(" -–•+")))


_READERS: Final = {
    "code": _read_code,
    "papers": _read_lines,
    "steps": _read_lines,
    **{
        field: one_of({str(value): (*known, value) for value, known in words.items()}) for field, words in WORDS.items()
    },
    "trigger_date": read_day,
    "service_url": address("https", "http"),
}
_EMPTY: Final = {"online": str(OnlineLevel.NONE), "trigger_date": None}
PROCEDURES: Final = TableLayout(
    columns={
        field: Column(
            name,
            OTHER_NAMES[field],
            is_required=field in REQUIRED,
            limit=LIMITS.get(field),
            has_lines=_READERS.get(field) is _read_lines,
            read=_READERS.get(field, str),
            empty=_EMPTY.get(field, ""),
        )
        for field, name in COLUMNS.items()
    },
    errors={
        "no_rows": _("The file has no procedure below the line with the column names."),
        "bad_code": _("“%(value)s” is no code: it has letters, digits, dots and hyphens only."),
        "damaged_code": _(
            "“%(value)s” is no code of the national catalogue, such as 1.004873: the spreadsheet program took it for a "
            "number. Format the column as text and enter the code again."
        ),
        "bad_url": _("“%(value)s” is no address. It begins with https:// or http:// and has no blanks."),
        "repeated_code": _("The code “%(value)s” stands on line %(line)s already."),
    },
    most_rows=MAX_ROWS,
    unique=("code", "repeated_code"),
)


@dataclass(frozen=True, slots=True)
class ProcedureRow:
    """One procedure of a file: its line (the first of the file is 1), and values by the field of the page.

    Fields whose column is not in the file are not there; neither is a day that was left empty.
    """

    line: int
    values: Mapping[str, Any]

    @property
    def code(self) -> str:
        return self.values["code"]

    @property
    def title(self) -> str:
        return self.values["title"]


class ProcedureFile(NamedTuple):
    """A file as it was read.

    Attributes:
        rows: without a mistake, in the order of the file.
        ignored: columns that are not read.
        codes: also of rows with mistakes.
        text: of the whole file, as it was read: in Unicode where it was converted.
        as_it_came: the same before that.
        encodings: names of the old encodings that the file is in.
        converted: what was put in Unicode; empty where it was not asked for.
    """

    rows: list[ProcedureRow]
    errors: list[RowError]
    ignored: list[str]
    codes: frozenset[str]
    text: str = ""
    encodings: tuple[str, ...] = ()
    converted: tuple[ConvertedCell, ...] = ()
    as_it_came: str = ""


def read_procedure_file(source: str | bytes, *, convert: bool = False) -> ProcedureFile:
    """Read and check a whole file. Every bad row is reported with its line, each of its mistakes by column.

    Args:
        convert: put text of an old encoding in Unicode first.
    """
    try:
        opened = open_file(source)
    except TableRefused as refused:
        return _refused(refused.errors)
    if opened.not_utf8 and not (convert and opened.encodings):
        return _refused([PROCEDURES.error(opened.not_utf8, "", "not_utf8")])._replace(encodings=opened.encodings)
    file = _read_text(opened.in_unicode if convert else opened.text)._replace(encodings=opened.encodings)
    converted = tuple(opened.converted_cells()) if opened.encodings else ()
    if convert:
        return file._replace(converted=converted, as_it_came=opened.text)
    if converted and not file.errors:
        # Words that stand alone in each row, and show what they are together.
        (line, column, *_cell), name = converted[0], ", ".join(opened.encodings)
        return file._replace(errors=[PROCEDURES.error(line, column, "old_encoding", name=name)])
    return file


def _read_text(text: str) -> ProcedureFile:
    try:
        table = PROCEDURES.open(text)
    except TableRefused as refused:
        return _refused(refused.errors)
    rows = list(table.rows)
    return ProcedureFile(
        [ProcedureRow(row.line, row.values) for row in rows if not row.errors],
        sorted(error for row in rows for error in row.errors),
        table.ignored,
        frozenset(row.values["code"] for row in rows if "code" in row.values),
        text,
    )


def _refused(errors: list[RowError]) -> ProcedureFile:
    return ProcedureFile([], errors, [], frozenset())

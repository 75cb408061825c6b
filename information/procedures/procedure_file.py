"""Reading procedures from a CSV file in the words of the national catalogue: checked whole before any is created. Pure.

The first line names the columns, in any order, with or without marks and capitals; those in
`information.procedures.procedure_columns.REQUIRED` must be there. What other columns hold is not read, and their names
are given back. Comma, semicolon or tab separates the cells; the text is UTF-8, with or without a byte order mark. What
`formats.tables.spreadsheets` writes is read back as it was. A file in an old encoding is read where somebody will look
at what became of it, and refused elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from formats.tables.csv_tables import NotCsv, numbered_lines, without_empty_tail
from formats.tables.spreadsheets import FORMULA_BEGINNINGS
from formats.vietnamese.legacy_encodings import legacy_encoding
from formats.vietnamese.text import clean_text, slug
from information.enums import OnlineLevel
from information.procedures.old_files import ConvertedCell, open_file
from information.procedures.procedure_columns import CHOICES, COLUMNS, FIELDS, LIMITS, REQUIRED, WORDS
from information.procedures.procedure_errors import procedure_error
from provisioning.from_file.errors import RowError

MAX_BYTES: Final = 2 * 1024 * 1024
MAX_ROWS: Final = 2_000

_CODE: Final = re.compile(r"[^\W_]+([.-][^\W_]+)*")
_NUMBER: Final = re.compile(r"[\d.,]+([eE][+-]?\d+)?")
# A procedure, or a case of one: 1.004873, 1.004873.000.00.00.H29 (which is no number).
_NATIONAL_CODE: Final = re.compile(r"\d\.\d{6}(\.\d{3}\.\d{2}\.\d{2})?")
_DAYS: Final = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y")
_YEARS: Final = range(1945, 2101)
_is_url = URLValidator(schemes=["https", "http"])


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


class _Broken(Exception):
    """One cell cannot be taken: the code of the error and what its message names."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def read_procedure_file(source: str | bytes, *, convert: bool = False) -> ProcedureFile:
    """Read and check a whole file. Every bad row is reported with its line, each of its mistakes by column.

    Args:
        convert: put text of an old encoding in Unicode first.
    """
    opened = open_file(source)
    if opened.not_utf8 and not (convert and opened.encodings):
        return _refused(procedure_error(opened.not_utf8, "", "not_utf8"))._replace(encodings=opened.encodings)
    file = _read_text(opened.in_unicode if convert else opened.text)._replace(encodings=opened.encodings)
    converted = tuple(opened.converted_cells()) if opened.encodings else ()
    if convert:
        return file._replace(converted=converted, as_it_came=opened.text)
    if converted and not file.errors:
        # Words that stand alone in each row, and show what they are together.
        (line, column, *_cell), name = converted[0], ", ".join(opened.encodings)
        return file._replace(errors=[procedure_error(line, column, "old_encoding", name=name)])
    return file


def _read_text(text: str) -> ProcedureFile:
    try:
        lines = list(numbered_lines(text))
    except NotCsv as error:
        return _refused(procedure_error(error.line, "", "not_csv"))
    if not lines:
        return _refused(procedure_error(1, "", "no_header"))
    (header_line, cells), *rest = lines
    names = [clean_text(cell) for cell in without_empty_tail(cells, 0)]
    fields = [FIELDS.get(slug(name), "") for name in names]
    errors = list(_check_header(header_line, names, fields))
    if not errors and not rest:
        errors = [procedure_error(header_line, "", "no_rows")]
    if not errors and len(rest) > MAX_ROWS:
        errors = [procedure_error(rest[MAX_ROWS][0], "", "too_many_rows", count=len(rest), limit=MAX_ROWS)]
    if errors:
        return _refused(*errors)
    ignored = [name for name, field in zip(names, fields, strict=True) if not field and name]
    return _read_rows(fields, rest)._replace(ignored=ignored, text=text)


def _refused(*errors: RowError) -> ProcedureFile:
    return ProcedureFile([], list(errors), [], frozenset())


def _check_header(line: int, names: list[str], fields: list[str]) -> Iterator[RowError]:
    if encoding := legacy_encoding(" ".join(names)):
        yield procedure_error(line, "", "old_encoding", name=encoding)
        return
    first: dict[str, str] = {}
    for name, field in zip(names, fields, strict=True):
        if field in first:
            same = slug(first[field]) == slug(name)
            code = "repeated_column" if same else "same_column"
            yield procedure_error(line, name, code, column=name, first=first[field], second=name)
        elif field:
            first[field] = name
    for field in REQUIRED:
        if field not in first:
            yield procedure_error(line, COLUMNS[field], "missing_column", column=COLUMNS[field])


def _read_rows(fields: list[str], lines: list[tuple[int, list[str]]]) -> ProcedureFile:
    rows: list[ProcedureRow] = []
    errors: list[RowError] = []
    codes: dict[str, int] = {}
    for line, cells in lines:
        cells = without_empty_tail(cells, len(fields))
        if len(cells) > len(fields):
            errors.append(procedure_error(line, "", "cell_count", found=len(cells), expected=len(fields)))
            continue
        # Some programs leave out empty cells at the end of a line.
        cells += [""] * (len(fields) - len(cells))
        texts = {field: _as_typed(cell) for field, cell in zip(fields, cells, strict=True) if field}
        values, wrong = _read_cells(line, texts)
        code = values.get("code", "")
        if code and codes.setdefault(code, line) != line:
            wrong.append(procedure_error(line, COLUMNS["code"], "repeated_code", value=code, line=codes[code]))
        errors += wrong
        if not wrong:
            rows.append(ProcedureRow(line, values))
    return ProcedureFile(rows, sorted(errors), [], frozenset(codes))


def _as_typed(cell: str) -> str:
    """A cell as a person meant it, without the apostrophe by which spreadsheets keep a text from being a formula."""
    if cell.startswith("'") and cell[1:].lstrip(" ").startswith(FORMULA_BEGINNINGS):
        cell = cell[1:]
    return clean_text(cell)


def _read_cells(line: int, texts: Mapping[str, str]) -> tuple[dict[str, Any], list[RowError]]:
    """Values of a row, and what is wrong with it. An old encoding shows in the words of a whole row; the cells are
    named where they show it by themselves."""
    if encoding := legacy_encoding(" ".join(texts.values())):
        cells = [field for field, text in texts.items() if legacy_encoding(text)]
        columns = [COLUMNS[field] for field in cells] or [""]
        return {}, [procedure_error(line, column, "old_encoding", name=encoding) for column in columns]
    values: dict[str, Any] = {}
    errors: list[RowError] = []
    for field, text in texts.items():
        try:
            value = _read_cell(field, text)
        except _Broken as broken:
            errors.append(procedure_error(line, COLUMNS[field], broken.code, **broken.params))
        else:
            if value is not None:
                values[field] = value
    return values, errors


def _read_cell(field: str, text: str) -> Any:
    """The value of a cell; None for a day that is left open.

    Raises:
        _Broken: there is none.
    """
    if strange := next((letter for letter in text if unicodedata.category(letter) in {"Cc", "Cs", "Cn"}), ""):
        raise _Broken("control_character", number=f"{ord(strange):04X}")
    if not text and field in REQUIRED:
        raise _Broken("missing_value")
    if len(text) > LIMITS.get(field, len(text)):
        raise _Broken("too_long", length=len(text), limit=LIMITS[field])
    reader = _READERS.get(field)
    return reader(text) if reader else text


def _read_code(text: str) -> str:
    if _NUMBER.fullmatch(text) and not _NATIONAL_CODE.fullmatch(text):
        raise _Broken("damaged_code", value=text)
    if not (text.isascii() and _CODE.fullmatch(text)):
        raise _Broken("bad_code", value=text)
    return text.upper()


def _read_level(text: str) -> str:
    return _read_choice("level", text)


def _read_online(text: str) -> str:
    return _read_choice("online", text) if text else str(OnlineLevel.NONE)


def _read_choice(field: str, text: str) -> str:
    value = CHOICES[field].get(slug(text))
    if value is None:
        words = ", ".join(words[0] for words in WORDS[field].values())
        raise _Broken("unknown_word", value=text, words=words)
    return value


def _read_day(text: str) -> date | None:
    for form in _DAYS if text else ():
        try:
            day = datetime.strptime(text, form).date()  # noqa: DTZ007 -- a day has no zone
        except ValueError:
            continue
        if day.year in _YEARS:
            return day
    if text:
        raise _Broken("bad_date", value=text)
    return None


def _read_url(text: str) -> str:
    if text:
        try:
            _is_url(text)
        except ValidationError:
            raise _Broken("bad_url", value=text) from None
    return text


_READERS: Final = {
    "code": _read_code,
    "level": _read_level,
    "online": _read_online,
    "trigger_date": _read_day,
    "service_url": _read_url,
}

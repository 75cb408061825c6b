"""The one reader of tables: which columns a table has, what their cells say, and what is wrong by row and column. Pure.

The first line names the columns, in any order. Of a workbook of Excel the first sheet is read. In CSV comma, semicolon
or tab separates the cells; the text is UTF-8, with or without a byte order mark. What `formats.tables.spreadsheets`
writes is read back as it was.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any, Final

from django.utils.functional import Promise

from formats.files.errors import ContentRefused
from formats.tables.csv_tables import decoded, numbered_lines, without_empty_tail
from formats.tables.errors import TABLE_ERRORS, BrokenTable, CellRefused, RowError, TableRefused
from formats.tables.spreadsheets import as_typed
from formats.tables.workbooks import is_workbook, workbook_lines
from formats.vietnamese.legacy_encodings import legacy_encoding
from formats.vietnamese.text import clean_text, slug

# Lines that hold something, each with its number (the first of the file is 1) and its cells.
Lines = list[tuple[int, list[str]]]

_NOT_STORED: Final = {"Cc", "Cs", "Cn"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        name: as messages name it.
        other_names: as slugs.
        is_required: the column is there, and holds something in every row.
        limit: characters.
        has_lines: lines within a cell stay lines.
        read: the value of a text, or CellRefused.
        empty: the value of an empty cell; None: it has no value.
    """

    name: str
    other_names: tuple[str, ...] = ()
    is_required: bool = False
    limit: int | None = None
    has_lines: bool = False
    read: Callable[[str], Any] = str
    empty: Any = ""

    def text(self, cell: str) -> str:
        """The text of a cell as a person meant it."""
        return as_typed(cell, has_lines=self.has_lines)

    def value(self, text: str) -> Any:
        """What the text of a cell says.

        Raises:
            CellRefused: it cannot be taken.
        """
        letters = text.replace("\n", "") if self.has_lines else text
        if strange := next((letter for letter in letters if unicodedata.category(letter) in _NOT_STORED), ""):
            raise CellRefused("control_character", number=f"{ord(strange):04X}")
        if not text and self.is_required:
            raise CellRefused("missing_value")
        if self.limit is not None and len(text) > self.limit:
            raise CellRefused("too_long", length=len(text), limit=self.limit)
        return self.read(text) if text else self.empty


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table (the first of the file is 1).

    Attributes:
        texts: its cells by field, cleaned.
        values: what they say; cells that are wrong, or say nothing, are not there.
    """

    line: int
    texts: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    errors: tuple[RowError, ...] = ()

    def __getitem__(self, name: str) -> str:
        """The text of a cell; empty where the table has no such column."""
        return self.texts.get(name, "")


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose columns are known. `ignored`: names of columns that are not read."""

    ignored: list[str]
    rows: Iterator[Row]


@dataclass(frozen=True, kw_only=True)
class TableLayout:
    """What a table of one subject looks like.

    Attributes:
        columns: by field.
        errors: messages beside those of every table, or instead of them. "no_rows" is needed.
        most_rows: how many are read; more are refused before any is read.
        unique: a field whose value stands in one row alone, and the code of the error otherwise.
        is_exact: columns are called by the very names of their fields, or by other names of theirs, there is no other
            column, and each row has all cells.
    """

    columns: Mapping[str, Column]
    errors: Mapping[str, Promise]
    most_rows: int | None = None
    unique: tuple[str, str] = ("", "")
    is_exact: bool = False

    def error(self, line: int, column: str, code: str, /, **params: object) -> RowError:
        """An error with its message in the active language."""
        message = self.errors[code] if code in self.errors else TABLE_ERRORS[code]
        return RowError(line, column, code, str(message) % params)

    def lines(self, source: str | bytes) -> Lines:
        """The lines of a CSV file, or of the first sheet of a workbook, that hold something: the names of the columns,
        and one row more than are read, since a file may have millions.

        Raises:
            TableRefused: it is neither.
        """
        most = None if self.most_rows is None else self.most_rows + 2
        try:
            if isinstance(source, bytes) and is_workbook(source):
                return list(workbook_lines(source, most_lines=most))
            return list(islice(numbered_lines(decoded(source)), most))
        except BrokenTable as error:
            raise TableRefused([self.error(error.line, "", error.code)]) from error
        except ContentRefused as refusal:
            raise TableRefused([RowError(1, "", refusal.code, str(refusal))]) from refusal

    def open(self, source: str | bytes) -> Table:
        """Read the names of the columns, and see that the file is a table to its end.

        Raises:
            TableRefused: it is none, or not one of this layout.
        """
        return self.open_lines(self.lines(source))

    def open_lines(self, lines: Lines) -> Table:
        """Read the names of the columns of a table whose lines are known with their numbers.

        Raises:
            TableRefused: it is not one of this layout.
        """
        if not lines:
            raise TableRefused([self.error(1, "", "no_header")])
        (line, cells), *rest = lines
        names = [clean_text(cell) for cell in without_empty_tail(cells)]
        fields = [self._field_of(name) for name in names]
        errors = list(self._header_errors(line, names, fields))
        if not errors and not rest:
            errors = [self.error(line, "", "no_rows")]
        if not errors and self.most_rows is not None and len(rest) > self.most_rows:
            first_left = rest[self.most_rows][0]
            errors = [self.error(first_left, "", "too_many_rows", limit=self.most_rows)]
        if errors:
            raise TableRefused(errors)
        ignored = [name for name, field in zip(names, fields, strict=True) if name and not field]
        return Table(ignored, self._rows(fields, rest))

    def read(self, line: int, texts: Mapping[str, str]) -> Row:
        """Read the cells of one row. An old encoding shows in the words of a whole row; the cells are named where they
        show it by themselves."""
        if encoding := self._old_encoding(*texts.values()):
            cells = [name for name, text in texts.items() if legacy_encoding(text)]
            columns = [self.columns[name].name for name in cells] or [""]
            old = (self.error(line, column, "old_encoding", name=encoding) for column in columns)
            return Row(line, texts, errors=tuple(old))
        values: dict[str, Any] = {}
        errors: list[RowError] = []
        for name, text in texts.items():
            try:
                value = self.columns[name].value(text)
            except CellRefused as refused:
                errors.append(self.error(line, self.columns[name].name, refused.code, **refused.params))
            else:
                if value is not None:
                    values[name] = value
        return Row(line, texts, values, tuple(errors))

    def _field_of(self, name: str) -> str:
        return self._fields.get(self._key(name)) or self._fields.get(slug(name), "")

    @cached_property
    def _fields(self) -> dict[str, str]:
        others = {name: one for one, column in self.columns.items() for name in column.other_names}
        return {self._key(column.name): one for one, column in self.columns.items()} | others

    def _key(self, name: str) -> str:
        return name.lower() if self.is_exact else slug(name)

    def _old_encoding(self, *texts: str) -> str:
        """Exact tables tell it by their own columns, letter by letter."""
        return "" if self.is_exact else legacy_encoding(" ".join(texts))

    def _header_errors(self, line: int, names: list[str], fields: list[str]) -> Iterator[RowError]:
        if encoding := self._old_encoding(*names):
            yield self.error(line, "", "old_encoding", name=encoding)
            return
        first: dict[str, str] = {}
        for name, one in zip(names, fields, strict=True):
            if one in first:
                code = "repeated_column" if self._key(first[one]) == self._key(name) else "same_column"
                yield self.error(line, name, code, column=name, first=first[one], second=name)
            elif one:
                first[one] = name
            elif self.is_exact:
                yield self.error(line, name, "unknown_column", column=name, columns=", ".join(self.columns))
        for one, column in self.columns.items():
            if column.is_required and one not in first:
                yield self.error(line, column.name, "missing_column", column=column.name)

    def _rows(self, fields: list[str], lines: list[tuple[int, list[str]]]) -> Iterator[Row]:
        unique, code = self.unique
        first: dict[Any, int] = {}
        for line, cells in lines:
            cells = without_empty_tail(cells, len(fields))
            if len(cells) > len(fields) or (self.is_exact and len(cells) < len(fields)):
                error = self.error(line, "", "cell_count", found=len(cells), expected=len(fields))
                yield Row(line, errors=(error,))
                continue
            # Some programs leave out empty cells at the end of a line.
            cells += [""] * (len(fields) - len(cells))
            named = zip(fields, cells, strict=True)
            row = self.read(line, {one: self.columns[one].text(cell) for one, cell in named if one})
            value = row.values.get(unique)
            if value and first.setdefault(value, line) != line:
                error = self.error(line, self.columns[unique].name, code, value=value, line=first[value])
                row = Row(line, row.texts, row.values, (*row.errors, error))
            yield row

"""Reading what an official source has from a CSV file: checked whole before anything is compared. Pure.

No interface of the national database is published; its export is read as a table whose first line names the columns, in
any order, with or without marks and capitals. Comma, semicolon or tab separates the cells; the text is UTF-8.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Final, NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from formats.tables.csv_tables import NotCsv, NotUtf8, decoded, numbered_lines, without_empty_tail
from formats.vietnamese.legacy_encodings import legacy_encoding
from formats.vietnamese.text import clean_text, slug
from information.enums import DocumentState
from information.legal.legal_matching import OfficialDocument
from provisioning.from_file.errors import FILE_ERRORS, RowError

MAX_BYTES: Final = 20 * 1024 * 1024
MAX_ROWS: Final = 50_000
# More are not read: whoever corrects a file begins with these.
MAX_ERRORS: Final = 100

COLUMNS: Final[Mapping[str, str]] = {
    "official_id": "Mã văn bản",
    "number": "Số ký hiệu",
    "title": "Trích yếu",
    "issued_on": "Ngày ban hành",
    "agency": "Cơ quan ban hành",
    "state": "Tình trạng hiệu lực",
    "url": "Địa chỉ",
}
REQUIRED: Final = ("official_id", "number", "title", "issued_on", "agency")
# Other names of the columns, as slugs.
OTHER_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "official_id": ("ma", "ma-so", "id"),
    "number": ("so-hieu", "so-ky-hieu-van-ban", "number"),
    "title": ("ten-van-ban", "tieu-de", "ten", "title"),
    "issued_on": ("ngay-ky", "issued-on"),
    "agency": ("co-quan", "noi-ban-hanh", "agency"),
    "state": ("hieu-luc", "tinh-trang", "trang-thai", "state"),
    "url": ("duong-dan", "lien-ket", "link", "url"),
}
LIMITS: Final = {"official_id": 50, "number": 100, "title": 1000, "agency": 300, "url": 500}
STATES: Final[Mapping[DocumentState, tuple[str, ...]]] = {
    DocumentState.COMING: ("Chưa có hiệu lực",),
    DocumentState.IN_FORCE: ("Còn hiệu lực", "Đang có hiệu lực", "Có hiệu lực"),
    DocumentState.PARTLY: ("Hết hiệu lực một phần",),
    DocumentState.EXPIRED: ("Hết hiệu lực", "Hết hiệu lực toàn bộ"),
    DocumentState.SUSPENDED: ("Ngưng hiệu lực", "Tạm ngưng hiệu lực", "Tạm đình chỉ"),
}
LEGAL_ERRORS: Final[Mapping[str, Promise]] = {
    **{
        code: FILE_ERRORS[code]
        for code in (
            *("not_utf8", "not_csv", "no_header", "missing_column", "repeated_column"),
            *("cell_count", "missing_value", "too_long"),
        )
    },
    "too_large": _("The file is larger than %(limit)s MB. Leave out agencies of other provinces."),
    "too_many_rows": _("The file has more than %(limit)s documents. Leave out agencies of other provinces."),
    "no_rows": _("The file has no document below the line with the column names."),
    "old_encoding": _("This text is in the old encoding %(name)s and cannot be read. Convert it to Unicode first."),
    "control_character": _("The text holds a character that cannot be stored (U+%(number)s). Type it anew."),
    "bad_date": _("“%(value)s” is no day. Write it as day/month/year: 15/10/2026."),
    "unknown_word": _("“%(value)s” is not known here. Write one of: %(words)s."),
    "bad_url": _("“%(value)s” is no address that begins with https://."),
    "repeated_id": _("“%(value)s” stands on line %(line)s already: each document has a number of its own."),
}

_FIELDS: Final = {slug(name): one for one, name in COLUMNS.items()} | {
    name: one for one, names in OTHER_NAMES.items() for name in names
}
_STATES: Final = {slug(word): state for state, words in STATES.items() for word in words}
_DAYS: Final = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y")
_YEARS: Final = range(1945, 2101)
_is_https = URLValidator(schemes=["https"])


class LegalFile(NamedTuple):
    """A file as it was read. `documents` is empty where there are mistakes."""

    documents: list[OfficialDocument]
    errors: list[RowError]


class _Broken(Exception):
    """One cell cannot be taken: the code of the error and what its message names."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def read_legal_file(content: bytes) -> LegalFile:
    """Read and check a whole file; the first `MAX_ERRORS` mistakes are named, each with its line."""
    if len(content) > MAX_BYTES:
        return LegalFile([], [_error(1, "", "too_large", limit=MAX_BYTES // 1024**2)])
    try:
        lines = numbered_lines(decoded(content))
        header = next(lines, None)
        if header is None:
            return LegalFile([], [_error(1, "", "no_header")])
        fields, errors = _read_header(*header)
        return LegalFile([], errors) if errors else _read_rows(fields, lines)
    except NotUtf8 as error:
        return LegalFile([], [_error(error.line, "", "not_utf8")])
    except NotCsv as error:
        return LegalFile([], [_error(error.line, "", "not_csv")])


def _error(line: int, column: str, code: str, /, **params: object) -> RowError:
    return RowError(line, column, code, str(LEGAL_ERRORS[code]) % params)


def _read_header(line: int, cells: list[str]) -> tuple[list[str], list[RowError]]:
    """The field of each column, empty where it is not read."""
    names = [clean_text(cell) for cell in without_empty_tail(cells, 0)]
    if encoding := legacy_encoding(" ".join(names)):
        return [], [_error(line, "", "old_encoding", name=encoding)]
    fields = [_FIELDS.get(slug(name), "") for name in names]
    errors = [
        _error(line, COLUMNS[one], "repeated_column", column=COLUMNS[one]) for one in COLUMNS if fields.count(one) > 1
    ]
    errors += [
        _error(line, COLUMNS[one], "missing_column", column=COLUMNS[one]) for one in REQUIRED if one not in fields
    ]
    return fields, errors


def _read_rows(fields: list[str], lines: Iterator[tuple[int, list[str]]]) -> LegalFile:
    documents: list[OfficialDocument] = []
    errors: list[RowError] = []
    first: dict[str, int] = {}
    for line, cells in lines:
        if len(first) == MAX_ROWS:
            errors.append(_error(line, "", "too_many_rows", limit=MAX_ROWS))
        if len(errors) >= MAX_ERRORS or len(first) == MAX_ROWS:
            break
        document, wrong = _read_row(line, fields, cells)
        if document is not None and first.setdefault(document.official_id, line) != line:
            told = {"value": document.official_id, "line": first[document.official_id]}
            wrong.append(_error(line, COLUMNS["official_id"], "repeated_id", **told))
        errors += wrong
        if document is not None:
            documents.append(document)
    if not documents and not errors:
        errors.append(_error(1, "", "no_rows"))
    return LegalFile([] if errors else documents, errors[:MAX_ERRORS])


def _read_row(line: int, fields: list[str], cells: list[str]) -> tuple[OfficialDocument | None, list[RowError]]:
    cells = without_empty_tail(cells, len(fields))
    if len(cells) > len(fields):
        return None, [_error(line, "", "cell_count", found=len(cells), expected=len(fields))]
    # Some programs leave out empty cells at the end of a line.
    cells += [""] * (len(fields) - len(cells))
    texts = dict.fromkeys(COLUMNS, "") | {one: clean_text(cell) for one, cell in zip(fields, cells, strict=True) if one}
    if encoding := legacy_encoding(" ".join(texts.values())):
        return None, [_error(line, "", "old_encoding", name=encoding)]
    errors: list[RowError] = []
    for one, text in texts.items():
        try:
            _check(one, text)
        except _Broken as broken:
            errors.append(_error(line, COLUMNS[one], broken.code, **broken.params))
    if errors:
        return None, errors
    day = _day(texts.pop("issued_on"))
    state = _STATES.get(slug(texts.pop("state")))
    return OfficialDocument(issued_on=day, state=state, **texts), []


def _check(one: str, text: str) -> None:
    if strange := next((letter for letter in text if unicodedata.category(letter) in {"Cc", "Cs", "Cn"}), ""):
        raise _Broken("control_character", number=f"{ord(strange):04X}")
    if not text and one in REQUIRED:
        raise _Broken("missing_value")
    if len(text) > LIMITS.get(one, len(text)):
        raise _Broken("too_long", length=len(text), limit=LIMITS[one])
    if one == "issued_on":
        _day(text)
    if one == "state" and text and slug(text) not in _STATES:
        raise _Broken("unknown_word", value=text, words=", ".join(words[0] for words in STATES.values()))
    if one == "url" and text:
        try:
            _is_https(text)
        except ValidationError:
            raise _Broken("bad_url", value=text) from None


def _day(text: str) -> date:
    for form in _DAYS:
        try:
            day = datetime.strptime(text, form).date()  # noqa: DTZ007 -- a day has no zone
        except ValueError:
            continue
        if day.year in _YEARS:
            return day
    raise _Broken("bad_date", value=text)

"""Reading what an official source has from a CSV file: checked whole before anything is compared. Pure.

No interface of the national database is published; its export is read as a table whose first line names the columns, in
any order, with or without marks and capitals.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from django.utils.translation import gettext_lazy as _

from formats.tables.cells import address, one_of, read_day
from formats.tables.errors import RowError, TableRefused
from formats.tables.layouts import Column, TableLayout
from information.enums import DocumentState
from information.legal.legal_matching import OfficialDocument

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
_READERS: Final = {"issued_on": read_day, "state": one_of(STATES), "url": address("https")}
DOCUMENTS: Final = TableLayout(
    columns={
        one: Column(
            name,
            OTHER_NAMES[one],
            is_required=one in REQUIRED,
            limit=LIMITS.get(one),
            read=_READERS.get(one, str),
            empty=None if one == "state" else "",
        )
        for one, name in COLUMNS.items()
    },
    errors={
        "too_large": _("The file is larger than %(limit)s MB. Leave out agencies of other provinces."),
        "too_many_rows": _("The file has more than %(limit)s documents. Leave out agencies of other provinces."),
        "no_rows": _("The file has no document below the line with the column names."),
        "bad_url": _("“%(value)s” is no address that begins with https://."),
        "repeated_id": _("“%(value)s” stands on line %(line)s already: each document has a number of its own."),
    },
    most_rows=MAX_ROWS,
    unique=("official_id", "repeated_id"),
)


class LegalFile(NamedTuple):
    """A file as it was read. `documents` is empty where there are mistakes."""

    documents: list[OfficialDocument]
    errors: list[RowError]


def read_legal_file(content: bytes) -> LegalFile:
    """Read and check a whole file; the first `MAX_ERRORS` mistakes are named, each with its line."""
    if len(content) > MAX_BYTES:
        return LegalFile([], [DOCUMENTS.error(1, "", "too_large", limit=MAX_BYTES // 1024**2)])
    documents: list[OfficialDocument] = []
    errors: list[RowError] = []
    try:
        for row in DOCUMENTS.open(content).rows:
            errors += row.errors
            if len(errors) >= MAX_ERRORS:
                break
            if not row.errors:
                documents.append(OfficialDocument(**row.values))
    except TableRefused as refused:
        errors = refused.errors
    return LegalFile([] if errors else documents, errors[:MAX_ERRORS])

"""Files of procedures, as agencies keep them."""

from typing import Any

from formats.tables.spreadsheets import csv_lines
from formats.vietnamese.legacy_encodings import TCVN3
from information.procedures.procedure_columns import COLUMNS

BIRTH = {
    "code": "1.001193",
    "title": "Đăng ký khai sinh",
    "area": "Hộ tịch",
    "level": "Cấp xã",
    "agency": "Ủy ban nhân dân cấp xã",
    "duration": "Trong ngày làm việc",
    "fee": "Không thu",
    "online": "Toàn trình",
    "service_url": "https://dichvucong.example/1.001193",
    "decision": "528/QĐ-BTP",
    "trigger_date": "15/10/2026",
}
DEATH = BIRTH | {
    "code": "1.000656",
    "title": "Đăng ký khai tử",
    "service_url": "https://dichvucong.example/1.000656",
}


def file_of(*rows: dict[str, Any], without: tuple[str, ...] = ()) -> str:
    """A file with the columns that the first row has."""
    fields = [field for field in rows[0] if field not in without]
    header = [COLUMNS[field] for field in fields]
    return "".join(csv_lines([header, *([row.get(field, "") for field in fields] for row in rows)]))


def in_tcvn3(text: str) -> str:
    """The text as it looks in a font that is no .VnTime; capitals with marks, which such fonts lack, stay."""
    return text.translate({letter: chr(sign) for sign, letter in TCVN3.items()})

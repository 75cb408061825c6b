"""Tables of every subject are read by one reader, and what is wrong is told by line and column."""

from datetime import date

import pytest
from django.utils import translation

from formats.tables.cells import address, one_of, read_day
from formats.tables.downloads import table_response
from formats.tables.errors import TABLE_ERRORS, TableRefused
from formats.tables.exports import MEDIA_TYPES, TableFormat
from formats.tables.layouts import Column, TableLayout
from formats.tables.spreadsheets import csv_lines

COLUMNS = {
    "number": Column("Số", ("so-hieu",), is_required=True, limit=5),
    "day": Column("Ngày", read=read_day, empty=None),
    "state": Column("Tình trạng", read=one_of({"open": ("Đang mở", "Mở"), "shut": ("Đã đóng",)}), empty="open"),
    "link": Column("Địa chỉ", read=address("https")),
}
WORDS = {"no_rows": "No row.", "bad_url": "No address.", "twice": "Line %(line)s.", "too_many_rows": "%(limit)s."}
LOOSE = TableLayout(columns=COLUMNS, errors=WORDS, most_rows=3, unique=("number", "twice"))
EXACT = TableLayout(columns={name: Column(name) for name in ("kind", "name")}, errors=WORDS, is_exact=True)


def read(source, layout=LOOSE):
    """Values of each row that has any, and what is wrong."""
    try:
        rows = list(layout.open(source).rows)
    except TableRefused as refused:
        return [], [(error.line, error.column, error.code) for error in refused.errors]
    return [row.values for row in rows if row.values], [(e.line, e.column, e.code) for row in rows for e in row.errors]


def test_cells_say_what_their_columns_are_for():
    values, errors = read("Ngay;TINH TRANG;số hiệu;Địa chỉ\n15/10/2026;mo;7;https://a.example/\n;;8")
    assert errors == []
    assert values == [
        {"number": "7", "day": date(2026, 10, 15), "state": "open", "link": "https://a.example/"},
        {"number": "8", "state": "open", "link": ""},
    ]


def test_columns_that_a_layout_does_not_know_are_ignored_and_named():
    assert LOOSE.open("Số,Ghi chú,\n1,x").ignored == ["Ghi chú"]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (",,,", []),
        (",1/1/2026,,", [("Số", "missing_value")]),
        ("123456,,,", [("Số", "too_long")]),
        ("1,31/02/2026,,", [("Ngày", "bad_date")]),
        ("1,01/01/0026,,", [("Ngày", "bad_date")]),
        ("1,,Không rõ,", [("Tình trạng", "unknown_word")]),
        ("1,,,http://a.example/", [("Địa chỉ", "bad_url")]),
        ("1\x00,,,", [("Số", "control_character")]),
        ("1,,,,x", [("", "cell_count")]),
        ("0,,,", [("Số", "twice")]),
        ("1,x,x,x", [("Ngày", "bad_date"), ("Tình trạng", "unknown_word"), ("Địa chỉ", "bad_url")]),
    ],
)
def test_each_wrong_cell_is_told(cells, expected):
    assert read(f"Số,Ngày,Tình trạng,Địa chỉ\n0,,,\n{cells}\n")[1] == [(3, *one) for one in expected]


@pytest.mark.parametrize(
    ("source", "layout", "expected"),
    [
        ("", LOOSE, [(1, "", "no_header")]),
        ("Số\n", LOOSE, [(1, "", "no_rows")]),
        (b"S\xff", LOOSE, [(1, "", "not_utf8")]),
        ('Số\n"1', LOOSE, [(2, "", "not_csv")]),
        ("Số\n1\n\n2\n3\n4\n5", LOOSE, [(6, "", "too_many_rows")]),
        ("Ngày\n1", LOOSE, [(1, "Số", "missing_column")]),
        ("Số,SỐ\n1,2", LOOSE, [(1, "SỐ", "repeated_column")]),
        ("Số,Số hiệu\n1,2", LOOSE, [(1, "Số hiệu", "same_column")]),
        ("M· thñ tôc;Tªn thñ tôc;LÜnh vùc\n1;2;3", LOOSE, [(1, "", "old_encoding")]),
        ("kind,Tên\n1,2", EXACT, [(1, "Tên", "unknown_column")]),
        ("kind,name\n1", EXACT, [(2, "", "cell_count")]),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(source, layout, expected):
    assert read(source, layout) == ([], expected)


@pytest.mark.parametrize("text", ["=1+1", "-5", "@a", "＝1", "'quoted'", "a,b", 'say "a"', " x "])
def test_cells_are_read_back_as_they_were_written(text):
    assert read("".join(csv_lines([["kind", "name"], ["x", text]])), EXACT) == (
        [{"kind": "x", "name": text.strip()}],
        [],
    )


def test_every_message_has_a_vietnamese_translation():
    for message in TABLE_ERRORS.values():
        with translation.override("en"):
            english = str(message)
        with translation.override("vi"):
            assert str(message) != english


def test_table_is_sent_as_a_download_that_nobody_keeps():
    for table_format, name in ((TableFormat.CSV, "dem.csv"), (TableFormat.XLSX, "dem.xlsx")):
        response = table_response("dem", [["Tháng", "Số câu hỏi"], [3, 12]], table_format)
        assert b"".join(response.streaming_content)
        assert response["Content-Disposition"] == f'attachment; filename="{name}"'
        assert (response["Content-Type"], response["Cache-Control"]) == (MEDIA_TYPES[table_format], "no-store")

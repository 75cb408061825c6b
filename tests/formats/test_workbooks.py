"""Workbooks of Excel are read as the lines of text that a person sees, and written so that zeros stay."""

import io
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from formats.files.errors import ContentRefused
from formats.tables import workbooks
from formats.tables.errors import BrokenTable
from formats.tables.workbooks import is_workbook, workbook, workbook_lines
from tests.bodies import office


def saved(*rows, more=()):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for title in more:
        book.create_sheet(title).append(["khác"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def lines(source, most=50):
    return list(workbook_lines(source, most_lines=most))


def test_cells_are_read_as_they_are_shown_with_the_number_of_their_row():
    source = saved(
        ["Tên", "Mã", "Ngày", None], [], ["Quận 1", 760.0, date(2026, 11, 2)], ["Quận 3", 1.5], more=["Hướng dẫn"]
    )
    assert is_workbook(source)
    assert lines(source) == [
        (1, ["Tên", "Mã", "Ngày"]),
        (3, ["Quận 1", "760", "02/11/2026"]),
        (4, ["Quận 3", "1.5", ""]),
    ]


def test_row_that_is_wider_than_the_names_keeps_what_is_too_much():
    assert lines(saved(["Tên"], ["Quận 1", "thừa"]))[1] == (2, ["Quận 1", "thừa"])


def test_row_far_below_the_others_is_read():
    assert lines(saved(["Tên"], *([[]] * 200), ["Quận 1"]), most=4) == [(1, ["Tên"]), (202, ["Quận 1"])]


def test_no_more_rows_are_looked_at_than_asked_for():
    assert [number for number, _cells in lines(saved(*([["x"]] * 9)), most=4)] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("source", "refusal"),
    [
        (b"PK\x03\x04 no archive", ContentRefused),
        (office("xlsx", {"xl/vbaProject.bin": b"x"}), ContentRefused),
        # Its parts say that it is a workbook, and it has no sheet.
        (office("xlsx"), BrokenTable),
    ],
    ids=["broken", "macros", "no sheet"],
)
def test_what_is_no_workbook_or_may_do_harm_is_refused(source, refusal):
    with pytest.raises(refusal):
        lines(source)


@pytest.mark.parametrize(
    ("limit", "value", "refusal"), [("_MOST_TEXT", 20, BrokenTable), ("_MOST_UNPACKED", 2_000, ContentRefused)]
)
def test_workbook_that_holds_more_than_is_read_is_refused(monkeypatch, limit, value, refusal):
    source = saved(*([["một ô dài"] * 2] * 2))
    assert lines(source)
    monkeypatch.setattr(workbooks, limit, value)
    with pytest.raises(refusal):
        lines(source)


def test_what_is_written_is_text_and_is_read_back():
    written = workbook({"Cổng": [["Mã"], ["00760"]], "Hướng dẫn": [["Cột"]]})
    assert lines(written) == [(1, ["Mã"]), (2, ["00760"])]
    book = load_workbook(io.BytesIO(written))
    assert book.sheetnames == ["Cổng", "Hướng dẫn"]
    assert book.worksheets[0].column_dimensions["A"].number_format == "@"

"""Workbooks of Excel are read as the lines of text that a person sees, and written so that zeros stay."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from formats.files.errors import ContentRefused
from formats.tables import workbooks
from formats.tables.errors import BrokenTable, TableTooLong
from formats.tables.exports import TableFormat, table_file
from formats.tables.spreadsheets import FORMULA_BEGINNINGS, as_typed
from formats.tables.workbooks import is_workbook, workbook, workbook_lines
from formats.vietnamese.text import clean_text
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


@pytest.mark.parametrize("beginning", [*FORMULA_BEGINNINGS, "  ="])
def test_text_that_could_be_a_formula_is_text_in_both_formats(beginning):
    text = f"{beginning}HYPERLINK(1)"
    for table_format in TableFormat:
        with table_file([["Tên"], [text]], table_format) as file:
            written = file.read()
        if table_format == TableFormat.XLSX:
            cell = load_workbook(io.BytesIO(written)).worksheets[0]["A2"]
            assert cell.data_type == "s"
            shown = cell.value
        else:
            shown = list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))[1][0]
        assert shown.startswith("'")
        assert as_typed(shown) == clean_text(text)


def test_numbers_days_and_moments_are_such_cells_and_errors_of_excel_are_text():
    at = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    row = [-5, date(2026, 3, 2), at, "#N/A", "a\x00b\ufffe", None, "x" * 40_000]
    with table_file([["a"] * 7, row], TableFormat.XLSX) as file:
        cells = list(load_workbook(file).worksheets[0][2])
    values = [cell.value for cell in cells]
    assert [str(value) for value in values[:5]] == ["-5", "2026-03-02 00:00:00", "2026-03-03 06:30:00", "#N/A", "ab "]
    assert [cell.data_type for cell in cells[:4]] == ["n", "d", "d", "s"]
    assert not values[5]
    assert len(values[6]) == 32_767
    assert values[6].endswith("…")


def test_workbook_of_too_many_rows_is_refused_and_csv_is_written(monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_ROWS", 2)
    rows = [["Mã"], ["1"], ["2"], ["3"]]
    with pytest.raises(TableTooLong):
        table_file(rows, TableFormat.XLSX)
    with table_file(rows, TableFormat.CSV) as file:
        assert file.read().decode("utf-8-sig").split() == ["Mã", "1", "2", "3"]

"""A file of procedures is read as agencies write it, and every mistake is told with its line and column."""

import unicodedata
from datetime import date

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from formats.tables.spreadsheets import csv_lines
from formats.tables.workbooks import workbook
from formats.vietnamese.legacy_conversion import in_unicode
from formats.vietnamese.legacy_encodings import legacy_encoding
from formats.vietnamese.text import clean_text
from information.models import ProcedurePage
from information.procedures.procedure_columns import COLUMNS, LIMITS, REQUIRED, WORDS
from information.procedures.procedure_file import MAX_ROWS, ProcedureRow, read_procedure_file
from information.views.procedures import TEMPLATE
from tests.information.catalogue import BIRTH, DEATH, file_of, in_tcvn3

READ = BIRTH | {"level": "commune", "online": "full", "trigger_date": date(2026, 10, 15)}


def mistakes(source):
    return [(error.line, error.column, error.code) for error in read_procedure_file(source).errors]


def wrong(**values):
    """What is wrong with a row that has these values."""
    return [(column, code) for _line, column, code in mistakes(file_of(BIRTH | values))]


@pytest.mark.parametrize(
    "form",
    [
        lambda text: text.encode(),
        lambda text: text.removeprefix("\ufeff").encode(),
        lambda text: text.replace(",", ";").encode(),
        lambda text: text.replace(",", "\t"),
        lambda text: text.replace("\r\n", "\n"),
        lambda text: unicodedata.normalize("NFD", text).encode(),
        lambda text: text.replace("Mã thủ tục", "MA TTHC").replace("Lĩnh vực", "  lĩnh  vực "),
        lambda text: text.replace("\r\n", ",,\r\n"),
        lambda text: text.replace("Cấp xã", "Phường, xã".join('""')).replace("Toàn trình", "full"),
        lambda text: f"\r\n{text}\r\n,,,\r\n",
    ],
    ids=["BOM", "no BOM", "semicolons", "tabs", "lines of Unix", "NFD", "names", "empty tail", "words", "empty lines"],
)
def test_file_is_read_as_programs_write_it(form):
    # No comma in the cells: the delimiter is replaced here as plain text.
    source = form(file_of(BIRTH, without=("fee",)))
    file = read_procedure_file(source)
    assert file.errors == []
    assert [row.values for row in file.rows] == [{name: value for name, value in READ.items() if name != "fee"}]


def test_workbook_is_read_as_csv_is_with_the_numbers_of_its_rows():
    papers = "Tờ khai\nGiấy chứng sinh, bản chính"
    columns = [COLUMNS[name] for name in (*BIRTH, "papers")]
    rows = [[*BIRTH.values(), papers], [], [*(DEATH | {"level": "Cấp sao Hỏa"}).values(), papers]]
    file = read_procedure_file(workbook({"Thủ tục": [columns, *rows], "Hướng dẫn": [["khác"]]}), convert=True)
    (row,) = file.rows
    assert (row.line, row.values) == (2, READ | {"papers": "Tờ khai\nGiấy chứng sinh, bản chính"})
    assert [(error.line, error.column, error.code) for error in file.errors] == [(4, "Cấp thực hiện", "unknown_word")]
    # What is confirmed is read again from its text.
    assert read_procedure_file(file.text)[:2] == file[:2]
    assert [code for *_where, code in mistakes(workbook({"A": [columns]})[:900])] == ["file_damaged"]


def test_columns_that_are_not_there_say_nothing_and_unknown_ones_are_named():
    source = file_of(BIRTH, without=("fee", "online")).replace("Lĩnh vực", "Lĩnh vực,STT,Loại thủ tục")
    source = source.replace("Hộ tịch", "Hộ tịch,1,Không liên thông")
    file = read_procedure_file(source)
    assert file.ignored == ["STT", "Loại thủ tục"]
    assert {"fee", "online"}.isdisjoint(file.rows[0].values)


def test_empty_cells_empty_what_may_be_empty_and_leave_the_day():
    (row,) = read_procedure_file(file_of(BIRTH | {"fee": "", "online": "", "trigger_date": ""})).rows
    assert (row.values["fee"], row.values["online"]) == ("", "none")
    assert "trigger_date" not in row.values


@pytest.mark.parametrize(
    "cell",
    [
        "Tờ khai;  Giấy chứng sinh ; Căn cước, nếu có;",
        "Tờ khai\nGiấy  chứng sinh\r\n\r\n Căn cước, nếu có\n",
        "- Tờ khai;\n- Giấy chứng sinh;\n+ Căn cước, nếu có",
    ],
    ids=["semicolons", "lines of the cell", "both"],
)
def test_papers_and_steps_have_a_line_each_however_a_cell_separates_them(cell):
    (row,) = read_procedure_file(file_of(BIRTH | {"papers": cell, "steps": cell})).rows
    assert row.values["papers"] == row.values["steps"] == "Tờ khai\nGiấy chứng sinh\nCăn cước, nếu có"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"code": ""}, [("Mã thủ tục", "missing_value")]),
        ({"code": "1004873"}, [("Mã thủ tục", "damaged_code")]),
        ({"code": "1.00487"}, [("Mã thủ tục", "damaged_code")]),
        ({"code": "1,004873"}, [("Mã thủ tục", "damaged_code")]),
        ({"code": "1E+05"}, [("Mã thủ tục", "damaged_code")]),
        ({"code": "mã mới"}, [("Mã thủ tục", "bad_code")]),
        ({"code": "1.004873.000.00.00.H29"}, []),
        ({"code": "T-HCM-123456-TT"}, []),
        ({"title": "x" * 256}, [("Tên thủ tục", "too_long")]),
        ({"level": "Bộ"}, [("Cấp thực hiện", "unknown_word")]),
        ({"online": "mức độ 4"}, [("Mức độ trực tuyến", "unknown_word")]),
        ({"trigger_date": "31/02/2026"}, [("Ngày công bố", "bad_date")]),
        ({"trigger_date": "01/01/0026"}, [("Ngày công bố", "bad_date")]),
        ({"trigger_date": "2026-10-15"}, []),
        ({"service_url": "dichvucong.gov.vn"}, [("Địa chỉ nộp trực tuyến", "bad_url")]),
        ({"service_url": "javascript:alert(1)"}, [("Địa chỉ nộp trực tuyến", "bad_url")]),
        ({"service_url": "https://co dau cach.vn/"}, [("Địa chỉ nộp trực tuyến", "bad_url")]),
        ({"fee": "a\x00b"}, [("Phí, lệ phí", "control_character")]),
        ({"title": "§¨ng ký khai sinh", "agency": "ñy ban nh©n d©n x·"}, [("Cơ quan thực hiện", "old_encoding")]),
        ({"title": "Ñaêng kyù khai sinh"}, [("Tên thủ tục", "old_encoding")]),
        ({"code": "", "level": "", "service_url": "x"}, [
            ("Cấp thực hiện", "missing_value"), ("Mã thủ tục", "missing_value"), ("Địa chỉ nộp trực tuyến", "bad_url"),
        ]),
    ],
)  # fmt: skip
def test_each_mistake_of_a_row_is_told(values, expected):
    assert wrong(**values) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", [(1, "", "no_header")]),
        ("\ufeff", [(1, "", "no_header")]),
        ("Tên thủ tục\n".encode("utf-16"), [(1, "", "not_utf8")]),
        (b"PK\x03\x04\xff", [(1, "", "file_damaged")]),
        (file_of(BIRTH).encode() + "Đăng ký".encode("cp1258", "replace") + b"\xff", [(3, "", "not_utf8")]),
        ('Mã thủ tục,Tên thủ tục\n"1.001193', [(2, "", "not_csv")]),
        (file_of(BIRTH).splitlines()[0], [(1, "", "no_rows")]),
        (file_of(BIRTH, without=("code",)), [(1, "Mã thủ tục", "missing_column")]),
        (file_of(BIRTH).replace("Tóm tắt", "").replace("Lĩnh vực", "Mã số"),
         [(1, "Mã số", "same_column"), (1, "Lĩnh vực", "missing_column")]),
        ("M· thñ tôc;Tªn thñ tôc;LÜnh vùc\n1;2;3", [(1, "", "old_encoding")]),
        (file_of(BIRTH) + "1,2,3,4,5,6,7,8,9,10,11,12,13\n", [(3, "", "cell_count")]),
    ],
)  # fmt: skip
def test_file_that_is_none_is_refused_with_the_reason(source, expected):
    assert mistakes(source)[: len(expected)] == expected


def test_all_mistakes_are_told_at_once_and_good_rows_are_kept():
    bad = BIRTH | {"code": "1.1", "level": "Bộ"}
    file = read_procedure_file(file_of(BIRTH, bad, DEATH, DEATH | {"title": "Lần nữa"}, BIRTH | {"area": ""}))
    assert [(error.line, error.code) for error in file.errors] == [
        (3, "unknown_word"), (3, "damaged_code"), (5, "repeated_code"), (6, "missing_value"), (6, "repeated_code"),
    ]  # fmt: skip
    assert [(row.line, row.code) for row in file.rows] == [(2, BIRTH["code"]), (4, DEATH["code"])]
    assert file.codes == {BIRTH["code"], DEATH["code"]}


def test_too_many_rows_are_refused_before_any_is_read():
    many = file_of(BIRTH) + file_of(BIRTH).splitlines(keepends=True)[1] * MAX_ROWS
    assert [(line, code) for line, _column, code in mistakes(many)] == [(MAX_ROWS + 2, "too_many_rows")]


def test_limits_and_choices_are_those_of_the_page():
    fields = {name: ProcedurePage._meta.get_field(name) for name in COLUMNS}
    assert {name: field.max_length for name, field in fields.items() if name in LIMITS} == LIMITS
    assert {name for name, field in fields.items() if not field.blank} - {"online"} <= set(REQUIRED)
    for name, words in WORDS.items():
        assert set(words) == {value for value, _label in fields[name].choices}


def test_template_has_every_column_and_is_read():
    file = read_procedure_file(TEMPLATE.read_bytes())
    assert (file.errors, file.ignored, len(file.rows)) == ([], [], 1)
    assert set(file.rows[0].values) == set(COLUMNS)


OLD_FILE = in_tcvn3(file_of(BIRTH, DEATH))


@pytest.mark.parametrize(
    "source",
    [
        OLD_FILE,
        OLD_FILE.encode(),
        # As spreadsheet programs save it on a Western and on a Vietnamese Windows.
        OLD_FILE.removeprefix("\ufeff").encode("latin-1", "ignore"),
        # Twice read as Windows-1252: on the way in, and on the way out.
        "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in file_of(BIRTH, DEATH).encode()),
    ],
)
def test_file_in_an_old_encoding_is_read_where_somebody_looks_at_it(source):
    file = read_procedure_file(source, convert=True)
    assert (file.errors, [row.title for row in file.rows]) == ([], ["Đăng ký khai sinh", "Đăng ký khai tử"])
    assert {(row.values["area"], row.values["level"], row.values["online"]) for row in file.rows} == {
        ("Hộ tịch", "commune", "full")
    }
    assert len(file.encodings) == 1
    # What is kept to be confirmed needs no second conversion.
    assert read_procedure_file(file.text).rows == file.rows


def test_converted_cells_are_named_with_their_line_and_column():
    file = read_procedure_file(OLD_FILE, convert=True)
    assert file.encodings == ("TCVN3",)
    assert (1, "Tên thủ tục", "Tªn thñ tôc", "Tên thủ tục") in file.converted
    assert (3, "Tên thủ tục", "§¨ng ký khai tö", "Đăng ký khai tử") in file.converted
    assert read_procedure_file(file_of(BIRTH), convert=True).converted == ()


def test_such_a_file_is_refused_elsewhere_and_its_encoding_named():
    for source, code in ((OLD_FILE, "old_encoding"), (OLD_FILE.encode("latin-1", "ignore"), "not_utf8")):
        file = read_procedure_file(source)
        assert ({error.code for error in file.errors}, file.encodings, file.converted) == ({code}, ("TCVN3",), ())


def test_words_that_are_old_only_together_are_refused_too():
    rows = [row | {"area": "Hé tÞch", "agency": "Chung"} for row in (BIRTH, DEATH)]
    first = [row | {"area": "§Êt ®ai"} for row in rows[:1]]
    assert {error.code for error in read_procedure_file(file_of(*first, *rows[1:])).errors} == {"old_encoding"}
    assert read_procedure_file(file_of(*first, *rows[1:]), convert=True).rows[0].values["area"] == "Đất đai"


LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ ,;\"'=+-@.()0123456789"
WORD = st.text(alphabet=LETTERS, max_size=40).map(clean_text).filter(lambda text: not text.startswith("'"))
TEXT = WORD.filter(lambda text: not legacy_encoding(text))
ROWS = st.fixed_dictionaries(
    {
        "code": st.integers(0, 9_999_999).map(lambda number: f"{number // 10**6}.{number % 10**6:06}"),
        "title": TEXT.filter(bool),
        "area": st.just("Hộ tịch"),
        "level": st.sampled_from(sorted(WORDS["level"])),
        "agency": TEXT.filter(bool),
        "duration": st.just("5 ngày"),
        "fee": TEXT,
        "online": st.sampled_from(sorted(WORDS["online"])),
        "trigger_date": st.dates(date(1990, 1, 1), date(2090, 1, 1)),
        "service_url": st.sampled_from(["", "https://dichvucong.example/a?b=1;c,d"]),
    }
)


ROW = {
    "code": "0.000000", "title": "0", "area": "Hộ tịch", "level": sorted(WORDS["level"])[0], "agency": "0",
    "duration": "5 ngày", "fee": "", "online": sorted(WORDS["online"])[0], "trigger_date": date(2000, 1, 1),
    "service_url": "",
}  # fmt: skip


@settings(max_examples=60, deadline=None)
@example([ROW | {"agency": "àp", "fee": "ãc"}])
@given(st.lists(ROWS, min_size=1, max_size=5, unique_by=lambda row: row["code"]))
def test_what_is_written_is_read_back(rows):
    fields = list(rows[0])
    table = [[COLUMNS[field] for field in fields], *([str(row[field]) for field in fields] for row in rows)]
    text = "".join(csv_lines(table))
    assume(not in_unicode(text.split("\n")).encodings)
    # Words that tell nothing by themselves do together.
    assume(not any(legacy_encoding(" ".join(str(row[field]) for field in fields)) for row in rows))
    file = read_procedure_file(text.encode())
    assert file.errors == []
    assert file.rows == [ProcedureRow(line, row) for line, row in enumerate(rows, start=2)]

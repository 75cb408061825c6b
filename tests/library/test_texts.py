"""The text of files is drawn out; what cannot be read ends in a reason."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from library.enums import ReadingState
from library.texts import drawing_out, text_program
from library.texts.drawing_out import DrawingOutFailed, draw_out
from tests.each import each_case
from tests.library.office_files import docx, ods, odt, packed, pdf, xlsx

LONG = "Thong bao ve viec cap nuoc"
BOMB = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@each_case(
    ("ending", "content", "parts"),
    [
        ("pdf", pdf([LONG, f"{LONG} trang hai"]), [("1", LONG), ("2", f"{LONG} trang hai")]),
        ("docx", docx("Thông báo", "cấp nước"), [("", "Thông báo cấp nước ")]),
        ("odt", odt("Thông báo", "cấp nước"), [("", "Thông báo cấp nước")]),
        ("ods", ods(Thu="Phí một", Chi="Lương"), [("Thu", "Phí một"), ("Chi", "Lương")]),
        ("xlsx", xlsx(Thu="Phí một", Chi="Lương"), [("Thu", "Phí một 12"), ("Chi", "Lương 12")]),
    ],
)
def test_text_is_drawn_out_by_pages_and_sheets(ending, content, parts):
    found = draw_out(content, ending)
    assert (found.state, found.parts, found.pictures) == (ReadingState.READ, parts, 0)


def test_sheets_that_were_hidden_are_not_drawn_out():
    workbook, content = Workbook(), BytesIO()
    workbook.active.append(["Công khai"])
    for name in ("hidden", "veryHidden"):
        sheet = workbook.create_sheet(name)
        sheet.append(["Mật"])
        sheet.sheet_state = name
    workbook.save(content)
    assert [text for _label, text in draw_out(content.getvalue(), "xlsx").parts] == ["Công khai"]
    hiding = '<s:style s:name="ta2"><s:table-properties b:display="false"/></s:style>'
    found = draw_out(ods(hiding, {"Mat": "ta2"}, Thu="Công khai", Mat="Lương"), "ods")
    assert found.parts == [("Thu", "Công khai")]


def test_sheet_with_more_cells_than_are_read_is_cut(monkeypatch, tmp_path):
    program = tmp_path / "program.py"
    program.write_text(Path(text_program.__file__).read_text().replace("MOST_CELLS = 200_000", "MOST_CELLS = 1"))
    monkeypatch.setattr(drawing_out, "_PROGRAM", program)
    assert draw_out(xlsx(Thu="Phí"), "xlsx").state == ReadingState.CUT


@each_case(
    ("ending", "content", "state"),
    [
        ("pdf", b"", ReadingState.DAMAGED),
        ("pdf", b"%PDF-1.4 test", ReadingState.DAMAGED),
        ("docx", b"PK\x03\x04 broken", ReadingState.DAMAGED),
        ("docx", packed({"other.xml": ""}), ReadingState.DAMAGED),
        ("docx", docx("&b;" * 10, before=BOMB), ReadingState.DAMAGED),
        ("docx", b"\xd0\xcf\x11\xe0 with a password", ReadingState.LOCKED),
        ("odt", packed({"META-INF/manifest.xml": "<encryption-data/>", "content.xml": ""}), ReadingState.LOCKED),
        ("xlsx", packed({"xl/workbook.xml": b"\0" * (201 * 1024 * 1024)}), ReadingState.TOO_LARGE),
        ("pptx", b"", ReadingState.NO_TEXT_FORMAT),
    ],
)
def test_file_that_cannot_be_read_ends_in_a_reason(ending, content, state):
    found = draw_out(content, ending)
    assert (found.state, found.parts) == (state, [])


def test_scan_is_told_from_a_document_with_few_pictures():
    scan, mixed = draw_out(pdf(["", "", LONG]), "pdf"), draw_out(pdf([LONG, LONG, ""]), "pdf")
    assert (scan.state, scan.pictures, [label for label, _text in scan.parts]) == (ReadingState.SCAN, 2, ["3"])
    assert (mixed.state, mixed.pictures) == (ReadingState.READ, 1)


@pytest.mark.slow(reason="reads a thousand pages")
def test_of_ten_thousand_pages_the_first_are_read():
    found = draw_out(pdf([LONG] * 10_000), "pdf")
    assert (found.state, len(found.parts)) == (ReadingState.CUT, text_program.MOST_PAGES)


@pytest.mark.slow(reason="packs a long text")
def test_of_a_long_text_the_beginning_is_read():
    found = draw_out(docx("thong bao " * 60_000), "docx")
    ((_label, text),) = found.parts
    assert (found.state, len(text)) == (ReadingState.CUT, text_program.MOST_LETTERS)


def test_program_that_does_not_run_says_nothing_of_the_file(monkeypatch, tmp_path):
    program = tmp_path / "program.py"
    program.write_text("import no_such_library\n")
    # The program of the child process, which no argument names.
    monkeypatch.setattr(drawing_out, "_PROGRAM", program)
    with pytest.raises(DrawingOutFailed, match="no_such_library"):
        draw_out(pdf([LONG]), "pdf")


def test_process_that_does_not_end_is_ended(monkeypatch):
    monkeypatch.setattr(drawing_out, "PATIENCE", 0.01)
    assert draw_out(pdf([LONG]), "pdf").state == ReadingState.INTERRUPTED


def test_process_that_the_system_ends_has_a_reason(monkeypatch, tmp_path):
    program = tmp_path / "program.py"
    program.write_text("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n")
    # The program of the child process, which no argument names.
    monkeypatch.setattr(drawing_out, "_PROGRAM", program)
    assert draw_out(b"", "pdf").state == ReadingState.INTERRUPTED
    program.write_text("import os, signal\nos.kill(os.getpid(), signal.SIGXCPU)\n")
    assert draw_out(b"", "pdf").state == ReadingState.TOO_LARGE


def test_process_knows_nothing_of_the_installation(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "hidden")
    program = tmp_path / "program.py"
    program.write_text("import json, os\nprint(json.dumps({'label': '', 'text': str(sorted(os.environ))}))\n")
    monkeypatch.setattr(drawing_out, "_PROGRAM", program)
    ((_label, text),) = draw_out(b"", "docx").parts
    assert "SECRET_KEY" not in json.dumps(text)

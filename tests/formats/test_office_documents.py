"""Documents as offices write them are read whole: their letters, and what a person sees in them."""

import difflib
import resource

import pytest

from formats.documents import findings as codes
from formats.documents.assembling import assemble
from formats.documents.reading import read_word_document
from formats.documents.tree import Heading, Letter, List, Picture, Role, Run, Table, paragraphs_of
from tests.formats import office_documents
from tests.formats.office_documents import DOCUMENTS
from tests.formats.word_files import WordFile, in_tcvn3, letters, letters_of_file

OLD = (office_documents.notice_in_tcvn3, office_documents.notice_in_vni)


def outline(blocks, indent=""):
    for block in blocks:
        if isinstance(block, Heading):
            marker = f" {block.marker.text}" if block.marker else ""
            yield f"{indent}heading {block.level}{marker}: {block.text}"
        elif isinstance(block, List):
            yield f"{indent}{block.kind.value} list of {len(block.items)}"
            for item in block.items:
                yield f"{indent}  item {item.marker.text}"
                yield from outline(item.blocks[1:], f"{indent}    ")
        elif isinstance(block, Table):
            merged = sum(cell.rows * cell.columns > 1 for row in block.rows for cell in row)
            yield f"{indent}table {len(block.rows)}x{block.width}, header {block.header_rows}, merged {merged}"
        elif isinstance(block, Picture):
            yield f"{indent}picture: {block.alt}"
        elif block.role is Role.BODY:
            marker = f" {block.marker.text}" if block.marker else ""
            yield f"{indent}paragraph{marker}: {block.text[:18].strip()}"
        else:
            yield f"{indent}{block.role.value}: {block.text.strip()}"


def seen(document):
    notes = [f"note {key}: {document_text(note)}" for key, note in document.notes.items()]
    return [*outline(document.blocks), *notes]


def document_text(blocks):
    return " ".join(paragraph.text.strip() for paragraph in paragraphs_of(blocks))


def begun(line):
    """Of a paragraph its beginning is enough."""
    kind, colon, text = line.partition(": ")
    return f"{kind}{colon}{text[:18].strip()}" if kind.startswith("paragraph") else line


def same(found, expected):
    """The share of lines that are the same, in their order."""
    return difflib.SequenceMatcher(None, found, expected, autojunk=False).ratio()


@pytest.mark.parametrize("make", DOCUMENTS, ids=lambda make: make.__name__)
def test_letters_and_outline_of_an_office_document_are_kept(make):
    content, expected = make()
    document = assemble(content)
    if make not in OLD:
        said = document.text + "".join(finding.text for finding in document.findings)
        left_out = {finding.code for finding in document.findings if finding.text}
        assert letters(said) == letters_of_file(content), left_out
    lines = [begun(line) for line in expected.splitlines() if line.strip()]
    assert same(seen(document), lines) >= 0.95, "\n".join(seen(document))


def letter(make):
    return assemble(make()[0]).letter


def test_what_an_official_document_says_of_itself_is_told_apart():
    assert letter(office_documents.decision) == Letter(
        issuer="ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH ỦY BAN NHÂN DÂN PHƯỜNG BẾN NGHÉ",
        number="408/QĐ-UBND",
        place="Bến Nghé",
        date="2026-11-05",
        kind="QUYẾT ĐỊNH",
        subject="thành lập Tổ công nghệ số cộng đồng",
        position="TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH, PHÓ CHỦ TỊCH",
        signer="Nguyễn Thị Minh Hạnh",
    )
    set_with_tabs = letter(office_documents.notice)
    assert (set_with_tabs.number, set_with_tabs.date, set_with_tabs.signer) == (
        "31/TB-UBND",
        "2026-11-12",
        "Trần Văn Bình",
    )
    assert letter(office_documents.official_letter).subject == "rà soát thủ tục hành chính sáu tháng cuối năm 2026"


def test_day_that_is_left_to_be_filled_in_is_no_date():
    file = WordFile()
    office_documents.letterhead(file, "Số:      /TB-UBND", day="Bến Nghé, ngày     tháng 11 năm 2026")
    file.line("Nội dung thông báo đến người dân.")
    found = assemble(file.content()).letter
    assert (found.number, found.place, found.date) == ("/TB-UBND", "Bến Nghé", "")


@pytest.mark.parametrize("make", OLD, ids=lambda make: make.__name__)
def test_text_in_old_fonts_becomes_unicode_and_is_to_be_read_through(make):
    document = assemble(make()[0])
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in document.text
    lines = ["Đề nghị người dân mang theo giấy tờ tùy thân.", "Địa điểm: nhà văn hóa khu phố, số 12 đường Nguyễn Huệ."]
    assert lines[OLD.index(make)] in document.text
    assert [finding.code for finding in document.findings] == [codes.OLD_ENCODING]


def test_text_in_an_old_encoding_that_lost_its_font_becomes_unicode_too():
    file = WordFile()
    file.lines("Kính gửi quý vị", in_tcvn3("Ủy ban nhân dân phường thông báo về việc cấp nước."), font="Arial")
    document = assemble(file.content())
    assert "thông báo về việc cấp nước." in document.text
    assert [finding.code for finding in document.findings] == [codes.OLD_ENCODING]


def test_what_is_left_out_of_a_draft_is_told_with_its_words_and_its_place():
    document = assemble(office_documents.draft_with_changes()[0])
    found = {finding.code: finding for finding in document.findings}
    assert set(found) == {
        codes.CONTENTS,
        codes.DELETED,
        codes.TRACKED,
        codes.HIDDEN,
        codes.TEXT_BOX,
        codes.PAGE_BREAKS,
        codes.UNDERLINE,
    }
    assert found[codes.DELETED].text == "lần một"
    assert found[codes.DELETED].near == "Dự thảo lấy ý kiến lần hai"
    assert found[codes.HIDDEN].text == "giấu"
    assert found[codes.TEXT_BOX].text == ""
    runs = [run for paragraph in paragraphs_of(document.blocks) for run in paragraph.runs]
    assert Run("hộp thư góp ý", link="mailto:gopy@phuong.example") in runs
    assert Run("2", script="super") in runs


def test_picture_footnotes_and_merged_cells_of_a_report_stand_where_they_stood():
    document = assemble(office_documents.report()[0])
    (picture,) = (block for block in document.blocks if isinstance(block, Picture))
    assert document.pictures[picture.name].startswith(b"\x89PNG")
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    first = [(cell.column, cell.columns, cell.rows) for cell in table.rows[0]]
    assert first == [(0, 1, 2), (1, 2, 1)]
    notes = [run.note for paragraph in paragraphs_of(document.blocks) for run in paragraph.runs if run.note]
    assert notes == ["1", "2"]
    assert [finding.code for finding in document.findings] == [codes.HEADER, codes.FOOTER]


def test_address_that_no_page_takes_is_left_out_of_a_link_and_its_words_stay():
    file = WordFile()
    file.link(file.line("Xem "), "tệp trên máy", "file:///C:/a.docx")
    document = assemble(file.content())
    assert document.text == "Xem tệp trên máy"
    assert [finding.code for finding in document.findings] == [codes.LINK]


def test_header_row_that_word_repeats_and_a_column_of_numbers_are_headers_of_a_table():
    file = WordFile()
    file.table([["Tên", "Số"], ["A", "1"]], repeated_rows=1)
    file.table([["STT", "Tên"], ["1", "A"]])
    file.table([["A", "1"], ["B", "2"]])
    tables = [block for block in assemble(file.content()).blocks if isinstance(block, Table)]
    assert [table.header_rows for table in tables] == [1, 1, 0]


def test_emphasis_is_no_heading_where_all_is_bold():
    file = WordFile()
    for number in range(12):
        file.line(f"Dòng in đậm số {number} của cả văn bản", bold=True)
    assert not [block for block in assemble(file.content()).blocks if isinstance(block, Heading)]


def cpu_of_children():
    """Seconds, whatever else the machine does."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.slow(reason="makes and reads a document of thirty pages")
def test_thirty_pages_are_read_apart_in_under_three_seconds():
    file = WordFile()
    for number in range(1, 121):
        file.line(f"Điều {number}. Phạm vi điều chỉnh", bold=True)
        file.lines(*(["1. Ủy ban nhân dân phường có trách nhiệm tổ chức thực hiện. " * 3] * 3))
        if number % 10 == 0:
            file.table([["Tên", "Số lượng", "Ghi chú"]] * 6, merge=[((1, 0), (2, 0))])
    content = file.content()
    before = cpu_of_children()
    document = read_word_document(content)
    assert cpu_of_children() - before < 3
    assert len(document.text) > 30 * 2_000
    assert document.text == assemble(content).text

"""HTML as Word puts it on the clipboard is read by the rules of Word files."""

import pytest

from formats.documents import findings as codes
from formats.documents import reading
from formats.documents.assembling import assemble_html
from formats.documents.reading import MOST_HTML, read_word_html
from formats.documents.tree import Heading, List, MarkerKind, Paragraph, Role, Table
from formats.files.errors import ContentRefused
from formats.vietnamese.legacy_encodings import READERS
from home.word_import.tables import text_of

HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns="http://www.w3.org/TR/REC-html40"><head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- /* Font Definitions */
@font-face {font-family:".VnTime"; panose-1:2 11 114 0;}
p.MsoNormal, li.MsoNormal, div.MsoNormal {mso-style-unhide:no; margin:0in; font-size:14.0pt; STYLE}
h1 {mso-style-next:Normal; mso-outline-level:1; font-weight:bold;}
p.Muc {mso-style-name:Muc; mso-outline-level:2; text-align:center;}
--></style></head><body lang=EN-US style='tab-interval:.5in'><!--StartFragment-->"""
TAIL = "<!--EndFragment--></body></html>"


def normal(text, style="", attributes=""):
    return f"<p class=MsoNormal {attributes} style='margin-bottom:6.0pt;{style}'>{text}<o:p></o:p></p>\n\n"


def item(sign, text, level=1, font=""):
    """A paragraph that Word counts: its marker stands in it, and is marked as none of its letters."""
    return (
        f"<p class=MsoListParagraphCxSpMiddle style='text-indent:-.25in;mso-list:l0 level{level} lfo1'>"
        f"<![if !supportLists]><span style='{font}'><span style='mso-list:Ignore'>{sign}<span\n"
        f"style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>"
        f"{text}<o:p></o:p></p>"
    )


def read(body, style=""):
    return assemble_html((HEAD.replace("STYLE", style) + body + TAIL).encode())


def blocks_of(*args, **kwargs):
    return read(*args, **kwargs).blocks


def outline(blocks):
    return [
        (block.level, " ".join(filter(None, [block.marker and block.marker.text, block.text])))
        if isinstance(block, Heading)
        else block.text
        for block in blocks
    ]


def test_headings_by_style_and_by_form_and_text_that_is_none():
    blocks = blocks_of(
        "<h1>Phần chung<o:p></o:p></h1>"
        + "<p class=Muc>Mục tiêu<o:p></o:p></p>"
        + normal("<b style='mso-bidi-font-weight:normal'>Điều 1. Phạm vi\náp dụng</b>")
        + normal("Nghị quyết này quy định\nmức thu&nbsp;phí.")
        + normal("<b>I. TỔ CHỨC</b>", attributes="align=center")
        + normal("<b>1. Phân công</b>")
        + normal("Văn phòng <b>chủ trì</b>, các phòng phối hợp.")
    )
    assert outline(blocks) == [
        (1, "Phần chung"),
        (2, "Mục tiêu"),
        (3, "Điều 1. Phạm vi áp dụng"),
        "Nghị quyết này quy định mức thu phí.",
        (4, "I. TỔ CHỨC"),
        (5, "1. Phân công"),
        "Văn phòng chủ trì, các phòng phối hợp.",
    ]
    assert [run.text for run in blocks[-1].runs if run.bold] == ["chủ trì"]


def test_lists_that_word_counts_are_lists_in_lists():
    symbol = "font-family:Symbol"
    (one,) = blocks_of(
        item("1.", "Chuẩn bị") + item("·", "Tờ khai", 2, symbol) + item("·", "Bản sao", 2, symbol) + item("2.", "Nộp")
    )
    assert isinstance(one, List)
    assert [each.marker.text for each in one.items] == ["1.", "2."]
    inner = one.items[0].blocks[1]
    assert isinstance(inner, List)
    assert (inner.kind, [each.blocks[0].text for each in inner.items]) == (MarkerKind.BULLET, ["Tờ khai", "Bản sao"])


def test_lists_of_html_count_on_from_where_they_start_in_their_letters():
    (one,) = blocks_of(
        "<ol start=3 type=1><li class=MsoNormal>Ba<ol type=a><li>một<li>hai</ol></li>"
        "<li class=MsoNormal><p>Bốn</p></li></ol>"
    )
    assert [each.marker.text for each in one.items] == ["3.", "4."]
    assert [each.marker.text for each in one.items[0].blocks[1].items] == ["a.", "b."]


def in_encoding(text, encoding):
    """Letters as they are stored for a font of former days."""
    shown = {READERS[encoding](chr(place)): chr(place) for place in range(0x80, 0x100)}
    return "".join(shown.get(letter, letter) for letter in text)


def test_text_in_fonts_of_former_days_is_unicode_by_font_of_letters_style_sheet_or_attribute():
    text = in_encoding("Thông báo", "TCVN3")
    assert text != "Thông báo"
    by_letters = read(normal(f"<span style='font-family:\".VnTime\",sans-serif;mso-bidi-font-family:x'>{text}</span>"))
    by_sheet = read(normal(text), style='font-family:".VnTime";')
    by_attribute = read(f'<p><font face=".VnTimeH">{text}</font></p>')
    assert [one.text for one in (by_letters, by_sheet, by_attribute)] == ["Thông báo", "Thông báo", "THÔNG BÁO"]
    assert {one.findings[0].code for one in (by_letters, by_sheet, by_attribute)} == {codes.OLD_ENCODING}
    assert read(normal("<span style='font-family:VNI-Times'>Thoâng baùo</span>")).text == "Thông báo"
    kept = read(normal("<span style='font-family:\".VnTime\"'>Phường Bến Nghé</span>"))
    assert (kept.text, kept.findings) == ("Phường Bến Nghé", [])


def test_merged_cells_keep_their_places_and_word_s_row_of_no_height_is_none():
    (table,) = blocks_of(
        "<table class=MsoNormalTable border=1><thead><tr><td rowspan=2><p class=MsoNormal>STT</p></td>"
        "<td colspan=2><p class=MsoNormal align=center>Hồ sơ</p></td></tr></thead>"
        "<tr><td>Nhận</td><td>Trả</td></tr><tr><td>1</td><td><p>Một</p><p>dòng</p></td><td>2</td></tr>"
        "<![if !supportMisalignedColumns]><tr height=0><td width=9></td><td></td><td></td></tr><![endif]></table>"
    )
    assert isinstance(table, Table)
    places = [[(cell.column, cell.columns, cell.rows) for cell in row] for row in table.rows]
    assert places == [[(0, 1, 2), (1, 2, 1)], [(1, 1, 1), (2, 1, 1)], [(0, 1, 1), (1, 1, 1), (2, 1, 1)]]
    assert text_of(table.rows[2][1]) == "Một\ndòng"
    assert table.header_rows == 1


def test_what_is_no_text_of_the_page_is_left_out_and_told():
    document = read(
        "<style>p {color:red}</style><script>alert(1)</script>"
        + normal("Giữ <del>cũ</del><ins>mới</ins><span style='display:none;mso-hide:all'>ẩn</span>")
        + normal("<a href='javascript:alert(1)'>Nhấn</a> <a href='https://hcm.gov.vn/'>Cổng</a>&nbsp; H<sub>2</sub>O")
        + normal("&nbsp;")
        + "<div style='mso-element:comment-list'><p class=MsoCommentText>Sửa lại</p></div>"
    )
    assert [block.text for block in document.blocks] == ["Giữ mới", "Nhấn Cổng H2O"]
    runs = document.blocks[1].runs
    assert [run.link for run in runs if run.link] == ["https://hcm.gov.vn/"]
    assert [run.text for run in runs if run.script == "sub"] == ["2"]
    found = {one.code: one.text for one in document.findings}
    assert found == {codes.DELETED: "cũ", codes.HIDDEN: "ẩn", codes.LINK: "", codes.COMMENT: "Sửa lại"}


def test_letterhead_set_with_tabs_has_its_roles():
    tab = "<span style='mso-tab-count:2'>&nbsp;&nbsp;&nbsp; </span>"
    blocks = blocks_of(
        normal(f"UBND PHƯỜNG BẾN NGHÉ{tab}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        + normal(f"Số: 12/TB-UBND{tab}Độc lập - Tự do - Hạnh phúc")
        + normal("<b>THÔNG BÁO</b>", attributes="align=center")
        + normal("Phường mở thêm điểm tiếp nhận.")
    )
    roles = [Role.ISSUER, Role.MOTTO, Role.NUMBER, Role.MOTTO, Role.KIND, Role.BODY]
    assert [block.role for block in blocks if isinstance(block, Paragraph)] == roles


def test_html_is_read_by_the_process_with_bounds_as_it_is_here():
    html = HEAD + normal("Điều 1. Phạm vi") + normal("Chữ.") + TAIL
    assert read_word_html(html) == assemble_html(html.encode())


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<b>" * 150 + "sâu",
        "<table><tr><td>" * 60 + "bảng trong bảng",
        "<table><tr>" + "<td>" * 1000 + "<tr><td>" * 200 + "</table>",
        "x" * (MOST_HTML + 1),
    ],
    ids=["nothing", "deep", "tables in tables", "wide", "long"],
)
def test_html_that_nobody_writes_is_refused(html):
    with pytest.raises(ContentRefused):
        read_word_html(html)


@pytest.mark.parametrize("sheet", ["a" * 900_000, "/*" * 450_000, "{" * 900_000], ids=["letters", "remarks", "braces"])
def test_hostile_style_sheet_is_read_once(sheet):
    assert read_word_html(f"<style>{sheet}</style><p>Chữ</p>").text == "Chữ"


def test_html_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "PATIENCE_WITH_HTML", 0.01)
    with pytest.raises(ContentRefused):
        read_word_html("<p>Chữ</p>")

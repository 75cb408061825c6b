"""Paste from Word, and of tables from a spreadsheet."""

import json
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from home.models import InformationPage
from tests.factories import make_member
from tests.journeys.desk import Desk, draft_with

# As Word writes them: lines of the source break anywhere, and cells hold paragraphs.
PASSAGE = """<html><body><div class=WordSection1><p class=MsoNormal>Phường mở
thêm hai điểm tiếp nhận.</p>
<table><tr><td colspan=2><p class=MsoNormal><b>Điểm tiếp nhận
mới</b></p></td></tr>
<tr><td><p>Khu phố 1</p><p>Khu phố 2</p></td><td><p>7 giờ
30</p></td></tr></table>
<p class=MsoNormal>Người dân đến trong giờ hành chính.</p></div></body></html>"""
CELLS = [["Điểm tiếp nhận mới", ""], ["Khu phố 1\nKhu phố 2", "7 giờ 30"]]
PASTE = """(element, html) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", "chữ trơn");
    element.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
}"""
OLD_FONT = "<p style='font-family:\".VnTime\"'>Th«ng b¸o</p>"
DECISION = """<html><head><meta name=Generator content="Microsoft Word 15"><style><!--
p.MsoNormal {margin:0in; font-family:".VnTime"; mso-bidi-font-family:"Times New Roman";} --></style></head><body>
<p class=MsoNormal><b>Điều 1. Phạm vi<o:p></o:p></b></p>
<p class=MsoNormal>Th«ng b¸o nµy ¸p dông cho:</p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span></span><![endif]>Khu phố 1;</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span></span><![endif]>Khu phố 2.</p>
<p class=MsoNormal><![if !vml]><img src="file:///C:/Temp/image001.png"><![endif]></p>
<p class=MsoNormal><b>Điều 2. Hiệu lực</b></p>
<p class=MsoNormal>Cã hiÖu lùc tõ ngµy ký.</p></body></html>"""


@pytest.fixture
def ward(portals):
    return portals["bennghe"]


@pytest.fixture
def editor(ward, desk_of) -> Desk:
    return desk_of(make_member(ward))


def text_fields(page: Page) -> Locator:
    return page.locator(".public-DraftEditor-content")


def body_of(draft: InformationPage) -> list[tuple[str, object]]:
    body = InformationPage.objects.get(pk=draft.pk).get_latest_revision_as_object().body
    return [(block.block_type, block.value) for block in body]


def test_table_in_a_passage_from_word_becomes_a_table_block_between_its_paragraphs(editor, ward):
    draft = draft_with(ward, [("paragraph", "")])
    editor.open("wagtailadmin_pages:edit", draft.pk)
    text_fields(editor.page).first.evaluate(PASTE, PASSAGE)
    expect(text_fields(editor.page)).to_have_text(
        ["Phường mở thêm hai điểm tiếp nhận.", "Người dân đến trong giờ hành chính."]
    )
    expect(editor.page.locator(".pasted-note")).to_contain_text("khối Bảng")
    # Draftail hands what was pasted to the form a quarter of a second later.
    expect(editor.page.locator("input[name='body-0-value']")).to_have_value(re.compile("hai điểm tiếp nhận"))
    expect(editor.page.locator("input[name='body-2-value']")).to_have_value(re.compile("giờ hành chính"))
    with editor.page.expect_navigation():
        editor.page.get_by_role("button", name="Lưu bản nháp").first.click()
    (first, before), (second, table), (third, after) = body_of(draft)
    assert (first, second, third) == ("paragraph", "table", "paragraph")
    assert "hai điểm tiếp nhận" in before.source
    assert "giờ hành chính" in after.source
    assert table["table"]["data"] == CELLS
    assert table["table"]["mergeCells"] == [{"row": 0, "col": 0, "rowspan": 1, "colspan": 2}]
    assert table["table"]["table_header_choice"] == "row"


def test_table_in_a_part_of_a_block_stands_behind_the_block_and_text_in_an_old_font_is_told(editor, ward):
    draft = draft_with(ward, [("notice", {"level": "info", "title": "Nghỉ lễ", "text": ""})])
    editor.open("wagtailadmin_pages:edit", draft.pk)
    field, note = text_fields(editor.page).first, editor.page.locator(".pasted-note")
    field.evaluate(PASTE, PASSAGE)
    expect(note).to_contain_text("khối Bảng")
    expect(text_fields(editor.page)).to_have_count(1)
    expect(field).to_contain_text("Phường mở thêm hai điểm tiếp nhận.")
    expect(field).to_contain_text("Người dân đến trong giờ hành chính.")
    expect(editor.page.locator(".handsontable td").first).to_have_text(CELLS[0][0])
    field.evaluate(PASTE, OLD_FONT)
    expect(note).to_contain_text("TCVN3")
    expect(note).not_to_contain_text("khối Bảng")


def test_headings_a_list_and_old_fonts_of_word_become_blocks_in_unicode_and_pictures_are_told(editor, ward):
    draft = draft_with(ward, [("paragraph", "")])
    editor.open("wagtailadmin_pages:edit", draft.pk)
    text_fields(editor.page).first.evaluate(PASTE, DECISION)
    note = editor.page.locator(".pasted-note")
    expect(note).to_contain_text("Tạo từ tệp Word")
    expect(note).to_contain_text("TCVN3")
    # Draftail hands what was pasted to the form a quarter of a second later.
    values = editor.page.locator("input[name^=body-][name$=-value]")
    expect(values.first).to_have_value(re.compile("áp dụng"))
    expect(values.last).to_have_value(re.compile("hiệu lực"))
    with editor.page.expect_navigation():
        editor.page.get_by_role("button", name="Lưu bản nháp").first.click()
    first, text, second, after = body_of(draft)
    assert [(kind, value["text"]) for kind, value in (first, second)] == [
        ("heading", "Điều 1. Phạm vi"),
        ("heading", "Điều 2. Hiệu lực"),
    ]
    assert re.sub(r' data-block-key="\w+"', "", text[1].source) == (
        "<p>Thông báo này áp dụng cho:</p><ul><li>Khu phố 1;</li><li>Khu phố 2.</li></ul>"
    )
    assert "Có hiệu lực từ ngày ký." in after[1].source


def test_tables_alone_become_blocks_where_the_portal_does_not_answer(editor, ward):
    draft = draft_with(ward, [("paragraph", "")])
    editor.open("wagtailadmin_pages:edit", draft.pk)
    editor.page.route("**/pasted/", lambda route: route.abort())
    text_fields(editor.page).first.evaluate(PASTE, DECISION.replace("<img", "<table><tr><td>Mục<td>Số</table><img"))
    expect(editor.page.locator(".handsontable td").first).to_have_text("Mục")
    expect(text_fields(editor.page).first).to_contain_text("Điều 1. Phạm vi")
    expect(editor.page.locator(".pasted-note")).to_contain_text("lưu bản nháp")


def test_other_text_is_pasted_by_the_editor_alone_and_pictures_in_it_are_told(editor, ward):
    editor.open("wagtailadmin_pages:edit", draft_with(ward, [("paragraph", "")]).pk)
    sent = []
    editor.page.on("request", lambda request: sent.append(request.url))
    text_fields(editor.page).first.evaluate(PASTE, "<p>Chữ <b>đậm</b></p><img src='data:image/png;base64,AAAA'>")
    expect(text_fields(editor.page).first).to_contain_text("Chữ đậm")
    expect(editor.page.locator(".pasted-note")).to_contain_text("ảnh")
    assert not any("/pasted/" in address for address in sent)


def test_merged_cells_of_a_spreadsheet_keep_rows_and_columns_of_a_table_block(editor, ward):
    cells = {"table": {"data": [["", ""], ["", ""]], "table_header_choice": "row"}, "note": ""}
    editor.open("wagtailadmin_pages:edit", draft_with(ward, [("table", cells)]).pk)
    editor.page.locator(".handsontable td").first.click()
    editor.page.evaluate(f"html => ({PASTE})(document.activeElement, html)", PASSAGE)
    sent = editor.page.locator("input[name^=body-][placeholder]")
    expect(editor.page.locator(".handsontable td").first).to_have_text(CELLS[0][0])
    assert json.loads(sent.input_value())["data"] == CELLS

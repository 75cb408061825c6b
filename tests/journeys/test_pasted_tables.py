"""Tables that are pasted from Word and from a spreadsheet."""

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


def test_merged_cells_of_a_spreadsheet_keep_rows_and_columns_of_a_table_block(editor, ward):
    cells = {"table": {"data": [["", ""], ["", ""]], "table_header_choice": "row"}, "note": ""}
    editor.open("wagtailadmin_pages:edit", draft_with(ward, [("table", cells)]).pk)
    editor.page.locator(".handsontable td").first.click()
    editor.page.evaluate(f"html => ({PASTE})(document.activeElement, html)", PASSAGE)
    sent = editor.page.locator("input[name^=body-][placeholder]")
    expect(editor.page.locator(".handsontable td").first).to_have_text(CELLS[0][0])
    assert json.loads(sent.input_value())["data"] == CELLS

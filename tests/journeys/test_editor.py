"""What the page editor tells the person who writes."""

import pytest
from playwright.sync_api import expect

from home.blocks import BodyStreamBlock
from home.models import InformationPage
from sites.models import Portal
from tests.factories import make_article, make_city, make_member, section_of
from tests.fullest import make_image
from tests.journeys.desk import Desk

ROW_ABOVE = "Chèn hàng phía trên"


@pytest.fixture
def ward(web) -> Portal:
    return make_city()["bennghe"]


@pytest.fixture
def editor(ward, desk_of) -> Desk:
    return desk_of(make_member(ward))


def draft_with(ward: Portal, body: list[tuple[str, object]]) -> InformationPage:
    """A draft whose body is as nobody could write it in our blocks, for the checks to find."""
    page = InformationPage(title="Bản nháp", live=False, source_agency=ward.governing_body, owner=make_member(ward))
    page.body = [(kind, BodyStreamBlock().child_blocks[kind].to_python(value)) for kind, value in body]
    section_of(ward, "gioi-thieu").add_child(instance=page)
    page.save_revision(user=page.owner)
    return page


def test_checks_beside_the_editor_find_a_picture_described_by_its_file_name(editor, ward):
    image = make_image(ward)
    image.description = "IMG_2041.jpg"
    image.save()
    draft = draft_with(ward, [("figure", {"picture": image.pk, "caption": "Phố sách"})])
    editor.open("wagtailadmin_pages:edit", draft.pk)
    editor.page.get_by_label("Ẩn/hiện khung kiểm tra").click()
    expect(editor.page.locator("[data-content-checker-count]")).to_have_text("1")
    expect(editor.page.locator("[data-checks-panel]")).to_contain_text("Văn bản thay thế của ảnh")


def test_checks_beside_the_editor_find_nothing_in_a_good_page(editor, ward):
    draft = draft_with(ward, [("heading", {"text": "Mục lớn"}), ("paragraph", "<p>Nội dung của trang này.</p>")])
    editor.open("wagtailadmin_pages:edit", draft.pk)
    editor.page.get_by_label("Ẩn/hiện khung kiểm tra").click()
    # Counted from the preview: the checks have run.
    expect(editor.page.locator("[data-content-word-count]")).not_to_have_text("-")
    expect(editor.page.locator("[data-content-checker-count]")).to_have_text("0")


def test_preview_of_a_draft_reports_a_skipped_heading(editor, ward):
    draft = draft_with(ward, [("paragraph", "<h4>Mục nhỏ không có mục lớn</h4><p>Nội dung.</p>")])
    editor.open("wagtailadmin_pages:view_draft", draft.pk)
    bar = editor.page.locator("wagtail-userbar")
    expect(bar.locator(".w-userbar-axe-count")).to_have_text("1")
    bar.locator("#wagtail-userbar-trigger").click()
    bar.get_by_role("menuitem", name="Kiểm tra").click()
    expect(bar.locator("[data-content-checker-row]").first).to_contain_text("Thứ bậc tiêu đề mục không đúng")


def test_citizens_get_nothing_of_the_checks(web, ward, page):
    article = make_article(ward)
    page.goto(web.url(ward.host, f"/tin-tuc/{article.slug}/"))
    expect(page.locator("wagtail-userbar")).to_have_count(0)


def test_menu_of_a_table_speaks_vietnamese(editor, ward):
    table = {"table": {"data": [["Địa bàn", "Số hồ sơ"], ["Bến Nghé", "12"]], "table_header_choice": "row"}, "note": ""}
    said = []
    editor.page.on("console", lambda message: said.append(message.text))
    editor.open("wagtailadmin_pages:edit", draft_with(ward, [("table", table)]).pk)
    editor.page.locator(".handsontable td").first.click(button="right")
    expect(editor.page.locator(".htContextMenu")).to_contain_text(ROW_ABOVE)
    assert [words for words in said if "language" in words] == []

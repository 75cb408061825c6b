"""A Word file with a table and a picture becomes a public page, with nothing typed but what is seen in the picture."""

import pytest
from playwright.sync_api import expect

from home.models import NewsArticlePage, SubjectField
from tests.factories import make_head, make_member, publish, section_of
from tests.formats import office_documents
from tests.journeys.browser import axe_violations, sideways_scroll


@pytest.fixture
def ward(portals):
    return portals["bennghe"]


def choose_file(desk, ward):
    desk.open("wagtailadmin_explore", section_of(ward).pk)
    header = desk.page.locator("#w-slim-header-buttons")
    header.get_by_role("button", name="Thao tác", exact=True).click()
    header.get_by_role("link", name="Tạo từ tệp Word").click()
    file = {"name": "bao-cao.docx", "mimeType": "application/octet-stream", "buffer": office_documents.report()[0]}
    desk.page.get_by_label("Tệp Word").set_input_files(file)
    desk.page.get_by_role("button", name="Xem kết quả").click()


def test_word_file_with_a_table_and_a_picture_becomes_a_public_page(desk_of, web, ward, page):
    editor = make_member(ward)
    desk = desk_of(editor)
    choose_file(desk, ward)
    expect(desk.page.get_by_role("columnheader", name="Tiếp nhận")).to_be_visible()
    assert axe_violations(desk.page) == []
    desk.page.get_by_label("Trong hình có gì").fill("Biểu đồ cột: số hồ sơ của ba tháng")
    desk.page.get_by_role("button", name="Tạo bản nháp").click()
    expect(desk.page.locator(".messages .success")).to_be_visible()
    expect(desk.page.locator(".handsontable td[colspan='2']").first).to_contain_text("Hồ sơ")
    (made,) = NewsArticlePage.objects.filter(owner=editor, live=False, title__startswith="Báo cáo")
    draft = made.get_latest_revision_as_object()
    draft.subject_fields = [SubjectField.objects.first()]
    draft.save_revision(user=editor)
    publish(draft, by=make_head(ward), author=editor)
    page.goto(web.url(ward.host, f"/tin-tuc/{draft.slug}/"))
    expect(page.locator("th[colspan='2']")).to_have_text("Hồ sơ")
    expect(page.get_by_alt_text("Biểu đồ cột: số hồ sơ của ba tháng")).to_be_visible()
    assert axe_violations(page) == []


def test_look_at_a_word_file_fits_a_telephone(desk_of, ward):
    desk = desk_of(make_member(ward), viewport={"width": 360, "height": 740})
    choose_file(desk, ward)
    expect(desk.page.get_by_role("button", name="Tạo bản nháp")).to_be_visible()
    assert sideways_scroll(desk.page) == {}

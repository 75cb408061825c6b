"""Text in an old encoding, from the warning in the editor to the draft in Unicode; and a file of procedures in one."""

import re

from playwright.sync_api import expect

from tests.factories import make_member, section_of
from tests.home.conversion import NEW, draft
from tests.information.catalogue import BIRTH, DEATH, file_of, in_tcvn3
from tests.journeys.browser import faults


def test_draft_in_an_old_encoding_is_read_and_converted(district, desk_of):
    article = draft(district)
    desk = desk_of(make_member(district))
    page = desk.page
    desk.open("wagtailadmin_pages:edit", article.pk)
    page.get_by_role("link", name="Xem trước bản chuyển mã", exact=True).click()
    expect(page.get_by_role("cell", name=NEW, exact=True).first).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="Chuyển mã và lưu bản nháp").click()
    expect(page.get_by_text("Đã chuyển mã 7 chỗ sang Unicode")).to_be_visible()
    expect(desk.title).to_have_value(NEW)


def test_file_in_an_old_encoding_is_read_before_it_is_imported(district, desk_of):
    desk = desk_of(make_member(district))
    page = desk.page
    desk.open("import_procedures", section_of(district, "thu-tuc-dich-vu-cong").pk)
    content = in_tcvn3(file_of(BIRTH, DEATH)).encode("latin-1", "ignore")
    sent = {"name": "thu-tuc.csv", "mimeType": "text/csv", "buffer": content}
    page.locator("input[type=file]").set_input_files(sent)
    page.get_by_role("button", name=re.compile("Xem trước")).click()
    expect(page.get_by_text("Tệp dùng bảng mã cũ (TCVN3)")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="Nhập thành bản nháp").click()
    expect(page.get_by_text("Đã tạo 2 bản nháp")).to_be_visible()

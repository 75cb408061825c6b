"""What the everyday work costs: clicks and filled fields after the sign-in. A ceiling falls, and does not grow."""

import pytest
from playwright.sync_api import expect

from editorial.models import Takedown
from home.models import NewsArticlePage
from information.models import DocumentPage
from tests.factories import make_article, make_head, make_member
from tests.formats import office_documents
from tests.journeys.desk import SUBMIT, photograph
from tests.journeys.effort import counted

# Clicks and fields together: what a clerk is asked for at most, and what each journey takes.
CEILING = 12
NOTICE, WORD, CORRECTION, WITHDRAWAL = 12, 8, 6, 8


@pytest.fixture
def ward(portals):
    return portals["bennghe"]


def find(desk, title):
    """From the dashboard, by the search of pages."""
    search = desk.page.locator("form[role=search] input[type=search], form[role=search] input[type=text]").first
    search.fill(title)
    search.press("Enter")
    desk.page.get_by_role("main").get_by_role("link", name=title, exact=True).first.click()
    expect(desk.title).to_have_value(title)


def test_first_notice_with_a_picture_and_a_table(desk_of, ward):
    editor = make_member(ward)
    desk = desk_of(editor)
    page = desk.page
    with counted(page, "first notice") as effort:
        desk.open("wagtailadmin_home")
        page.get_by_role("main").get_by_role("link", name="Tin tức – Sự kiện").click()
        page.get_by_role("button", name="Thông báo", exact=True).click()
        expect(desk.title).to_have_value("Thông báo về việc [ghi việc]")
        desk.title.fill("Thông báo về việc phun thuốc diệt muỗi")
        page.get_by_role("textbox", name="Sapo").fill("Phường phun thuốc diệt muỗi tại khu phố 1 từ 8 giờ.")
        desk.panel("Ảnh đầu bài").get_by_role("button", name="Chọn ảnh").click()
        dialog = page.get_by_role("dialog")
        file = dialog.locator("input[type=file]")
        expect(file).to_be_visible()
        file.set_input_files({"name": "phun-thuoc.jpg", "mimeType": "image/jpeg", "buffer": photograph()})
        expect(dialog.get_by_role("textbox", name="Tiêu đề")).to_have_value("phun-thuoc")
        dialog.get_by_role("textbox", name="Mô tả*", exact=True).fill("Nhân viên phun thuốc trong hẻm")
        dialog.get_by_role("button", name="Tải lên").click()
        expect(dialog).to_have_count(0)
        page.locator(".handsontable td", has_text="[ghi giờ, ngày]").first.click()
        page.keyboard.type("8 giờ, 05/12/2026")
        page.keyboard.press("Tab")
        page.keyboard.type("Khu phố 1")
        page.keyboard.press("Tab")
        # What began the draft stands on the screen as a message until then.
        with page.expect_navigation():
            page.locator("footer").get_by_role("button", name=SUBMIT, exact=True).click()
        expect(page.locator(".messages .success")).to_be_visible()
    assert effort.total <= NOTICE <= CEILING, effort
    notice = NewsArticlePage.objects.get(owner=editor, draft_title__startswith="Thông báo về việc phun")
    draft = notice.get_latest_revision_as_object()
    assert notice.current_workflow_state is not None
    assert draft.image.description == "Nhân viên phun thuốc trong hẻm"
    assert "Khu phố 1" in str(draft.body)


def test_legal_document_from_word(desk_of, ward):
    desk = desk_of(make_member(ward))
    page = desk.page
    with counted(page, "legal document from Word") as effort:
        desk.open("wagtailadmin_home")
        page.get_by_role("main").get_by_role("link", name="Văn bản", exact=True).click()
        page.get_by_role("link", name="Tạo từ tệp Word").last.click()
        content = office_documents.decision()[0]
        file = {"name": "quyet-dinh.docx", "mimeType": "application/octet-stream", "buffer": content}
        page.get_by_label("Tệp Word").set_input_files(file)
        page.get_by_role("button", name="Xem kết quả").click()
        page.get_by_role("button", name="Tạo bản nháp").click()
        page.get_by_role("checkbox", name="Xã hội").check()
        page.get_by_role("textbox", name="Sapo").fill("Phường thành lập Tổ công nghệ số cộng đồng.")
        desk.act(SUBMIT)
    assert effort.total <= WORD <= CEILING, effort
    document = DocumentPage.objects.get()
    draft = document.get_latest_revision_as_object()
    assert document.current_workflow_state is not None
    assert (draft.number, len(draft.files)) == ("408/QĐ-UBND", 1)


def test_correction_of_a_public_page(desk_of, ward):
    article = make_article(ward, "Lịch cắt điện", lead="Cắt điện từ 7 giờ.", reviewed=True)
    desk = desk_of(make_member(ward))
    page = desk.page
    with counted(page, "correction") as effort:
        desk.open("wagtailadmin_home")
        find(desk, article.title)
        page.get_by_role("textbox", name="Sapo").fill("Cắt điện từ 8 giờ.")
        page.locator("#id_correction_note").fill("Giờ đúng là 8 giờ.")
        desk.act(SUBMIT)
    assert effort.total <= CORRECTION <= CEILING, effort
    article.refresh_from_db()
    assert article.current_workflow_state is not None


def test_withdrawal_of_a_public_page(desk_of, ward):
    article = make_article(ward, "Danh sách hộ được hỗ trợ", reviewed=True)
    desk = desk_of(make_head(ward))
    page = desk.page
    with counted(page, "withdrawal") as effort:
        desk.open("wagtailadmin_home")
        find(desk, article.title)
        page.locator("footer").get_by_role("button", name="Thao tác khác").click()
        page.locator("footer").get_by_role("link", name="Gỡ bỏ khỏi trang công khai").click()
        page.get_by_label("Thông tin chưa chính xác").check()
        page.get_by_label("Lý do", exact=False).last.fill("Danh sách thiếu ba hộ.")
        page.get_by_role("button", name="Gỡ bỏ ngay").click()
        expect(page.locator(".messages .success")).to_contain_text(article.title)
    assert effort.total <= WITHDRAWAL <= CEILING, effort
    assert Takedown.objects.filter(page=article, ended_at=None).exists()

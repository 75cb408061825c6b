"""The board withdraws a page at once, and corrects another: what citizens and the city's supervisor find then."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from home.models import NewsArticlePage
from members.enums import Role
from members.memberships import grant_membership
from sites.models import Portal
from tests.factories import make_article, make_head, make_member, make_user
from tests.journeys.desk import SUBMIT

TITLE = "Danh sách hộ được hỗ trợ tháng 11"


@pytest.fixture
def city(portals) -> dict[str, Portal]:
    return portals


def test_head_withdraws_a_page_and_everybody_learns_what_they_may(city, web, desk_of, page):
    ward = city["bennghe"]
    article = make_article(ward, TITLE, reviewed=True)
    address = web.url(ward.host, f"/tin-tuc/{article.slug}/")
    assert page.goto(address).status == 200

    head = desk_of(make_head(ward))
    head.open("wagtailadmin_pages:edit", article.pk)
    head.page.locator("footer").get_by_role("button", name="Thao tác khác").click()
    head.page.locator("footer").get_by_role("link", name="Gỡ bỏ khỏi trang công khai").click()
    head.page.get_by_label("Thông tin chưa chính xác").check()
    head.page.get_by_role("button", name="Gỡ bỏ ngay").click()
    expect(head.page.get_by_label("Thông tin chưa chính xác")).to_be_checked()
    assert NewsArticlePage.objects.get(pk=article.pk).live
    head.page.get_by_label("Lý do", exact=False).last.fill("Danh sách thiếu ba hộ.")
    head.page.get_by_role("button", name="Gỡ bỏ ngay").click()
    expect(head.page.locator(".messages .success")).to_contain_text(TITLE)

    assert page.goto(address).status == 410
    main = page.get_by_role("main")
    expect(main.get_by_role("heading", level=1)).to_have_text("Nội dung này đã được gỡ")
    expect(main).to_contain_text("Thông tin chưa chính xác")
    expect(main).to_contain_text(timezone.localdate().strftime("%Y"))
    expect(main).not_to_contain_text("ba hộ")
    main.locator("input[type=search]").fill("danh sach ho duoc ho tro")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/**")
    expect(page.get_by_role("main").get_by_role("link", name=TITLE)).to_have_count(0)

    user = make_user("giamsat")
    grant_membership(user, role=Role.SUPERVISOR, portal=None, reason="Phân công", by=None, at=timezone.now())
    supervisor = desk_of(user)
    supervisor.open("wagtailadmin_home")
    supervisor.page.get_by_role("link", name="1 trang trong 30 ngày qua").click()
    row = supervisor.page.get_by_role("row").filter(has_text=TITLE)
    expect(row).to_contain_text("Phường Bến Nghé")
    expect(row).to_contain_text("Danh sách thiếu ba hộ.")


def test_citizen_reads_what_was_corrected_and_the_version_before(city, web, desk_of, page):
    ward = city["bennghe"]
    article = make_article(ward, "Lịch cắt điện", lead="Cắt điện từ 7 giờ.", reviewed=True)

    editor = desk_of(make_member(ward))
    editor.open("wagtailadmin_pages:edit", article.pk)
    editor.page.get_by_role("textbox", name="Sapo").fill("Cắt điện từ 8 giờ.")
    editor.page.locator("footer").get_by_role("button", name=SUBMIT, exact=True).click()
    note = editor.page.locator("#id_correction_note")
    expect(editor.page.get_by_text("Trang này đang công khai: hãy ghi")).to_be_visible()
    expect(editor.page.get_by_role("textbox", name="Sapo")).to_have_value("Cắt điện từ 8 giờ.")
    note.fill("Giờ đúng là 8 giờ.")
    editor.act(SUBMIT)

    head = desk_of(make_head(ward))
    head.open("wagtailadmin_pages:edit", article.pk)
    head.approve()

    page.goto(web.url(ward.host, f"/tin-tuc/{article.slug}/"))
    expect(page.get_by_role("main")).to_contain_text("Giờ đúng là 8 giờ.")
    page.get_by_role("link", name="Các phiên bản trước").click()
    expect(page.get_by_role("main").get_by_role("link", name="Phiên bản 2, đang công khai")).to_be_visible()
    page.get_by_role("link", name="Phiên bản 1").click()
    expect(page.get_by_role("main")).to_contain_text("Cắt điện từ 7 giờ.")
    expect(page.get_by_role("main")).to_contain_text("Đây là phiên bản cũ")
    page.get_by_role("link", name="Đọc bản đang công khai").click()
    expect(page.get_by_role("main")).to_contain_text("Cắt điện từ 8 giờ.")

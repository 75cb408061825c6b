"""A citizen searches: suggestions walked by the arrow keys, a search followed by mail without a script at 360 px."""

import re

from django.core import mail as sent_mail
from playwright.sync_api import expect

from search.models import SearchFollower
from tests.factories import make_article
from tests.journeys.browser import NARROW, VIEWPORTS, Web, axe_violations, faults

WORDS = "khai sinh"


def test_suggestions_are_walked_by_keys_and_lead_to_the_page(web: Web, ward, page):
    make_article(ward, "Đăng ký khai sinh", reviewed=True)
    page.goto(web.url(ward.host))
    field = page.get_by_role("combobox", name="Tìm trên cổng")
    field.press_sequentially("dang ky kh")
    option = page.get_by_role("option", name="Đăng ký khai sinh")
    expect(option).to_be_visible()
    assert axe_violations(page) == []
    field.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    expect(option).to_have_count(0)
    with page.expect_response(re.compile(r"%20kh$")):  # the last list that comes: a list that comes chooses nothing
        field.press_sequentially("a")
        field.press("Backspace")
    expect(option).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    expect(page.get_by_role("heading", name="Đăng ký khai sinh", level=1)).to_be_visible()
    assert faults(page) == []


def test_opened_result_sends_its_place_and_nothing_else(web: Web, ward, page):
    make_article(ward, "Đăng ký khai sinh", reviewed=True)
    page.goto(web.url(ward.host, f"/tim-kiem/?q={WORDS}"))
    with page.expect_request("**/tim-kiem/chon/1/") as sent:
        page.get_by_role("link", name="Đăng ký khai sinh").click()
    assert (sent.value.method, sent.value.post_data or "") == ("POST", "")


def test_narrowed_search_is_followed_confirmed_and_ended_without_a_script_at_360_px(web: Web, ward, new_page):
    make_article(ward, "Đăng ký khai sinh", reviewed=True)
    # What looks at a page is a script, so that it looks at the same address in another window.
    telephone = {"width": NARROW, "height": VIEWPORTS[NARROW]}
    page, looking = new_page(java_script_enabled=False, viewport=telephone), new_page(viewport=telephone)
    page.goto(web.url(ward.host, f"/tim-kiem/?q={WORDS}&pham-vi=city&cong={ward.code}"))
    page.get_by_role("link", name="Nhận tin mới qua thư điện tử").click()
    expect(page.get_by_text(f"Cổng: {ward.name_vi}")).to_be_visible()
    looking.goto(page.url)
    assert faults(looking) == []
    page.get_by_label("Địa chỉ thư điện tử").fill("theodoi@thudientu.example")
    page.get_by_label("Mỗi ngày một lần").check()
    page.get_by_role("button", name="Gửi").click()
    expect(page.get_by_role("status")).to_be_visible()
    link = re.search(r"https?://\S+/theo-doi/\S+", sent_mail.outbox[-1].body)[0]
    page.goto(link)
    page.get_by_role("button", name="Xác nhận").click()
    assert SearchFollower.objects.confirmed().count() == 1
    looking.goto(link)
    assert faults(looking) == []
    page.get_by_role("button", name="Ngừng nhận thư và xóa địa chỉ của tôi").click()
    expect(page.get_by_role("status")).to_be_visible()
    assert not SearchFollower.objects.exists()


def test_empty_page_helps_without_a_script(web: Web, ward, new_page):
    make_article(ward, "Đăng ký khai sinh", reviewed=True)
    page = new_page(java_script_enabled=False, viewport={"width": NARROW, "height": VIEWPORTS[NARROW]})
    page.goto(web.url(ward.host, f"/tim-kiem/?q={WORDS} xyz"))
    page.get_by_role("link", name=re.compile("Bớt một từ")).click()
    expect(page.get_by_role("link", name="Đăng ký khai sinh")).to_be_visible()

"""A person switches the second factor on with the key on the screen, signs out, and signs in with a code."""

import re

from django.utils import timezone
from playwright.sync_api import expect

from authentication.totp import code_of, step_at
from tests.factories import make_member
from tests.journeys.browser import axe_violations, resize, sideways_scroll


def test_person_switches_it_on_and_signs_in_with_a_code(web, portal, desk_of, new_page):
    person = make_member(portal)
    desk = desk_of(person)
    page = desk.page
    desk.open("wagtailadmin_account")
    page.get_by_role("link", name="Bật xác thực hai lớp").click()
    page.get_by_role("link", name="Bật xác thực hai lớp").click()
    expect(page.get_by_role("img", name="Mã QR")).to_be_visible()
    for width in (360, 1440):
        resize(page, width)
        assert axe_violations(page) == []
        assert sideways_scroll(page) == {}
    key = page.locator("code").first.inner_text().replace(" ", "")
    page.get_by_label("Mật khẩu", exact=False).fill("pass")
    page.get_by_label("Mã xác thực", exact=False).fill(code_of(key, step=step_at(timezone.now())))
    page.get_by_role("button", name="Bật", exact=True).click()
    expect(page.get_by_role("heading", name="Mã dự phòng của bạn", level=2)).to_be_visible()
    backup = page.locator("main li code").first.inner_text()
    page.get_by_role("link", name="Tôi đã lưu lại").click()

    # Without JavaScript, both steps, and what is wrong with them.
    again = new_page(java_script_enabled=False)
    sign_in(again, web, person, password="wrong")
    told = again.get_by_role("status").get_by_role("list")
    expect(told).to_contain_text("mật khẩu")
    expect(told).to_have_css("opacity", "1")
    sign_in(again, web, person, password="")
    expect(again.get_by_text("Trường này là bắt buộc")).to_be_visible()
    sign_in(again, web, person)
    expect(again.get_by_role("heading", level=1)).to_have_text("Mã xác thực hai lớp")
    again.get_by_label("Mã xác thực", exact=False).fill("000000")
    again.get_by_role("button", name="Đăng nhập").click()
    expect(again.get_by_text("Mã không đúng")).to_be_visible()
    again.get_by_label("Mã xác thực", exact=False).fill(backup)
    again.get_by_role("button", name="Đăng nhập").click()
    expect(again).to_have_title(re.compile("Bàn làm việc"))

    # The code of the step in which it was switched on is used: the app's next one is good.
    elsewhere = new_page()
    sign_in(elsewhere, web, person)
    expect(elsewhere.get_by_role("heading", level=1)).to_have_text("Mã xác thực hai lớp")
    assert axe_violations(elsewhere) == []
    elsewhere.get_by_label("Mã xác thực", exact=False).fill(code_of(key, step=step_at(timezone.now()) + 1))
    elsewhere.get_by_role("button", name="Đăng nhập").click()
    expect(elsewhere).to_have_title(re.compile("Bàn làm việc"))


def sign_in(page, web, person, *, password="pass") -> None:  # noqa: S107 -- that of everybody in tests
    page.goto(web.admin)
    page.locator("input[name=username]").fill(person.username)
    page.locator("input[name=password]").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()

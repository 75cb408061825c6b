"""From nothing to the first visitor: the operator makes a portal and invites its board by mail; the head opens it."""

import re

from django.core import mail
from playwright.sync_api import Page, expect

from accounts.models import User
from sites.enums import PortalState
from sites.models import Portal
from tests.factories import make_operator
from tests.journeys.browser import NARROW, WIDE, axe_violations, resize, sideways_scroll
from tests.journeys.desk import Desk

NAME, PASSWORD, HEAD = "Quận 3", "mot-mat-khau-du-dai", "truong.ban@example.test"
CONTACT = {
    "responsible_person": "Bà Lê Thị Thu Thảo, Trưởng Ban Biên tập",
    "address": "Số 185 Cách Mạng Tháng Tám",
    "email": "quan3@example.test",
}
DONE = ".messages .success"


def create(operator: Desk) -> Portal:
    page = operator.page
    operator.open("portals_admin:create")
    page.locator("[name=kind]").select_option(label="Thành phố Thủ Đức, quận, huyện")
    page.locator("[name=name_vi]").fill(NAME)
    page.get_by_role("button", name="Tạo cổng").click()
    expect(page.locator("[name=host]")).to_have_value("quan3.hochiminhcity.localhost")
    page.get_by_role("button", name="Tạo cổng").click()
    expect(page.locator(DONE)).to_contain_text(NAME)
    return Portal.objects.get(name_vi=NAME)


def missing(desk: Desk, portal: Portal, level: str) -> str:
    """What the portal's page says is missing: "critical" what it does not open without, "warning" the rest."""
    desk.open("portals_admin:detail", portal.pk)
    return " ".join(desk.page.locator(f".help-{level} li").all_text_contents())


def found_board(operator: Desk, portal: Portal) -> None:
    page = operator.page
    operator.open("portals_admin:detail", portal.pk)
    page.get_by_role("link", name=re.compile("quyết định thành lập", re.IGNORECASE)).first.click()
    page.locator("[name=founding_number]").fill("15/QĐ-UBND")
    page.locator("[name=founding_date]").fill("02/11/2026")
    page.locator("[name=founding_date]").press("Escape")
    page.locator("main form").last.locator("button[type=submit]").click()
    expect(page.locator(DONE)).to_be_visible()


def enter_contact(operator: Desk, portal: Portal) -> None:
    page = operator.page
    operator.open("portals_admin:detail", portal.pk)
    page.get_by_role("link", name="Điện thoại", exact=True).click()
    for name, value in (CONTACT | {"phone": "không có"}).items():
        page.locator(f"[name={name}]").fill(value)
    save = page.locator("main form").last.locator("button[type=submit]")
    save.click()
    expect(page.get_by_text("Đây không phải số điện thoại").first).to_be_visible()
    expect(page.locator("[name=address]")).to_have_value(CONTACT["address"])
    page.locator("[name=phone]").fill("1022")
    save.click()
    expect(page.locator(DONE)).to_be_visible()


def invite_head(operator: Desk, portal: Portal) -> str:
    """Invite the head by mail; the link of the mail."""
    page = operator.page
    operator.open("portals_admin:board", portal.pk)
    page.get_by_role("link", name="Mời vào Ban Biên tập").click()
    page.locator("[name=email]").fill(HEAD)
    page.locator("[name=full_name]").fill("Lê Thị Thu Thảo")
    page.locator("[name=role]").select_option(label="Trưởng ban")
    page.locator("[name=decision_ref]").fill("15/QĐ-UBND ngày 02/11/2026")
    page.locator("[name=reason]").fill("Thành lập Ban Biên tập")
    page.get_by_role("button", name="Gửi lời mời").click()
    expect(page.locator(DONE)).to_contain_text(HEAD)
    (message,) = mail.outbox
    assert message.to == [HEAD]
    return re.search(r"http\S+/admin/invitations/\S+", message.body)[0]


def accept(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_label("Mật khẩu", exact=False).first.fill(PASSWORD)
    page.get_by_label("Nhập lại mật khẩu").fill(PASSWORD)
    page.get_by_label("Tôi đã đọc quy định").check()
    page.get_by_role("button", name="Tạo tài khoản").click()
    expect(page.locator(DONE)).to_contain_text(HEAD)
    page.locator("input[name=username]").fill(HEAD)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page).to_have_title(re.compile("Bàn làm việc"))


def open_by_board(page: Page) -> None:
    page.locator("#portals-to-open-section").get_by_role("link", name=NAME).click()
    expect(page.locator(".help-critical")).to_have_count(0)
    expect(page.locator(".help-warning")).to_contain_text("Phó Trưởng Ban Biên tập")
    form = page.locator("form", has=page.locator("[name=approved]"))
    for checkbox in form.get_by_role("checkbox").all():
        checkbox.check()
    for choice in form.get_by_role("radio", name="Không cần", exact=True).all():
        choice.check()
    form.locator("button[type=submit]").click()
    expect(page.locator(DONE)).to_contain_text("quan3.hochiminhcity.localhost")


def test_portal_opens_from_nothing_to_its_first_visitor_by_invitation_only(portal, desk_of, new_page, web):
    operator, visitor, head = desk_of(make_operator()), new_page(), new_page()
    known = set(User.objects.values_list("pk", flat=True))
    district = create(operator)
    assert visitor.goto(web.url(district.host)).status == 404
    for what in ("Địa chỉ", "Điện thoại", "Thư điện tử", "quyết định thành lập", "Trưởng Ban Biên tập"):
        assert what.lower() in missing(operator, district, "critical").lower()
    for width in (NARROW, WIDE):
        resize(operator.page, width)
        assert axe_violations(operator.page) == []
        assert sideways_scroll(operator.page) == {}
    found_board(operator, district)
    enter_contact(operator, district)
    accept(head, invite_head(operator, district))
    assert missing(operator, district, "critical") == ""
    open_by_board(head)
    assert visitor.goto(web.url(district.host)).status == 200
    expect(visitor.locator("footer")).to_contain_text(CONTACT["address"])
    district.refresh_from_db()
    assert district.state == PortalState.LIVE
    assert [user.email for user in User.objects.exclude(pk__in=known)] == [HEAD]

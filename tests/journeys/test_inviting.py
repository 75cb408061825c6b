"""People are invited by mail: an editor by the administrator of a portal, a member of its board by an operator."""

import re

from django.conf import settings
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from members.enums import Role, Seat
from members.memberships import grant_membership
from tests.factories import AT, make_article, make_member, make_operator, make_user
from tests.journeys.browser import axe_violations, faults, resize, sideways_scroll
from tests.journeys.desk import Desk

PASSWORD = "mot-mat-khau-du-dai"
EMAIL = "mai.lan@example.test"


def link_in(message) -> str:
    return re.search(r"http\S+/admin/invitations/\S+", message.body)[0]


def invite(administrator: Desk) -> None:
    page = administrator.page
    page.get_by_role("link", name="Vai trò").first.click()
    page.get_by_role("link", name="Mời tham gia").click()
    page.get_by_label("Địa chỉ thư điện tử").fill(EMAIL)
    page.get_by_label("Họ và tên").fill("Nguyễn Thị Mai Lan")
    page.get_by_label("Vai trò", exact=False).select_option(label="Biên tập viên")
    page.get_by_label("Lý do").fill("Phân công công tác")
    page.get_by_label("Lý do").press("Enter")
    expect(page.locator(".messages .success")).to_contain_text(EMAIL)


def test_invited_editor_signs_in_and_sees_only_the_own_portal(web, portals, desk_of, new_page):
    ward = portals["bennghe"]
    foreign = make_article(portals["sotuphap"], "Bản thảo của Sở", published=False)
    own = make_article(ward, "Bản thảo của phường", published=False)
    administrator = desk_of(make_member(ward, Role.PORTAL_ADMIN))
    administrator.open("wagtailadmin_home")
    invite(administrator)
    (message,) = mail.outbox
    assert message.to == [EMAIL]

    page = new_page()
    page.goto(link_in(message))
    expect(page.get_by_role("heading", level=1)).to_have_text("Phường Bến Nghé")
    for width in (360, 1440):
        resize(page, width)
        assert axe_violations(page) == []
        assert sideways_scroll(page) == {}
    page.get_by_label("Mật khẩu", exact=False).first.fill(PASSWORD)
    page.get_by_label("Nhập lại mật khẩu").fill(PASSWORD)
    page.get_by_label("Tôi đã đọc quy định").check()
    page.get_by_role("button", name="Tạo tài khoản").click()
    expect(page.locator(".messages .success")).to_contain_text(EMAIL)
    page.locator("input[name=username]").fill(EMAIL)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page).to_have_title(re.compile("Bàn làm việc"))

    editor = Desk(page, web)
    editor.walk_to("Phường Bến Nghé", "Tin tức – Sự kiện")
    expect(page.get_by_role("link", name=own.title, exact=True).first).to_be_visible()
    editor.open("wagtailadmin_pages:edit", own.pk)
    expect(editor.title).to_have_value(own.title)
    refused = page.goto(web.url(settings.ADMIN_HOST, reverse("wagtailadmin_pages:edit", args=[foreign.pk])))
    assert "Bản thảo của Sở" not in refused.text()
    expect(editor.title).to_have_count(0)

    page.goto(link_in(message))
    expect(page.get_by_role("heading", level=1)).to_contain_text("không hợp lệ")
    assert User.objects.get(email=EMAIL).memberships.get().granted_by.username == "portal_admin.bennghe"


def test_operator_looks_a_colleague_up_and_the_colleague_accepts_a_seat_on_the_board(web, portals, desk_of, new_page):
    ward = portals["bennghe"]
    colleague = make_user("hoa", last_name="Nguyễn Thị Đoan", first_name="Hòa")
    grant_membership(colleague, role=Role.EDITOR, portal=ward, reason="Phân công", by=None, at=AT)
    # Came before the rules were asked for.
    User.objects.filter(pk=colleague.pk).update(rules_accepted_at=None, rules_version=None)
    operator = desk_of(make_operator())
    operator.open("portals_admin:board", ward.pk)
    page = operator.page
    page.get_by_role("link", name="Mời vào Ban Biên tập").click()
    page.get_by_label("Tìm theo tên hoặc thư điện tử").fill("doan hoa")
    page.get_by_role("button", name="Tìm", exact=True).click()
    found = page.get_by_role("button", name=f"Điền {colleague.full_name}")
    expect(found).to_be_visible()
    assert faults(page, (360, 1440)) == []
    found.click()
    expect(page.get_by_label("Địa chỉ thư điện tử")).to_have_value(colleague.email)
    page.get_by_label("Vai trò hoặc vị trí", exact=False).select_option(label="Phó Trưởng ban")
    page.get_by_label("Lý do").fill("Kiện toàn Ban Biên tập")
    page.get_by_label("Quyết định", exact=False).fill("12/QĐ-UBND")
    page.get_by_role("button", name="Gửi lời mời").click()
    expect(page.locator(".messages .success")).to_contain_text(colleague.email)
    (message,) = mail.outbox

    person = desk_of(colleague)
    person.open("wagtailadmin_home")
    expect(person.page.get_by_role("button", name="Đồng ý với quy định")).to_be_visible()
    assert faults(person.page, (360, 1440)) == []
    person.page.goto(link_in(message))
    person.page.get_by_label("Tôi đã đọc quy định").check()
    person.page.get_by_role("button", name="Chấp nhận vai trò").click()
    expect(person.page.locator(".messages .success")).to_contain_text("Phó Trưởng ban")
    assert colleague.board_seats.get().seat == Seat.DEPUTY

    administrator = desk_of(make_member(ward, Role.PORTAL_ADMIN))
    administrator.open("portals_admin:accounts")
    row = administrator.page.get_by_role("row").filter(has_text=colleague.email)
    expect(row).to_contain_text("Phó Trưởng ban (Phường Bến Nghé)")
    assert faults(administrator.page, (360, 1440)) == []

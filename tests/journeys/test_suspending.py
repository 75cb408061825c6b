"""Something is wrong with a portal: the operator takes it off the web, and the record says so; then it comes back."""

from django.urls import reverse
from playwright.sync_api import expect

from authentication.models import SuspensionReport
from sites.models import Portal
from tests.factories import make_member, make_operator
from tests.journeys.desk import Desk

REASON = "Phát hiện truy cập trái phép"


def send(desk: Desk, name: str, portal: Portal, **fields: str) -> None:
    """Fill in the form of an act on a portal, and confirm it."""
    desk.open(f"portals_admin:{name}", portal.pk)
    form = desk.page.locator("form", has=desk.page.locator("[name=reason]"))
    for field, text in fields.items():
        form.locator(f"[name={field}]").fill(text)
    form.locator("button[type=submit]").click()
    expect(desk.page.locator(".messages .success")).to_be_visible()


def test_suspended_portal_is_gone_at_once_and_its_staff_are_signed_out(district, desk_of, web, page):
    operator = desk_of(make_operator())
    editor = desk_of(make_member(district))
    home = web.url(district.host)
    assert page.goto(home).status == 200

    send(operator, "suspend", district, reason=REASON)
    assert page.goto(home).status == 503
    expect(page.get_by_text(REASON)).to_be_visible()
    editor.open("wagtailadmin_home")
    assert editor.page.url.split("?")[0].endswith(reverse("wagtailadmin_login"))

    operator.open("portals_admin:suspension_reports")
    operator.page.get_by_role("link", name="Tạm ngừng cổng").click()
    expect(operator.page.get_by_text(district.managing_agency)).to_be_visible()
    expect(operator.page.get_by_text(REASON)).to_be_visible()

    send(operator, "resume", district, reason="Đã khắc phục")
    assert page.goto(home).status == 200
    assert SuspensionReport.objects.filter(portal=district).count() == 2

"""An administrator picks a colour and writes contacts; the head sees both as citizens will, and approves."""

from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from editorial.models import ProposedChange
from members.enums import Role
from tests.admin import url
from tests.factories import make_head, make_member
from tests.journeys.browser import NARROW, WIDE

PALE, BLUE = "#ffd666", "#1a3d7c"
ACCENT = "html => getComputedStyle(html).getPropertyValue('--portal-accent')"


def pick(picker: Locator, colour: str) -> None:
    """Choose in the browser's own window of colours, which no test can open."""
    picker.evaluate(
        "(input, colour) => { input.value = colour; input.dispatchEvent(new Event('input', {bubbles: true})) }", colour
    )


def accents_in_frames(page: Page) -> list[str]:
    frames = page.locator("iframe.look")
    expect(frames.first).to_be_visible()
    # The style sheets of the frames are there.
    page.wait_for_load_state("networkidle")
    return [
        frames.nth(number).content_frame.locator("html").evaluate(ACCENT).strip() for number in range(frames.count())
    ]


def test_colour_is_picked_by_what_it_looks_like_and_decided_on_so(district, desk_of, page, web):
    admin, head = desk_of(make_member(district, Role.PORTAL_ADMIN)), desk_of(make_head(district))
    admin.open("wagtailsettings:edit", "home", "portalbranding", district.site_id)
    picker = admin.page.get_by_label("Chọn màu: Màu nhấn")
    said = admin.page.locator(".colour-contrast")
    expect(said).to_contain_text("Đọc được")
    pick(picker, PALE)
    expect(said).to_contain_text("hãy chọn màu đậm hơn")
    pick(picker, BLUE)
    expect(said).to_contain_text("Đọc được")
    expect(admin.page.locator("[name=accent]")).to_have_value(BLUE)
    assert accents_in_frames(admin.page) == [BLUE]
    admin.page.get_by_role("button", name="Lưu", exact=True).click()
    expect(admin.page.locator(".messages .success")).to_be_visible()

    change = ProposedChange.objects.get()
    head.open("portals_admin:proposal", change.pk)
    assert accents_in_frames(head.page) == ["#a31d24", BLUE]
    head.page.get_by_role("link", name="Phê duyệt", exact=True).click()
    assert accents_in_frames(head.page) == ["#a31d24", BLUE]
    expect(head.page.get_by_role("main").get_by_role("checkbox")).to_have_count(0)
    head.page.get_by_role("button", name="Xác nhận").click()
    expect(head.page.locator(".messages .success")).to_be_visible()
    page.goto(web.url(district.host))
    assert page.locator("html").evaluate(ACCENT).strip() == BLUE


def test_screens_of_contacts_and_of_the_look_are_accessible(district, desk_of):
    admin = desk_of(make_member(district, Role.PORTAL_ADMIN))
    addresses = [
        reverse("wagtailsettings:edit", args=["home", "portalbranding", district.site_id]),
        url("contacts", district.pk),
        reverse("portal_look", args=[district.pk]),
    ]
    assert admin.faults_of(addresses, [WIDE, NARROW]) == []

"""The head puts the sections in order, the board approves it, and citizens see it. What the server refuses to a script
is said on the screen."""

from playwright.sync_api import Page, expect

from home.models import SectionPage
from members.enums import Seat
from sites.models import Portal
from tests.factories import make_article, make_head, section_of
from tests.journeys.browser import Web
from tests.journeys.desk import Desk


def public_menu(page: Page, web: Web, portal: Portal) -> list[str]:
    page.goto(web.url(portal.host))
    return [" ".join(text.split()) for text in page.locator(".site-nav li a").all_inner_texts()]


def titles(desk: Desk) -> list[str]:
    return desk.page.locator(".sortable [data-title]").all_inner_texts()


def decide_for(deputy: Desk) -> None:
    """From the list of what is proposed to the approval."""
    deputy.open("portals_admin:proposals")
    deputy.page.get_by_role("link", name="thứ tự trình đơn").click()
    expect(deputy.page.locator("#differences-section, [data-panel]").first).to_be_visible()
    deputy.page.locator(".nice-padding a.button", has_text="Phê duyệt").click()
    expect(deputy.page.locator("form").get_by_role("checkbox")).to_have_count(0)
    deputy.page.get_by_role("button", name="Xác nhận").click()
    expect(deputy.page.locator(".messages .success")).to_be_visible()


def test_head_sorts_the_menu_and_citizens_see_it_once_it_is_approved(district, desk_of, page, web):
    before = public_menu(page, web, district)
    head = desk_of(make_head(district))
    head.open("wagtailadmin_explore", district.vietnamese_home.pk)
    head.page.locator("#w-slim-header-buttons").get_by_role("button", name="Thao tác", exact=True).click()
    head.page.get_by_role("link", name="Sắp xếp trình đơn").click()
    expect(head.page.locator(".sortable")).to_be_visible()
    first, second, third = titles(head)[:3]

    rows = head.page.locator(".sortable__item")
    rows.nth(0).drag_to(rows.nth(2), target_position={"x": 60, "y": 30})
    assert titles(head)[:3] == [second, third, first]
    up = head.page.get_by_role("button", name=f"Chuyển “{third}” lên")
    up.focus()
    head.page.keyboard.press("Enter")
    assert titles(head)[:3] == [third, second, first]
    expect(head.page.get_by_role("status").filter(has_text=third)).to_contain_text("vị trí 1 trên")
    head.page.get_by_role("button", name="Trình Ban Biên tập").click()
    expect(head.page.locator(".messages .success")).to_contain_text("trình Ban Biên tập")
    assert public_menu(page, web, district) == before

    decide_for(desk_of(make_head(district, seat=Seat.DEPUTY)))
    shown = dict(SectionPage.objects.child_of(district.vietnamese_home).values_list("title", "short_title"))
    wanted = [shown[title] or title for title in (third, second, first) if (shown[title] or title) in before]
    assert public_menu(page, web, district)[: len(wanted)] == wanted
    assert wanted != before[: len(wanted)]


def test_what_the_server_refuses_to_a_script_is_said(district, desk_of):
    """A draft is submitted while its section is being sorted: it stays where it is."""
    home = section_of(district).get_parent()
    section = home.add_child(instance=SectionPage(title="Chuyên mục nháp", slug="nhap", live=False))
    drafts = [make_article(district, title, published=False) for title in ("Một", "Hai")]
    for draft in drafts:
        draft.move(section, pos="last-child")
    head = desk_of(make_head(district))
    head.page.goto(head.web.admin + f"pages/{section.pk}/?ordering=ord")
    handle = head.page.locator("[data-w-orderable-target=handle]").first
    drafts[0].get_workflow().start(drafts[0], drafts[0].owner)
    handle.focus()
    head.page.keyboard.press("ArrowDown")
    head.page.keyboard.press("Enter")
    expect(head.page.locator(".messages .error")).to_contain_text("Chưa có gì thay đổi")
    expect(head.page.locator(".messages .success")).to_have_count(0)
    assert list(section.get_children().values_list("title", flat=True)) == ["Một", "Hai"]

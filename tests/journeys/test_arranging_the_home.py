"""An editor arranges the bands of the home by keyboard and by dragging; the board approves, citizens see it."""

from playwright.sync_api import Locator, expect

from tests.factories import make_head, make_member
from tests.journeys.browser import axe_violations
from tests.journeys.desk import SUBMIT


def expect_bands(bands: Locator, *names: str) -> None:
    """From top to bottom, those taken out aside."""
    expect(bands.locator(".c-sf-block__type:visible")).to_have_text(names)


def test_editor_arranges_the_bands_and_the_approver_sees_what_was_moved(district, desk_of, page, web):
    home = district.vietnamese_home
    editor = desk_of(make_member(district))
    editor.open("wagtailadmin_pages:edit", home.pk)
    bands = editor.panel("Các khối của trang chủ")
    expect(bands.locator(".c-sf-block__type:visible")).to_have_count(10)
    first, notices, counter, procedures, news, *rest = bands.locator(".c-sf-block__type").all_inner_texts()

    up = bands.get_by_role("button", name="Di chuyển lên")
    up.nth(4).focus()
    editor.page.keyboard.press("Enter")
    expect_bands(bands, first, notices, counter, news, procedures, *rest)

    handles = bands.get_by_role("button", name="Kéo để di chuyển")
    handles.nth(2).scroll_into_view_if_needed()
    handles.nth(2).drag_to(handles.nth(1), target_position={"x": 5, "y": 2})
    expect_bands(bands, first, counter, notices, news, procedures, *rest)

    remove = bands.get_by_role("button", name="Xóa")
    remove.nth(0).focus()
    editor.page.keyboard.press("Enter")
    expect_bands(bands, counter, notices, news, procedures, *rest)
    editor.title.scroll_into_view_if_needed()  # What the bars of the editor cover halfway is no target.
    assert axe_violations(editor.page) == []
    editor.act(SUBMIT)

    head = desk_of(make_head(district))
    head.open("wagtailadmin_pages:edit", home.pk)
    head.approve()
    page.goto(web.url(district.host))
    shown = page.locator(".main--home section[aria-labelledby]")
    assert [part.get_attribute("aria-labelledby") for part in shown.all()] == ["news", "questions"]

"""The content calendar: a draft is dragged to another day, or moved with the keyboard."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories import make_article, make_member
from tests.journeys.browser import axe_violations, sideways_scroll


@pytest.fixture
def ward(portals):
    return portals["bennghe"]


@pytest.fixture
def draft(ward):
    return make_article(ward, "Lịch tiếp công dân", published=False, owner=make_member(ward))


# Of the next month: no day of it has passed.
FIRST = (timezone.localdate().replace(day=1) + timedelta(days=32)).replace(day=1)


def open_next_month(desk):
    desk.open("portals_admin:content_calendar")
    desk.page.get_by_role("link", name="Sau", exact=True).click()
    expect(cell(desk, FIRST)).to_be_attached()


def cell(desk, day):
    return desk.page.locator(f'td[data-day="{day.isoformat()}"]')


def test_draft_is_dragged_to_a_day_and_moved_by_its_link(desk_of, ward, draft):
    desk = desk_of(make_member(ward))
    open_next_month(desk)
    assert axe_violations(desk.page) == []
    entry = desk.page.locator("li", has=desk.page.get_by_role("link", name=draft.title, exact=True))
    entry.drag_to(cell(desk, FIRST + timedelta(days=9)))
    expect(desk.page.locator(".messages .success")).to_contain_text(draft.title)
    moved = cell(desk, FIRST + timedelta(days=9)).locator(".calendar-entry--planned")
    expect(moved).to_contain_text(draft.title)
    moved.get_by_role("link", name="Chuyển sang ngày …").focus()
    desk.page.keyboard.press("Enter")
    day = desk.page.locator("#id_day")
    other = FIRST + timedelta(days=19)
    day.fill(f"{other:%d/%m/%Y}")
    desk.page.get_by_role("button", name="Lưu", exact=True).press("Enter")
    expect(cell(desk, other)).to_contain_text(draft.title)


def test_calendar_fits_a_telephone(desk_of, ward, draft):
    desk = desk_of(make_member(ward), viewport={"width": 360, "height": 740})
    open_next_month(desk)
    expect(desk.page.get_by_role("link", name=draft.title, exact=True)).to_be_visible()
    assert sideways_scroll(desk.page) == {}
    assert axe_violations(desk.page) == []

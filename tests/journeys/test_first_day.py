"""The first day of a citizen on the portals: asking is two clicks from the city's home, a water cut is found."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from search.index.indexing import index_pages
from tests.information.factories import make_item
from tests.journeys.browser import NARROW, VIEWPORTS, Web, faults

WAYS = [
    pytest.param(width, scripts, id=f"{width}-{'scripts' if scripts else 'plain'}")
    for width in (NARROW, 1440)
    for scripts in (True, False)
]


@pytest.mark.parametrize(("width", "scripts"), WAYS)
def test_form_for_questions_is_one_click_from_the_home_of_the_city(web: Web, ward, new_page, width, scripts):
    city = ward.parent.parent
    page = new_page(java_script_enabled=scripts, viewport={"width": width, "height": VIEWPORTS[width]})
    for leads_there in (
        lambda main: main.locator(".task-list").get_by_role("link", name="Hỏi cơ quan nhà nước"),
        lambda main: main.get_by_role("region", name="Hỏi đáp").get_by_role("link", name="Gửi câu hỏi"),
    ):
        page.goto(web.url(city.host))
        leads_there(page.get_by_role("main")).click()
        expect(page.get_by_label("Tiêu đề câu hỏi")).to_be_visible()
    if scripts:
        assert faults(page) == []


@pytest.mark.parametrize(("width", "scripts"), WAYS)
def test_water_cut_of_a_ward_stands_on_its_home_and_is_found_by_its_word(web: Web, ward, new_page, width, scripts):
    today = timezone.localdate()
    title = "Tạm ngừng cung cấp nước hẻm 15 Thái Văn Lung"
    facts = {"is_urgent": True, "until": today + timedelta(days=1), "affected": "Khu phố 3", "trigger_date": today}
    alert = make_item(ward, "alert", title, published=True, **facts)
    index_pages([alert.pk])
    page = new_page(java_script_enabled=scripts, viewport={"width": width, "height": VIEWPORTS[width]})
    page.goto(web.url(ward.host))
    expect(page.get_by_role("region", name="Cảnh báo khẩn").get_by_role("link", name=title)).to_be_visible()
    if scripts:
        assert faults(page) == []
    page.locator("#q-home").fill("cúp nước")
    page.locator("#q-home").press("Enter")
    page.get_by_role("main").get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()

"""Time limits as people meet them: what is left while one writes, and who was late."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from deadlines.queries import working_calendar
from sites.models import Portal
from tests.factories import make_head, make_member, make_supervisor, section_of
from tests.journeys.browser import axe_violations, faults
from tests.journeys.desk import SUBMIT

TITLE = "Thống kê hộ kinh doanh quý III"


@pytest.fixture
def ward(portals) -> Portal:
    return portals["bennghe"]


def decision_days():
    """Days of a decision whose limit still runs for two working days, and whose limit ended a working day ago."""
    calendar, today = working_calendar(), timezone.localdate()
    in_two_days = calendar.after(today, 2)
    yesterday = calendar.before(today - timedelta(days=1), 0)
    return calendar.before(in_two_days, 10), calendar.before(yesterday, 10)


def fill(desk, **values):
    for name, value in values.items():
        desk.page.locator(f"[name={name}]").fill(value)


def test_report_is_written_with_its_last_day_in_sight_and_published_late(desk_of, ward, page, web):
    """The editor sees what is left, the board publishes a day late, the supervisor sees it with the explanation."""
    running, over = decision_days()
    editor = desk_of(make_member(ward))
    editor.open(
        "wagtailadmin_pages:add", "information", "statisticsreportpage", section_of(ward, "thong-ke-bao-cao").pk
    )
    clock = editor.page.locator("[data-clock]")
    expect(clock).to_contain_text("hạn đăng tính từ ngày đó")
    editor.type_title(TITLE)
    fill(editor, lead="Số hộ đăng ký mới trong quý.", number="3", year="2026", source_agency=ward.governing_body)
    for name, value in (("kind", "statistics"), ("period", "quarter")):
        editor.page.locator(f"[name={name}]").select_option(value)
    day = editor.page.get_by_role("textbox", name="Ngày quyết định công bố")
    day.fill(f"{running:%d/%m/%Y}")
    day.press("Tab")
    expect(clock).to_contain_text("Còn 2 ngày làm việc")
    day.fill(f"{over:%d/%m/%Y}")
    day.press("Tab")
    expect(clock).to_contain_text("Đã quá hạn 1 ngày làm việc")
    expect(clock).to_contain_text("12.1.g")
    # The field that Tab went to has opened its calendar over the form.
    editor.title.click()
    expect(editor.page.locator(".xdsoft_datetimepicker:visible")).to_have_count(0)
    assert axe_violations(editor.page) == []
    editor.act(SUBMIT)

    head = desk_of(make_head(ward))
    head.open("wagtailadmin_home")
    head.page.get_by_role("link", name=TITLE).first.click()
    head.approve()

    page.goto(web.url(ward.host, "/thong-ke-bao-cao/"))
    page.get_by_role("link", name=TITLE).click()
    expect(page.locator("dl.facts")).to_contain_text("Quý III năm 2026")

    supervisor = desk_of(make_supervisor())
    supervisor.open("punctuality")
    row = supervisor.page.get_by_role("row").filter(has_text=ward.name)
    expect(row).to_contain_text("1,0")
    assert faults(supervisor.page) == []
    row.get_by_role("link").click()
    expect(supervisor.page.locator("table.listing")).to_contain_text("Trễ 1 ngày làm việc")
    expect(supervisor.page.locator("table.listing")).to_contain_text(f"Thủ trưởng quyết định công bố {over:%d/%m/%Y}")

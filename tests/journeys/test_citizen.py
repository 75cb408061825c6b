"""What citizens come for: the week of the leaders, a procedure and its online service, an event and its recording."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from icalendar import Calendar
from playwright.sync_api import Page, expect

from search.index.indexing import index_pages
from sites.models import Portal
from tests.information.factories import engagement, make_item, recording_of
from tests.journeys.browser import NARROW, VIEWPORTS, WIDE, faults

HOUR = timedelta(hours=1)


@pytest.fixture
def ward(portals) -> Portal:
    return portals["bennghe"]


@pytest.fixture
def monday():
    today = timezone.localdate()
    return today - timedelta(days=today.weekday())


def row_with(page: Page, text: str):
    return page.get_by_role("row").filter(has_text=text)


def test_citizen_looks_up_the_week_of_the_leaders_and_takes_it_along(web, ward, monday, new_page):
    meetings = [
        engagement("2", "08:00:00", "Tiếp công dân định kỳ", place="Trụ sở Tiếp công dân"),
        engagement("3", "08:00:00", "Họp kín về nhân sự", is_internal=True),
    ]
    make_item(ward, "schedule", "Lịch tuần này", published=True, week=monday, engagements=meetings)
    later = [engagement("5", "14:00:00", "Đối thoại với doanh nghiệp")]
    week_after = monday + timedelta(days=7)
    make_item(ward, "schedule", "Lịch tuần sau", published=True, week=week_after, engagements=later)
    page = new_page(java_script_enabled=False)
    page.goto(web.url(ward.host))
    page.get_by_role("link", name="Cả tuần").click()
    expect(page.get_by_role("heading", name="Lịch tuần này")).to_be_visible()
    expect(row_with(page, "Tiếp công dân định kỳ")).to_contain_text("Trụ sở Tiếp công dân")
    expect(page.get_by_role("main")).not_to_contain_text("Họp kín")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải về lịch điện tử (ICS)").click()
    events = Calendar.from_ical(Path(download.value.path()).read_bytes()).walk("VEVENT")
    assert {event["summary"]: event.decoded("dtstart").date() for event in events} == {
        "Tiếp công dân định kỳ": monday + timedelta(days=1),
        "Đối thoại với doanh nghiệp": week_after + timedelta(days=4),
    }
    page.get_by_role("link", name="Tuần sau").click()
    expect(row_with(page, "Đối thoại với doanh nghiệp")).to_be_visible()


def test_citizen_finds_a_procedure_by_its_field_and_the_way_to_apply_online(web, ward, page):
    make_item(ward, "procedure", "Đăng ký khai sinh", published=True)
    make_item(ward, "procedure", "Cấp giấy phép xây dựng nhà ở", published=True, area="Xây dựng", online="none")
    page.goto(web.url(ward.host, "/thu-tuc-dich-vu-cong/"))
    page.get_by_role("main").get_by_role("link", name="Hộ tịch").first.click()
    catalogue = page.get_by_role("main")
    expect(catalogue.get_by_role("link", name="Đăng ký khai sinh")).to_be_visible()
    expect(catalogue.get_by_role("link", name="Cấp giấy phép xây dựng nhà ở")).to_have_count(0)
    assert faults(page) == []
    catalogue.get_by_role("link", name="Đăng ký khai sinh").click()
    page.get_by_text("Mã thủ tục, cấp thực hiện").click()
    expect(page.locator("details dl.facts")).to_contain_text("Hộ tịch")
    apply = page.get_by_role("link", name="Nộp hồ sơ trực tuyến")
    expect(apply).to_have_attribute("href", "https://dichvucong.example/1.004873")
    assert faults(page) == []


@pytest.mark.parametrize("has_script", [True, False])
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_papers_for_registering_a_birth_are_seen_at_once_two_clicks_from_the_home(
    web, ward, new_page, has_script, width
):
    papers = ["Giấy chứng sinh do bệnh viện cấp", "Căn cước của người đi đăng ký", "Giấy chứng nhận kết hôn, nếu có"]
    said = {"papers": "\n".join(papers), "steps": "Nộp hồ sơ\nNhận giấy khai sinh", "counter": "Quầy số 2"}
    make_item(ward, "procedure", "Đăng ký khai sinh", published=True, **said)
    page = new_page(java_script_enabled=has_script, viewport={"width": width, "height": VIEWPORTS[width]})
    page.goto(web.url(ward.host))
    page.get_by_role("main").get_by_role("link", name="Đăng ký khai sinh").first.click()
    for paper in papers:
        expect(page.get_by_text(paper)).to_be_in_viewport(ratio=1)
    if has_script:
        assert faults(page, [width]) == []
        form_token = page.pdf(format="A4", prefer_css_page_size=True)
        assert len(re.findall(rb"/Type /Page\b", form_token)) == 1


def test_citizen_narrows_and_sorts_what_was_found_without_javascript(web, portals, ward, new_page):
    birth = make_item(ward, "procedure", "Đăng ký khai sinh", published=True)
    marriage = make_item(ward, "procedure", "Đăng ký kết hôn", published=True, area="Hôn nhân")
    document = make_item(portals["quan1"], "document", published=True, title="Quyết định về đăng ký hộ tịch")
    index_pages([birth.pk, marriage.pk, document.pk])
    # What looks at a page is a script, so that it looks at the same address in another window.
    telephone = {"width": 360, "height": 740}
    page, looking = new_page(java_script_enabled=False, viewport=telephone), new_page(viewport=telephone)
    page.goto(web.url(ward.host, "/tim-kiem/?q=dang+ky&pham-vi=city"))
    hits = page.locator(".result-list h3")
    expect(hits).to_have_count(3)
    looking.goto(page.url)
    assert faults(looking) == []
    page.get_by_text("Thu hẹp kết quả").first.click()
    page.get_by_role("link", name="Thủ tục hành chính 2").click()
    expect(hits).to_have_count(2)
    page.get_by_role("link", name="mới nhất").click()
    expect(hits).to_have_count(2)
    page.get_by_text("Thu hẹp kết quả").first.click()
    page.get_by_role("link", name="Hôn nhân 1").click()
    expect(hits).to_have_text(["Đăng ký kết hôn"])
    looking.goto(page.url)
    assert faults(looking) == []
    page.get_by_role("link", name="Bỏ chọn Loại nội dung").click()
    expect(hits).to_have_text(["Đăng ký kết hôn"])
    page.get_by_role("link", name="Xóa bộ lọc").click()
    expect(hits).to_have_count(3)


def test_citizen_opens_a_broadcast_that_is_on_and_hears_it_later(web, ward, page):
    now = timezone.now()
    make_item(ward, "live", "Đối thoại đang phát", published=True, starts_at=now - HOUR, ends_at=now + HOUR)
    over = {"starts_at": now - 3 * HOUR, "ends_at": now - HOUR}
    make_item(ward, "live", "Đối thoại đã xong", published=True, recording=recording_of(ward), **over)
    page.goto(web.url(ward.host, "/tin-tuc/"))
    page.get_by_role("link", name="Đối thoại đang phát").click()
    expect(page.get_by_text("Sự kiện đang diễn ra")).to_be_visible()
    broadcast = page.get_by_role("link", name="Mở chương trình phát")
    expect(broadcast).to_have_attribute("href", "https://kenh.example/truc-tiep")
    expect(row_with(page, "Khai mạc")).to_contain_text("08:30")
    assert faults(page) == []
    page.goto(web.url(ward.host, "/tin-tuc/"))
    page.get_by_role("link", name="Đối thoại đã xong").click()
    expect(page.get_by_text("Sự kiện đã kết thúc")).to_be_visible()
    expect(broadcast).to_have_count(0)
    expect(page.get_by_role("region", name="Bản ghi")).to_contain_text("Phiên họp")
    expect(page.get_by_role("region", name="Hỏi và đáp")).to_contain_text("Hỏi và đáp.")
    assert faults(page) == []


def test_citizen_plays_a_broadcast_on_the_page_whose_host_is_asked_on_a_click_only(web, ward, page):
    now, asked = timezone.now(), []
    channel = {"kind": "social", "name": "Kênh", "url": "https://kenh.example/", "contact": "", "decision": ""}
    make_item(ward, "channels", published=True, channels=[{"type": "channel", "value": channel}])
    during = {"starts_at": now - HOUR, "ends_at": now + HOUR, "recording": []}
    event = make_item(ward, "live", "Đối thoại đang phát", published=True, **during)

    def answer(route):
        asked.append(route.request.url)
        body = "<!doctype html><html lang=vi><title>Kênh</title><main><h1>Đang phát</h1></main>"
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    page.route("https://kenh.example/**", answer)
    page.goto(web.url(ward.host, event.get_url_parts()[2]))
    button = page.get_by_role("button", name="Xem ngay tại trang này")
    expect(button).to_be_visible()
    assert faults(page) == []
    assert asked == []
    button.click()
    expect(page.frame_locator("main iframe").get_by_role("heading", name="Đang phát")).to_be_visible()
    player = page.locator("main iframe")
    expect(player).to_have_attribute("title", "Đối thoại đang phát")
    expect(player).to_be_focused()
    expect(page.get_by_role("link", name="Mở chương trình phát")).to_be_visible()
    assert asked == ["https://kenh.example/truc-tiep"]
    assert faults(page) == []


def test_citizen_finds_a_procedure_by_words_without_marks_and_without_scripts(web, ward, new_page):
    for title in ("Đăng ký khai sinh", "Cấp giấy phép xây dựng nhà ở"):
        index_pages([make_item(ward, "procedure", title, published=True).pk])
    page = new_page(java_script_enabled=False)
    page.goto(web.url(ward.host, "/thu-tuc-dich-vu-cong/"))
    page.get_by_role("searchbox", name="Tìm trong chuyên mục").fill("xay dung")
    page.get_by_role("searchbox", name="Tìm trong chuyên mục").press("Enter")
    catalogue = page.get_by_role("main")
    expect(catalogue.get_by_role("link", name="Cấp giấy phép xây dựng nhà ở")).to_be_visible()
    expect(catalogue.get_by_role("link", name="Đăng ký khai sinh")).to_have_count(0)
    expect(page.get_by_role("searchbox", name="Tìm trong chuyên mục")).to_have_value("xay dung")

"""What the list of a section says of each kind of information."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from home.serving.listing import section_listing
from home.templatetags.text_filters import NO_BREAK_SPACE
from search.indexing import index_pages
from tests.each import each_case
from tests.factories import section_of
from tests.information.factories import KINDS, make_item

pytestmark = pytest.mark.django_db

SAID = {
    "access": ["Đầu mối: Văn phòng", "Điện thoại: (028) 3000 0000"],
    "alert": ["Thiên tai", "Nơi chịu ảnh hưởng: Người dân ven sông"],
    "budget": ["Thực hiện ngân sách", "Kỳ báo cáo: Quý III năm 2026", "Quyết định công bố: 9/QĐ"],
    "conference": ["Bắt đầu: 15:00, 26/11/2026", "Địa điểm: Phòng họp báo"],
    "data_set": [
        "Định dạng: CSV, JSON",
        "Chu kỳ cập nhật: Hằng tháng",
        "Điều kiện sử dụng: Tự do sử dụng, ghi rõ nguồn",
    ],
    "direction": ["Thông báo kết luận", "Số, ký hiệu: 45/TB-UBND", "Ngày ban hành: 15/10/2026"],
    "disclosure": ["Quy hoạch, giá đất, thu hồi, bồi thường, tái định cư", "Số, ký hiệu: 12/TB-UBND"],
    "document": ["Số, ký hiệu: 4567/QĐ-UBND", "Ngày ban hành: 15/10/2026", "Còn hiệu lực"],
    "draft": ["Văn bản quy phạm pháp luật", "Cơ quan soạn thảo: Sở Tài chính"],
    "gazette": ["Số công báo: 45 + 46", "Ngày phát hành: 15/10/2026"],
    "guidance": ["Có hiệu lực từ: 01/12/2026"],
    "live": ["Đối thoại trực tuyến", "Bắt đầu: 08:30, 26/11/2026"],
    "outage": ["Ngày tạm ngừng: 19/12/2026", "Dự kiến hoạt động lại: 08:00, 20/12/2026"],
    "pack": ["Kỳ: Tháng 10 năm 2026"],
    "plan": ["Kế hoạch phát triển", "Thời kỳ: 2026–2030", "Quyết định phê duyệt: 812/QĐ-UBND"],
    "press": ["Phát ngôn về sự việc", "Số: 3/TCBC"],
    "procedure": ["Lĩnh vực thủ tục: Hộ tịch", "Thời hạn giải quyết: Trong ngày làm việc", "Toàn trình"],
    "project": ["Dự án đầu tư", "Thời kỳ: 2026–2030", "Đang thực hiện"],
    "recording": ["Ngày ghi: 15/10/2026", "Thời lượng: 12 phút"],
    "report": ["Số liệu thống kê", "Kỳ báo cáo: Quý III năm 2026", "Ngày quyết định: 15/10/2026"],
    "science": ["Đề tài khoa học", "Tổ chức chủ trì: Viện Nghiên cứu", "Đã nghiệm thu"],
}


def row_of(client, portal, kind, title):
    """What the list of a section says of one page, each fact by itself."""
    answer = client.get(section_of(portal, KINDS[kind].section).url, headers={"host": portal.host})
    rows = BeautifulSoup(answer.content, "html.parser").select(".story")
    (row,) = (row for row in rows if row.find("a").get_text() == title)
    return [fact.get_text().replace(NO_BREAK_SPACE, " ") for fact in row.select(".story__facts > li")]


@each_case("kind", sorted(SAID))
def test_row_says_what_is_special_to_the_kind_and_nothing_of_another_portal(client, city, district, kind):
    make_item(district, kind, "Của quận", published=True)
    make_item(city, kind, "Của thành phố", published=True)
    said = row_of(client, district, kind, "Của quận")
    assert [one for one in said if one in SAID[kind]] == SAID[kind]
    assert len(said) <= 3


def test_every_kind_that_lists_show_has_facts():
    """The rest are lists themselves, or gather others: a week, the channels, a topic."""
    assert set(KINDS) - set(SAID) == {"schedule", "channels", "topic"}


@each_case(("days", "said"), [(-1, "Hết hiệu lực từ sau ngày"), (0, "Có hiệu lực đến")])
def test_expired_alert_does_not_look_current(client, district, days, said):
    until = timezone.localdate() + timedelta(days=days)
    page = make_item(district, "alert", "Cảnh báo", published=True, until=until)
    expected = f"{said} {until:%d/%m/%Y}"
    assert row_of(client, district, "alert", "Cảnh báo")[0] == expected
    page_text = client.get(page.url, headers={"host": district.host}).content.decode()
    assert expected in page_text.replace(NO_BREAK_SPACE, " ")


def test_expired_document_is_not_said_to_be_in_force(client, district):
    yesterday = timezone.localdate() - timedelta(days=1)
    make_item(district, "document", "Quyết định", published=True, expires_on=yesterday)
    assert row_of(client, district, "document", "Quyết định")[-1] == "Hết hiệu lực"


@pytest.mark.parametrize("kind", ["document", "procedure", "project", "budget"])
def test_list_costs_the_same_for_one_row_and_for_ten(client, district, kind):
    address = section_of(district, KINDS[kind].section).url

    def queries():
        client.get(address, headers={"host": district.host})
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address, headers={"host": district.host}).status_code == 200
        return len(seen)

    for number in range(2):
        make_item(district, kind, f"Trang {number}", published=True)
    few = queries()
    for number in range(2, 11):
        make_item(district, kind, f"Trang {number}", published=True)
    assert queries() <= few <= 20


# What the press section of a portal holds: of four types, of which two have kinds of their own.
PRESS = ("press", "conference", "pack", "channels")


def listed(portal, kind, query=""):
    return section_listing(section_of(portal, KINDS[kind].section), RequestFactory().get(f"/{query}"))


def titles(portal, kind, query=""):
    return {page.title for page in listed(portal, kind, query)["items"]}


def choices(portal, kind, parameter, query=""):
    """The values of one filter with their figures."""
    groups = listed(portal, kind, query)["facets"]
    # Links keep what other filters chose; the one that clears a filter leaves its own out.
    groups = [one for one in groups if f"{parameter}=" in one.facets[0].url and f"{parameter}=" not in one.clear_url]
    return {one.label: one.count for group in groups for one in group.facets}


@pytest.fixture
def press(district, city):
    for kind in PRESS:
        make_item(district, kind, f"{kind} của quận", published=True)
        make_item(city, kind, f"{kind} của thành phố", published=True)
    make_item(city, "topic", "Chuyên đề của thành phố", published=True, section="bao-chi")


@pytest.mark.slow(reason="publishes many pages and opens their list")
@pytest.mark.both_engines
def test_every_item_of_a_mixed_section_is_reached_by_its_type(district, press):
    (types, *_rest) = listed(district, "press")["facets"]
    assert {one.count for one in types.facets} == {1}
    reached = set()
    for one in types.facets:
        reached |= titles(district, "press", one.url)
    assert reached == {f"{kind} của quận" for kind in PRESS}
    # What the second portal alone has is no choice here.
    assert listed(district, "press", "?loai-noi-dung=specialtopicpage")["is_filtered"] is False


def test_alerts_and_stops_are_told_apart(district):
    make_item(district, "alert", "Cảnh báo", published=True)
    make_item(district, "outage", "Tạm ngừng", published=True)
    assert titles(district, "alert", "?loai-noi-dung=outagepage") == {"Tạm ngừng"}
    assert titles(district, "alert", "?loai=disaster") == {"Cảnh báo"}


YEARS = {
    "document": ({"trigger_date": date(2019, 3, 1)}, "2019"),
    "gazette": ({"issued_on": date(2018, 3, 1)}, "2018"),
    "report": ({"year": 2017}, "2017"),
    "budget": ({"year": 2016}, "2016"),
    "live": (
        {"starts_at": datetime(2015, 12, 31, 18, tzinfo=UTC), "ends_at": datetime(2016, 1, 1, tzinfo=UTC)},
        "2016",
    ),
    "recording": ({"recorded_on": date(2014, 3, 1)}, "2014"),
    "pack": ({"year": 2013}, "2013"),
    # No day of its own: the year in which it became public.
    "data_set": ({"trigger_date": None}, "2026"),
    "press": ({"trigger_date": date(2011, 3, 1)}, "2026"),
    "access": ({}, "2026"),
}


@pytest.mark.slow(reason="asks several cases in turn")
@pytest.mark.both_engines
@each_case("kind", sorted(YEARS))
def test_year_is_that_of_the_item_and_not_of_its_posting(district, city, kind):
    values, year = YEARS[kind]
    page = make_item(district, kind, "Của quận", published=True, **values)
    other = make_item(city, kind, "Của thành phố", published=True, **values)
    Page.objects.filter(pk__in=[page.pk, other.pk]).update(first_published_at=datetime(2026, 6, 1, tzinfo=UTC))
    assert titles(district, kind, f"?nam={year}") == {"Của quận"}
    assert choices(district, kind, "nam", f"?nam={year}") == {year: 1}
    assert year == "2026" or listed(district, kind, "?nam=2026")["is_filtered"] is False


def test_archive_that_was_moved_in_a_day_keeps_its_years(district):
    for year in (2021, 2022, 2022):
        make_item(district, "document", f"Quyết định {year}", published=True, trigger_date=date(year, 5, 4))
    assert choices(district, "document", "nam") == {"2022": 2, "2021": 1}


@pytest.mark.both_engines
def test_state_of_documents_is_narrowed_as_it_is_shown(district):
    today, day = timezone.localdate(), timedelta(days=1)
    for title, values in {
        "Hết hạn hôm qua": {"expires_on": today - day},
        "Còn hôm nay": {"expires_on": today},
        "Từ mai": {"effective_on": today + day},
        "Đã đến ngày": {"state": "coming", "effective_on": today},
        "Ngưng": {"state": "suspended", "expires_on": today - day},
    }.items():
        make_item(district, "document", title, published=True, **values)
    shown = {page.title: page.force_on(today) for page in listed(district, "document")["items"]}
    assert len(set(shown.values())) == 4
    for title, state in shown.items():
        assert title in titles(district, "document", f"?hieu-luc={state.value}")
    assert sum(choices(district, "document", "hieu-luc").values()) == 5


@pytest.fixture
def procedures(district, city):
    pages = []
    for portal, titled in (
        (district, ["Đăng ký khai sinh", "Đăng ký kết hôn", "Cấp giấy phép xây dựng"]),
        (city, ["Đăng ký khai tử"]),
    ):
        for title in titled:
            area = "Hộ tịch" if "Đăng" in title else "Xây dựng"
            pages.append(make_item(portal, "procedure", title, published=True, area=area))
    # Found by the same words, elsewhere on the portal.
    pages.append(make_item(district, "plan", "Kế hoạch đăng ký", published=True))
    for page in pages:
        index_pages([page.pk])


@pytest.mark.both_engines
def test_words_without_marks_find_procedures_of_the_section_and_no_others(district, procedures):
    assert titles(district, "procedure", "?q=dang ky") == {"Đăng ký khai sinh", "Đăng ký kết hôn"}
    assert titles(district, "procedure", "?q=KET HON&mang=" + quote("Hộ tịch")) == {"Đăng ký kết hôn"}
    assert titles(district, "procedure", "?q=ket hon&mang=" + quote("Xây dựng")) == set()
    assert titles(district, "procedure", "?q=khong co") == set()


@pytest.mark.both_engines
def test_figures_beside_choices_count_what_the_words_leave(district, procedures):
    for group in listed(district, "procedure", "?q=dang")["facets"]:
        for one in group.facets:
            assert one.url.endswith("q=dang")
            assert listed(district, "procedure", one.url)["total"] == one.count
    assert choices(district, "procedure", "mang", "?q=ky&mang=" + quote("Hộ tịch")) == {"Hộ tịch": 2}


@pytest.mark.both_engines
def test_feed_is_narrowed_as_the_list_is(client, district, procedures):
    section = section_of(district, "thu-tuc-dich-vu-cong")
    page = client.get(f"{section.url}?q=dang+ky&mang={quote('Hộ tịch')}", headers={"host": district.host})
    address = page.context["feed_url"]
    text = client.get(address, headers={"host": district.host}).content.decode()
    assert "Đăng ký khai sinh" in text
    assert "Cấp giấy phép xây dựng" not in text
    assert "Đăng ký khai tử" not in text
    assert urlsplit(address).query.replace("&", "&amp;") in text


@pytest.mark.both_engines
def test_search_of_a_section_keeps_the_other_choices_without_scripts(client, district, procedures):
    section = section_of(district, "thu-tuc-dich-vu-cong")
    answer = client.get(f"{section.url}?q=dang&mang={quote('Hộ tịch')}", headers={"host": district.host})
    form = BeautifulSoup(answer.content, "html.parser").select_one(".list-search form")
    sent = {field["name"]: field["value"] for field in form.select("input")}
    assert section.url.endswith(form["action"])
    assert sent == {"q": "dang", "mang": "Hộ tịch"}
    # Where few items of a kind that is no catalogue stand, there is nothing to search.
    make_item(district, "plan", "Kế hoạch", published=True)
    few = client.get(section_of(district, "chien-luoc-quy-hoach").url, headers={"host": district.host})
    assert few.context["is_searched"] is False


@pytest.mark.slow(reason="asks several cases in turn")
@pytest.mark.both_engines
@each_case(
    "query",
    [
        "q=%00", "q=%F0%9F%99%82", "q='", "q=%22*", "q=NEAR(", "q=%25%25", "q=" + "a" * 5000, "q=a%27%29%3B--", "q=%5C",
        "nam=9999999999999999999", "nam=%D9%A2", "loai-noi-dung=%00", "loai-noi-dung=page", "hieu-luc=%00&q=-",
    ],
)  # fmt: skip
def test_hostile_values_break_neither_list_nor_feed(client, district, procedures, query):
    section = section_of(district, "thu-tuc-dich-vu-cong")
    for address in (section.url, f"{section.url}rss/"):
        assert client.get(f"{address}?{query}", headers={"host": district.host}).status_code == 200


@pytest.mark.both_engines
def test_narrowed_and_searched_list_costs_the_same_for_many_rows(client, district, procedures):
    address = f"{section_of(district, 'thu-tuc-dich-vu-cong').url}?q=dang&mang={quote('Hộ tịch')}"

    def queries():
        client.get(address, headers={"host": district.host})
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address, headers={"host": district.host}).status_code == 200
        return len(seen)

    few = queries()
    for number in range(8):
        index_pages([make_item(district, "procedure", f"Đăng ký số {number}", published=True).pk])
    assert queries() <= few <= 30

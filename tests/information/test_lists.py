"""The list of a section: by type, year and state, with words, as a feed, at what cost."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import RequestFactory
from django.utils import timezone
from wagtail.models import Page

from home.serving.listing import section_listing
from home.templatetags.text_filters import NO_BREAK_SPACE
from search.index.indexing import index_pages
from tests.each import each_case
from tests.factories import section_of
from tests.information.factories import KINDS, make_item
from tests.information.pages import queries_of, row_of, shown

pytestmark = pytest.mark.django_db


@pytest.mark.slow(reason="publishes and opens a page for each case")
@each_case(
    ("kind", "field", "days", "place", "words"),
    [
        ("alert", "until", -1, 0, "Hết hiệu lực từ sau ngày {day:%d/%m/%Y}"),
        ("alert", "until", 0, 0, "Có hiệu lực đến {day:%d/%m/%Y}"),
        ("document", "expires_on", -1, -1, "Hết hiệu lực"),
    ],
)
def test_expired_alert_or_document_does_not_look_current(client, district, kind, field, days, place, words):
    day = timezone.localdate() + timedelta(days=days)
    page = make_item(district, kind, "Của quận", published=True, **{field: day})
    expected = words.format(day=day)
    section = shown(client, section_of(district, KINDS[kind].section))
    assert row_of(section, "Của quận")[place] == expected
    assert expected in shown(client, page).get_text().replace(NO_BREAK_SPACE, " ")


@pytest.mark.slow(reason="publishes few and many pages of several kinds")
@each_case("kind", ["document", "procedure", "project", "budget"])
def test_list_costs_the_same_for_few_rows_and_for_many(client, district, kind):
    address = section_of(district, KINDS[kind].section).url
    costs = []
    for number in range(6):
        make_item(district, kind, f"Trang {number}", published=True)
        if number in {1, 5}:
            costs.append(queries_of(client, district, address))
    assert costs[1] <= costs[0] <= 20


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


@pytest.mark.slow(reason="publishes pages of several kinds")
def test_choices_of_a_kind_of_pages_are_those_of_the_own_portal(district, city):
    for portal, kind, title in (
        (district, "strategy", "Chiến lược"),
        (district, "development", "Kế hoạch"),
        (city, "orientation", "Của thành phố"),
    ):
        make_item(portal, "plan", title, published=True, kind=kind)
    assert titles(district, "plan") == {"Chiến lược", "Kế hoạch"}
    assert titles(district, "plan", "?loai=strategy") == {"Chiến lược"}
    # What the second portal alone has is no choice here.
    assert listed(district, "plan", "?loai=orientation")["is_filtered"] is False
    assert list(choices(district, "plan", "loai").values()) == [1, 1]


@pytest.mark.slow(reason="publishes many pages and opens their list")
@pytest.mark.both_engines
def test_every_item_of_a_mixed_section_is_reached_by_its_type(district, city):
    for kind in PRESS:
        make_item(district, kind, f"{kind} của quận", published=True)
        make_item(city, kind, f"{kind} của thành phố", published=True)
    make_item(city, "topic", "Chuyên đề của thành phố", published=True, section="bao-chi")
    (types, *_rest) = listed(district, "press")["facets"]
    assert {one.count for one in types.facets} == {1}
    reached = set().union(*(titles(district, "press", one.url) for one in types.facets))
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


@pytest.mark.slow(reason="publishes a document in each state")
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
    pages = [
        make_item(portal, "procedure", title, published=True, area=area)
        for portal, title, area in (
            (district, "Đăng ký khai sinh", "Hộ tịch"),
            (district, "Đăng ký kết hôn", "Hộ tịch"),
            (district, "Cấp giấy phép xây dựng", "Xây dựng"),
            (city, "Đăng ký khai tử", "Hộ tịch"),
        )
    ]
    # Found by the same words, elsewhere on the portal.
    pages.append(make_item(district, "plan", "Kế hoạch đăng ký", published=True))
    index_pages([page.pk for page in pages])


@pytest.mark.slow(reason="asks the list for each choice that it offers")
@pytest.mark.both_engines
def test_words_without_marks_find_procedures_of_the_section_and_no_others_and_figures_count_them(district, procedures):
    assert titles(district, "procedure", "?q=dang ky") == {"Đăng ký khai sinh", "Đăng ký kết hôn"}
    assert titles(district, "procedure", "?q=KET HON&mang=" + quote("Hộ tịch")) == {"Đăng ký kết hôn"}
    assert titles(district, "procedure", "?q=ket hon&mang=" + quote("Xây dựng")) == set()
    assert titles(district, "procedure", "?q=khong co") == set()
    for group in listed(district, "procedure", "?q=dang")["facets"]:
        for one in group.facets:
            assert one.url.endswith("q=dang")
            assert listed(district, "procedure", one.url)["total"] == one.count
    assert choices(district, "procedure", "mang", "?q=ky&mang=" + quote("Hộ tịch")) == {"Hộ tịch": 2}


@pytest.mark.slow(reason="publishes pages of several kinds")
@pytest.mark.both_engines
def test_search_of_a_section_and_its_feed_keep_the_other_choices_without_scripts(client, district, procedures):
    section, host = section_of(district, "thu-tuc-dich-vu-cong"), {"host": district.host}
    answer = client.get(f"{section.url}?q=dang&mang={quote('Hộ tịch')}", headers=host)
    form = BeautifulSoup(answer.content, "html.parser").select_one(".list-search form")
    assert section.url.endswith(form["action"])
    assert {field["name"]: field["value"] for field in form.select("input")} == {"q": "dang", "mang": "Hộ tịch"}
    address = answer.context["feed_url"]
    feed = client.get(address, headers=host).content.decode()
    told = ("Đăng ký khai sinh", "Cấp giấy phép xây dựng", "Đăng ký khai tử")
    assert [title in feed for title in told] == [True, False, False]
    assert urlsplit(address).query.replace("&", "&amp;") in feed
    # Where few items of a kind that is no catalogue stand, there is nothing to search.
    few = client.get(section_of(district, "chien-luoc-quy-hoach").url, headers=host)
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


@pytest.mark.slow(reason="publishes few and many pages")
@pytest.mark.both_engines
def test_narrowed_and_searched_list_costs_the_same_for_many_rows(client, district, procedures):
    address = f"{section_of(district, 'thu-tuc-dich-vu-cong').url}?q=dang&mang={quote('Hộ tịch')}"
    few = queries_of(client, district, address)
    more = [make_item(district, "procedure", f"Đăng ký số {number}", published=True).pk for number in range(5)]
    index_pages(more)
    assert queries_of(client, district, address) <= few <= 30

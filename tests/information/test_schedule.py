"""The week of the leaders: what readers and their calendars see of it, and what stays inside."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar
from wagtail.models import Page

from formats.vietnamese.text import ascii_fold
from search.index.indexing import index_pages
from tests.each import each_case
from tests.factories import section_of
from tests.home.branches import approve
from tests.information.factories import MONDAY, engagement, make_item
from tests.information.pages import queries_of, shown

pytestmark = pytest.mark.django_db

INTERNAL = "Họp kín về nhân sự"


def calendar_of(client, page):
    response = client.get(f"{page.url}ics/", headers={"host": page.portal.host})
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return Calendar.from_ical(response.content)


def events_of(client, page):
    return calendar_of(client, page).walk("VEVENT")


def test_engagements_stand_under_their_days_in_order_and_a_day_off_is_named(client, district):
    page = shown(client, make_item(district, "schedule", published=True))
    rows = [row.get_text(" ", strip=True).replace("\xa0", " ") for row in page.select("tbody tr")]
    assert [row.split(" ")[0] for row in rows] == ["Thứ", "Sáng", "08:00", "Chiều", "14:00", "Thứ", "Sáng", "08:00"]
    assert rows[3] == "Chiều , Thứ Hai ngày 23/11/2026"
    assert rows[0] == "Thứ Hai ngày 23/11/2026"
    assert rows[5].startswith("Thứ Ba ngày 24/11/2026: ")
    assert "08:00 – 09:30" in rows[7].replace("–", " – ").replace("  ", " ")


@pytest.mark.slow(reason="approves two versions for each address")
@pytest.mark.both_engines
@each_case("address", ["", "ics/", "phien-ban/1/"])
def test_internal_meeting_is_on_no_public_address(client, district, address):
    page = make_item(district, "schedule", published=True)
    page.correction_note = "Đổi phòng."
    approve(page, district)
    assert ascii_fold(INTERNAL) not in ascii_fold(str(shown(client, page, address)))


@pytest.mark.both_engines
def test_internal_meeting_is_not_found_by_the_search(client, district):
    index_pages([make_item(district, "schedule", "Lịch tuần 48", published=True).pk])
    for query, found in ((INTERNAL, False), ("cải tạo kênh", True)):
        response = client.get("/tim-kiem/", {"q": query}, headers={"host": district.host})
        assert ("Lịch tuần 48" in response.content.decode().replace("\xa0", " ")) is found


def test_calendar_holds_times_of_the_city_and_the_places(client, district):
    first, second, third = events_of(client, make_item(district, "schedule", published=True))
    assert [str(event["SUMMARY"]) for event in (first, second, third)] == [
        "Giao ban Ủy ban nhân dân",
        "Họp về tiến độ cải tạo kênh",
        "Khai mạc Ngày hội Văn hóa",
    ]
    assert (first.start.isoformat(), str(first["LOCATION"])) == ("2026-11-23T08:00:00+07:00", "Phòng họp số 1")
    assert third.end.isoformat() == "2026-11-24T09:30:00+07:00"


@pytest.mark.slow(reason="publishes several weeks for each case")
@each_case(
    ("weeks", "expected"), [([-7, 0, 7], 0), ([-14, -7], -7), ([7, 14], 7)], ids=["today", "the last", "the next"]
)
def test_section_shows_the_week_of_today_or_the_nearest(client, district, weeks, expected):
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    for days in weeks:
        make_item(district, "schedule", f"Tuần {days}", published=True, week=monday + timedelta(days=days))
    assert shown(client, section_of(district, "lich-cong-tac")).h2.get_text() == f"Tuần {expected}"


def test_section_without_a_week_says_so(client, district):
    section = approve(section_of(district, "lich-cong-tac"), district)
    assert "Chưa có lịch công tác nào" in shown(client, section).get_text().replace("\xa0", " ")


def test_calendar_of_the_section_holds_its_weeks_and_no_other_portals(client, city, district):
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    for days in (-70, 0, 7):
        one = [engagement("1", "08:00:00", f"Họp {days}")]
        make_item(district, "schedule", published=True, week=monday + timedelta(days=days), engagements=one)
    make_item(city, "schedule", published=True, week=monday, engagements=[engagement("1", "08:00:00", "Của thành phố")])
    calendar = calendar_of(client, section_of(district, "lich-cong-tac"))
    assert str(calendar["X-WR-CALNAME"]) == f"Lịch công tác – {district.name}"
    assert {str(event["SUMMARY"]) for event in calendar.walk("VEVENT")} == {"Họp 0", "Họp 7"}
    assert {str(event["DESCRIPTION"]) for event in calendar.walk("VEVENT")} == {"Chủ trì: Chủ tịch"}


def test_weeks_lead_to_the_ones_beside_them(client, district):
    for days in (-7, 0, 7):
        make_item(district, "schedule", f"Tuần {days}", published=True, week=MONDAY + timedelta(days=days))
    page = make_item(district, "schedule", "Giữa", published=True, week=MONDAY + timedelta(days=14))
    links = shown(client, page).select("nav.siblings a")
    assert [link["rel"] for link in links] == [["prev"]]
    assert "30/11–06/12/2026" in links[0].get_text()


def test_number_of_engagements_costs_no_query(client, district):
    costs = []
    for number in (1, 12):
        many = [engagement(str(1 + index % 7), "08:00:00", f"Họp {index}") for index in range(number)]
        page = make_item(district, "schedule", f"{number} mục", published=True, engagements=many, week=date(2026, 9, 7))
        costs.append(queries_of(client, district, page.url))
    assert costs[1] - costs[0] <= 1


def test_calendar_of_a_live_event_holds_its_time_and_place_and_is_not_read_before_it_is_public(client, city, district):
    event = make_item(district, "live", "Đối thoại với người dân", published=True, place="Hội trường Ủy ban")
    (one,) = events_of(client, event)
    assert (str(one["SUMMARY"]), str(one["LOCATION"])) == ("Đối thoại với người dân", "Hội trường Ủy ban")
    assert (one.start, one.end) == (event.starts_at, event.ends_at)
    assert one.start.utcoffset() == timedelta(hours=7)
    assert (str(one["URL"]), str(one["UID"])) == (event.full_url, f"{event.translation_key}@{district.host}")
    assert ascii_fold(event.lead) in ascii_fold(str(one["DESCRIPTION"]))
    for page in (make_item(district, "live", "Nháp"), make_item(city, "live", "Của thành phố", published=True)):
        path = page.get_url_parts()[2]
        assert client.get(f"{path}ics/", headers={"host": district.host}).status_code == 404


def uids(client, page):
    return {str(event["SUMMARY"]): (str(event["UID"]), event["SEQUENCE"]) for event in events_of(client, page)}


def test_meeting_that_is_put_in_before_others_renames_none_of_them(client, district):
    page = make_item(district, "schedule", published=True)
    before = uids(client, page)
    page.refresh_from_db()
    engagements = [engagement("1", "07:30:00", "Tiếp công dân"), *page.engagements.raw_data]
    Page.objects.filter(pk=page.pk).update(first_published_at=timezone.now() - timedelta(hours=2))
    page.engagements, page.correction_note = engagements, "Thêm lịch."
    page = approve(page, district)
    after = uids(client, page)
    assert set(after) - set(before) == {"Tiếp công dân"}
    for summary, (uid, number) in before.items():
        assert after[summary][0] == uid
        assert after[summary][1] > number
    assert len({uid for uid, _number in after.values()}) == 4
    # The former version shows what stood in it.
    assert ["Tiếp công dân" in shown(client, page, below).get_text() for below in ("", "phien-ban/1/")] == [True, False]


def test_week_that_was_copied_names_its_engagements_anew(client, district):
    first = make_item(district, "schedule", published=True)
    first.refresh_from_db()
    values = {"week": MONDAY + timedelta(days=7), "engagements": list(first.engagements.raw_data)}
    second = make_item(district, "schedule", "Tuần sau", published=True, **values)
    assert not {uid for uid, _ in uids(client, first).values()} & {uid for uid, _ in uids(client, second).values()}


def test_engagement_without_an_end_lasts_an_hour_and_not_into_the_next_day(client, district):
    late = [engagement("1", "08:00:00", "Giao ban"), engagement("2", "23:30:00", "Trực đêm")]
    page = make_item(district, "schedule", published=True, engagements=late)
    first, last = events_of(client, page)
    assert first.end - first.start == timedelta(hours=1)
    assert last.end.isoformat() == "2026-11-24T23:59:00+07:00"
    assert first["LAST-MODIFIED"].dt == first["DTSTAMP"].dt


def test_calendars_of_devices_follow_the_section_of_the_own_portal(client, city, district):
    make_item(city, "schedule", published=True)
    page = make_item(district, "schedule", published=True)
    section = section_of(district, "lich-cong-tac")
    expected = f"{section.full_url}ics/".replace("http:", "webcal:").replace("https:", "webcal:")
    for one in (page, section):
        (link,) = (a for a in shown(client, one).select(".page-tools a") if a["href"].startswith("webcal:"))
        assert link["href"] == expected


def test_week_outside_of_a_section_of_schedules_has_no_calendar_to_follow(client, district):
    page = make_item(district, "schedule", published=True, section="chi-dao-dieu-hanh")
    assert not [a for a in shown(client, page).select("a") if a.get("href", "").startswith("webcal:")]
    url = section_of(district, "chi-dao-dieu-hanh").url
    assert client.get(f"{url}ics/", headers={"host": district.host}).status_code == 404

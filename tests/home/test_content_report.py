"""The content report: figures of a period by category, writers and questions; of the own portals, and on record."""

import csv
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from audit.models import PortalEvent
from editorial.enums import TakedownReason
from editorial.models import Takedown
from editorial.withdrawal.actions import take_down
from home.enums import ContentEventKind
from home.models import InformationPage, PublicationDeadline, PublicVersion
from home.reports.content_report import Line, content_report
from home.reports.periods import Period, offered_periods, period_of
from home.timeliness.freshness import category_of
from members.enums import Role
from qa.enums import QuestionState
from qa.models import Question
from sites.directory import get_directory
from tests.admin import browser, errors_at, is_shut
from tests.each import each_case
from tests.factories import (
    AT,
    make_article,
    make_city_editor,
    make_head,
    make_member,
    make_operator,
    make_supervisor,
    section_of,
)
from tests.home.branches import approve
from tests.information.factories import make_item, make_report
from tests.qa.factories import make_question
from tests.remembering import remembered

pytestmark = pytest.mark.django_db

REPORT, EXPORT = reverse("content_report"), reverse("content_report_export")
# Reports of the tests are due on 29 October; questions came in on 4 November 2026.
OCTOBER, NOVEMBER = Period(date(2026, 10, 1), date(2026, 10, 31)), Period(date(2026, 11, 1), date(2026, 11, 30))
TODAY = date(2026, 12, 31)
ASKED = {"period": "days", "first": "2026-10-01", "last": "2026-10-31"}


def publish_on(page, day):
    at = datetime(day.year, day.month, day.day, 2, 0, tzinfo=UTC)
    PublicVersion.objects.filter(page=page.pk, number=1).update(published_at=at)
    PublicationDeadline.objects.filter(page=page.pk).update(published_on=day)
    return page


@pytest.fixture
@remembered
def provided(city, district):
    """On the district, in October: two articles, a plain page, reports in time and late, one overdue; one withdrawn.

    On the city portal an article. What came in November counts in November.
    """
    for title, day in (("Đầu tháng", 1), ("Cuối tháng", 31)):
        publish_on(make_article(district, title), date(2026, 10, day))
    publish_on(make_article(district, "Tháng sau"), date(2026, 11, 1))
    for title, day in (("Đúng hạn", 29), ("Trễ một ngày", 30), ("Trễ hai ngày", 31)):
        publish_on(make_report(district, title, published=True), date(2026, 10, day))
    make_report(district, "Quá hạn")
    publish_on(make_item(district, "budget", published=True), date(2026, 11, 2))
    gone = publish_on(make_article(district, "Đã gỡ"), date(2026, 9, 30))
    take_down(gone, by=make_head(district), at=AT, reason_class=TakedownReason.OTHER, reason="Nhầm.")
    Takedown.objects.update(at=datetime(2026, 10, 20, 2, 0, tzinfo=UTC))
    publish_on(make_article(city, "Của Thành phố"), date(2026, 10, 5))


def reported(*portals, period=OCTOBER):
    by_id = get_directory().by_id
    return content_report([by_id[portal.pk] for portal in portals], period, today=TODAY)


def text_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").select_one("main").get_text(" ").split())


def named(response):
    """Portals that the form offers."""
    return [name for key, name in response.context["form"].fields["portal"].choices if key]


def taken():
    rows = PortalEvent.objects.filter(kind=ContentEventKind.CONTENT_REPORT_EXPORTED)
    return {row.portal_id: (row.data["count"], row.reason) for row in rows}


@each_case(
    ("code", "days"),
    [
        ("2026", ("2026-01-01", "2026-12-31")),
        ("2026-Q1", ("2026-01-01", "2026-03-31")),
        ("2026-Q4", ("2026-10-01", "2026-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2026-13", None),
        ("2026-Q5", None),
        ("0000", None),
        ("days", None),
    ],
)
def test_code_of_a_period_is_its_days(code, days):
    found = period_of(code)
    assert (found and tuple(day.isoformat() for day in found)) == days


def test_periods_are_offered_back_over_the_turn_of_the_year():
    with override("vi"):
        (_months, months), (_quarters, quarters), (_years, years) = offered_periods(date(2027, 1, 5))
    assert months[:2] == [("2027-01", "Tháng 1 năm 2027"), ("2026-12", "Tháng 12 năm 2026")]
    assert quarters[:2] == [("2027-Q1", "Quý I năm 2027"), ("2026-Q4", "Quý IV năm 2026")]
    assert years[0] == ("2027", "Năm 2027")
    assert all(period_of(code) for group in (months, quarters, years) for code, _label in group)


@pytest.mark.slow(reason="publishes pages and opens several screens")
@pytest.mark.both_engines
def test_items_count_by_category_in_the_period_of_their_first_publication(provided, city, district):
    report = reported(district)
    assert report.by_category() == [
        ("Tin tức, sự kiện", Line(items=2, withdrawn=1)),
        ("Thống kê, báo cáo", Line(items=3, in_time=1, late=2, days_late=3, most_days_late=2, overdue=1)),
    ]
    assert (report.total.without_limit, report.total.average_days_late) == (2, 1.5)
    assert [(name, line.items) for name, line in reported(district, period=NOVEMBER).by_category()] == [
        ("Tin tức, sự kiện", 1),
        ("Công khai ngân sách", 1),
    ]


def test_page_below_a_page_counts_as_the_section_above_both(district):
    place, author = section_of(district, "gioi-thieu"), make_member(district)
    for title in ("Chức năng", "Nhiệm vụ"):
        page = InformationPage(title=title, lead="Tóm tắt.", source_agency="Quận 1", live=False, owner=author)
        place.add_child(instance=page)
        place = publish_on(approve(page, district), date(2026, 10, 7))
    assert [(name, line.items) for name, line in reported(district).by_category()] == [("Giới thiệu", 2)]
    assert category_of(place) == "gioi-thieu"


@pytest.mark.slow(reason="counts the report of two portals with items of each kind")
@pytest.mark.both_engines
def test_each_portal_has_its_own_and_the_whole_is_their_sum(provided, city, district):
    report = reported(city, district)
    assert [(record.id, line.items) for record, line in report.by_portal()] == [(city.pk, 1), (district.pk, 5)]
    assert (report.total.items, reported(city).total) == (6, Line(items=1))
    assert report.by_category(city.pk) == [("Tin tức, sự kiện", Line(items=1))]


@pytest.mark.slow(reason="counts a report as several people read it")
def test_writers_are_named_to_their_own_portal_and_others_are_the_operating_unit(provided, city, district):
    helper, own = make_city_editor(), make_member(district).name
    publish_on(make_article(district, "Giúp", owner=helper), date(2026, 10, 6))

    def told(user, **asked):
        return browser(user).get(REPORT, ASKED | asked).context["report"].writers

    assert [tuple(writer) for writer in told(make_head(district))] == [(own, 5), ("đơn vị vận hành", 1)]
    assert {writer.name for writer in told(make_supervisor(), portal=district.pk)} == {own, helper.name}
    # Of several portals the portals are told, not the people.
    assert told(make_supervisor()) == ()


def test_questions_of_the_period_are_those_of_the_portal_as_they_stand_today(city, district):
    waiting, answered = make_question(district), make_question(district, QuestionState.ANSWERED)
    make_question(city)
    Question.objects.filter(pk=answered.pk).update(first_reply_on=date(2026, 11, 27), answer_due=date(2026, 11, 26))
    questions, _ratings = reported(district, period=NOVEMBER).parts
    # Received: answered in time, late; open, overdue, elsewhere. Overdue, less and plus, listed. Not sorted in time.
    assert questions.numbers == {district.pk: (2, 0, 1, 0, 1, 0, 0, 0, 1, 1)}
    assert waiting.answer_due < TODAY
    both, _ratings = reported(city, district, period=NOVEMBER).parts
    assert both.total == [3, 0, 1, 0, 2, 0, 0, 0, 2, 2]
    # The list of overdue questions knows no period, and the row says so.
    before, _ratings = reported(district, period=OCTOBER).parts
    assert before.numbers == {district.pk: (0, 0, 0, 0, 0, 0, 0, 1, 1, 0)}


@pytest.mark.both_engines
@pytest.mark.slow(reason="counts the report of two portals with items of each kind")
def test_as_many_queries_for_two_portals_as_for_one(provided, city, district, django_assert_max_num_queries):
    reported(city, district)
    with django_assert_max_num_queries(11):
        reported(district)
    with django_assert_max_num_queries(9):
        reported(city, district)


@pytest.mark.slow(reason="publishes several pages, and asks their screens")
def test_report_of_another_portal_is_neither_shown_nor_named_nor_taken_away(provided, city, district):
    for person in (make_head(district), make_member(district), make_member(district, Role.PORTAL_ADMIN)):
        client = browser(person)
        own, foreign = client.get(REPORT, ASKED), client.get(REPORT, ASKED | {"portal": city.pk})
        assert (named(own), own.context["report"].total.items) == (["Quận 1"], 5)
        assert foreign.context["report"] is None
        assert city.name_vi not in foreign.content.decode()
        assert client.post(f"{EXPORT}?portal={city.pk}", {"reason": "Chiếm đoạt"}).status_code == 422
    assert taken() == {}


@pytest.mark.slow(reason="opens the report and the dashboard for each kind of person")
def test_report_opens_for_who_edits_a_portal_and_who_supervises(city, district):
    for role in (Role.REPORTER, Role.ANSWERING_OFFICER):
        stranger = browser(make_member(district, role))
        assert is_shut(stranger.get(REPORT))
        assert is_shut(stranger.post(EXPORT, {"reason": "Báo cáo"}))
        assert REPORT not in stranger.get(reverse("wagtailadmin_home")).content.decode()
    for reader in (make_supervisor(), make_operator(), make_city_editor()):
        assert set(named(browser(reader).get(REPORT))) == {"Thành phố Hồ Chí Minh", "Quận 1"}
    assert REPORT in browser(make_head(district)).get(reverse("wagtailadmin_home")).content.decode()


@each_case(
    ("asked", "field", "said"),
    [
        (ASKED | {"last": "2026-09-30"}, "last", "Ngày kết thúc sớm hơn ngày bắt đầu."),
        (ASKED | {"first": ""}, "first", "Nhập ngày."),
        (ASKED | {"period": "2026-10"}, "period", "Chọn “Từ ngày đến ngày”"),
        ({"period": "năm ngoái"}, "period", "Hãy chọn một lựa chọn hợp lệ"),
    ],
    ids=["ends before it begins", "without a day", "days beside a month", "no period"],
)
def test_period_that_cannot_be_is_said_at_its_field(district, asked, field, said):
    shown = browser(make_head(district)).get(REPORT, asked)
    assert shown.context["report"] is None
    assert said in str(shown.context["form"].errors[field])
    assert said in text_of(shown)


def test_this_month_is_shown_unless_another_is_asked_and_nothing_is_said_to_be_nothing(district):
    client, day = browser(make_head(district)), "2020-01-01"
    assert client.get(REPORT).context["report"].period == period_of(f"{timezone.localdate():%Y-%m}")
    empty = client.get(REPORT, {"period": "days", "first": day, "last": day})
    assert "Trong kỳ không có tin, bài nào được đăng" in text_of(empty)


def test_export_asks_for_a_reason_and_is_recorded_on_each_portal_and_the_city(provided, city, district):
    client, address = browser(make_supervisor()), f"{EXPORT}?period=days&first=2026-10-01&last=2026-10-31"
    refused = client.post(address, {"reason": " "})
    assert (refused.status_code, bool(errors_at(refused, "reason")), taken()) == (422, True, {})
    answer = client.post(address, {"reason": "Báo cáo quý IV"})
    rows = list(csv.reader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert ["Quận 1", "Thống kê, báo cáo", "3", "0", "1", "2", "1.5", "2", "0", "1", "0"] in rows
    assert ["Thành phố Hồ Chí Minh", "Cộng", "1", "0", "0", "0", "", "", "1", "0", "0"] in rows
    why = "Báo cáo quý IV"
    assert taken() == {None: (6, why), city.pk: (1, why), district.pk: (5, why)}
    own = browser(make_head(district)).post(address, {"reason": why})
    assert "Của Thành phố" not in b"".join(own.streaming_content).decode("utf-8-sig")
    assert PortalEvent.objects.filter(kind=ContentEventKind.CONTENT_REPORT_EXPORTED, portal=city).count() == 1

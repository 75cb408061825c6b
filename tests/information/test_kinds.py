"""Each kind of information on its public page, with facts and structured data, in its section and in its feed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from icalendar import Calendar
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.models import get_page_models

from editorial.review.findings import blocking, findings_of
from home.editing.forms import find_or_make_tags
from home.models import ClockedPage, ContentPage
from home.serving.preloading import preload
from home.templatetags.text_filters import NO_BREAK_SPACE
from home.timeliness.clock_limits import limit_of, timing_of
from information.enums import Period
from information.models.figures import FiguresBlock
from information.periods import number_fault, period_in_words
from information.queries import pages_of_topic
from provisioning.portal_states import suspend_portal
from tests.each import each_case
from tests.factories import make_article, make_operator, section_of
from tests.fullest import figures_of
from tests.home.branches import approve
from tests.information.factories import KINDS, make_item, make_report
from tests.information.pages import facts_of, row_of, shown, statement_of

pytestmark = pytest.mark.django_db

SAID = {
    "access": ("Đầu mối", "Văn phòng"),
    "alert": ("Nơi chịu ảnh hưởng", "Người dân ven sông"),
    "budget": ("Kỳ báo cáo", "Quý III năm 2026"),
    "event": ("Bắt đầu", "08:00, thứ Bảy ngày 05/12/2026"),
    "conference": ("Bắt đầu", "15:00, thứ Năm ngày 26/11/2026"),
    "data_set": ("Điều kiện sử dụng", "Tự do sử dụng, ghi rõ nguồn"),
    "direction": ("Người chỉ đạo", "Chủ tịch Ủy ban nhân dân"),
    "disclosure": ("Nội dung công khai", "Quy hoạch, giá đất, thu hồi, bồi thường, tái định cư"),
    "document": ("Số, ký hiệu", "4567/QĐ-UBND"),
    "draft": ("Cơ quan soạn thảo", "Sở Tài chính"),
    "gazette": ("Số công báo", "45 + 46"),
    "guidance": ("Đối tượng áp dụng", "cơ quan soạn thảo văn bản"),
    "live": ("Kết thúc", "11:00, thứ Năm ngày 26/11/2026"),
    "outage": ("Dự kiến hoạt động lại", "08:00, Chủ nhật ngày 20/12/2026"),
    "pack": ("Kỳ", "Tháng 10 năm 2026"),
    "plan": ("Thời kỳ", "2026–2030"),
    "press": ("Người phát ngôn", "Bà Lê Thu Hạnh, Phó Chánh Văn phòng"),
    "procedure": ("Lệ phí", "Không thu"),
    "project": ("Tổng mức đầu tư", "1.250.000.000 đồng"),
    "recording": ("Thời lượng", "12 phút"),
    "report": ("Quyết định công bố", "12/QĐ-CTK"),
    "science": ("Ngày nghiệm thu", "15/10/2026"),
}


LISTED = {
    "access": ["Đầu mối: Văn phòng", "Điện thoại: (028) 3000 0000"],
    "alert": ["Thiên tai", "Nơi chịu ảnh hưởng: Người dân ven sông"],
    "budget": ["Thực hiện ngân sách", "Kỳ báo cáo: Quý III năm 2026", "Quyết định công bố: 9/QĐ"],
    "conference": ["Bắt đầu: 15:00, 26/11/2026", "Địa điểm: Phòng họp báo"],
    "event": ["Bắt đầu: 08:00, 05/12/2026", "Địa điểm: Nhà văn hoá phường, 5 Mạc Đĩnh Chi"],
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
# What machines are told besides the type of the thing.
STATED = {
    "alert": {"@type": "SpecialAnnouncement", "expires": "2026-12-01"},
    "outage": {"@type": "SpecialAnnouncement", "expires": "2026-12-20T01:00:00+00:00"},
    "direction": {"@type": "Report", "reportNumber": "45/TB-UBND", "dateCreated": "2026-10-15"},
    "disclosure": {"@type": "Report", "reportNumber": "12/TB-UBND", "dateCreated": "2026-10-15"},
    "report": {"@type": "Report", "name": "Của quận", "temporalCoverage": "2026"},
}


@pytest.mark.slow(reason="publishes a page of each kind on two portals")
@pytest.mark.both_engines
@each_case("kind", sorted(KINDS))
def test_page_section_and_feed_say_what_is_special_to_the_kind_and_nothing_of_another_portal(
    client, city, district, kind
):
    make_item(city, kind, "Của thành phố", published=True)
    item = make_item(district, kind, "Của quận", published=True)
    page, section = shown(client, item), section_of(district, KINDS[kind].section)
    stated, listed = statement_of(page), shown(client, section)
    assert stated.items() >= STATED.get(kind, {}).items()
    assert item.schema_type in {stated["@type"], ""}
    # The rest are lists themselves, or gather others.
    if kind not in {"schedule", "channels", "topic"}:
        label, value = SAID[kind]
        assert facts_of(page)[label] == value
        said = row_of(listed, "Của quận")
        assert [one for one in said if one in LISTED[kind]] == LISTED[kind]
        assert len(said) <= 3
    feed = client.get(f"{section.url}rss/", headers={"host": district.host}).content.decode()
    for text in (str(listed), feed):
        assert ("Của quận" in text, "Của thành phố" in text) == (True, False)


def test_alert_of_what_is_announced_for_tomorrow_is_sent_to_the_board_today(district):
    tomorrow = timezone.localdate() + timedelta(days=1)
    page = make_item(district, "alert", trigger_date=tomorrow, until=tomorrow, is_urgent=True)
    page.full_clean()
    assert blocking(findings_of(page)) == []


@pytest.mark.slow(reason="makes a page of each kind")
@each_case("kind", sorted(KINDS))
def test_kind_has_nothing_that_stops_it_and_a_rule_for_every_limit_that_it_counts_from(district, kind):
    page = make_item(district, kind)
    assert blocking(findings_of(page)) == []
    assert not isinstance(page, ClockedPage) or limit_of(timing_of(page))[0] is not None


def test_list_filters_name_columns_of_their_type():
    for model in get_page_models():
        for name in getattr(model, "list_filters", {}).values():
            assert issubclass(model, ContentPage)
            assert model._meta.get_field(name)


@pytest.mark.slow(reason="publishes pages of several kinds")
@each_case(
    ("kind", "wrong"),
    [
        ("document", {"effective_on": "2026-11-02", "expires_on": "2026-11-01"}),
        ("draft", {"closes_on": "2026-10-14"}),
        ("draft", {"state": "taken_up", "results": []}),
        ("plan", {"first_year": 2030, "last_year": 2026}),
        ("project", {"first_year": 2030, "last_year": 2026}),
        ("science", {"first_year": 2026, "last_year": 2021}),
        ("conference", {"ends_at": "2026-11-26 07:00+00:00"}),
        ("live", {"ends_at": "2026-11-26 01:00+00:00"}),
        ("outage", {"back_at": "2026-12-01 00:00+00:00"}),
        ("schedule", {"week": "2026-11-24"}),
        ("data_set", {"data_url": "", "files": []}),
        ("report", {"number": 12}),
    ],
)
def test_what_contradicts_itself_is_refused_in_the_form(district, kind, wrong):
    page = make_item(district, kind)
    for name, value in wrong.items():
        setattr(page, name, page._meta.get_field(name).to_python(value))
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert set(refused.value.message_dict) <= set(wrong)


TAGS = ["chống ngập", "triều cường"]


@pytest.mark.slow(reason="publishes pages of several kinds")
def test_page_on_a_portal_that_is_suspended_later_is_named_no_more_by_topics_and_blocks(city, district):
    own, other = make_article(district, "Tin của quận"), make_article(city, "Tin của Thành phố")
    topic = make_item(district, "topic", chosen=[("page", other), ("page", own)])
    link = {"title": "", "page": other, "url": "", "text": ""}
    article = make_article(district, body=[("links", {"title": "", "links": [link]})])

    def named():
        loaded = {row.pk for rows in preload(article).values() for row in rows.values()}
        return [page.pk for page in pages_of_topic(topic)["chosen"]], other.pk in loaded

    assert named() == ([other.pk, own.pk], True)
    suspend_portal(city, by=make_operator(), at=timezone.now(), reason="Sự cố", expected_return=None)
    assert named() == ([own.pk], False)


def tagged(portal, title):
    article = make_article(portal, title, published=False)
    article.tags = find_or_make_tags(portal, TAGS)
    return approve(article, portal)


@pytest.mark.slow(reason="publishes pages of several kinds")
@pytest.mark.both_engines
def test_news_that_shares_several_tags_with_the_topic_stands_once_and_that_of_another_portal_not(city, district):
    topic = make_item(district, "topic")
    make_article(district, "Tin không có nhãn")
    first, second = tagged(district, "Tin trước"), tagged(district, "Tin sau")
    tagged(city, "Tin của Thành phố")
    assert pages_of_topic(topic)["news"] == []
    topic.tags = find_or_make_tags(district, TAGS)
    del topic.shown_tags
    assert [page.pk for page in pages_of_topic(topic)["news"]] == [second.pk, first.pk]


def test_report_says_its_period_decision_and_day_and_nothing_that_is_not_given(client, district):
    report = make_report(district, published=True)
    page = shown(client, report)
    assert facts_of(page) == {
        "Loại báo cáo": "Số liệu thống kê",
        "Kỳ báo cáo": "Quý III năm 2026",
        "Quyết định công bố": "12/QĐ-CTK",
        "Ngày quyết định": "15/10/2026",
    }
    assert statement_of(page)["datePublished"] == report.first_published_at.isoformat()
    without = shown(client, make_report(district, "Báo cáo khác", published=True, decision=""))
    assert "Quyết định công bố" not in without.get_text()


@each_case(
    ("period", "number", "words"),
    [
        (Period.MONTH, 9, "Tháng 9 năm 2026"),
        (Period.QUARTER, 3, "Quý III năm 2026"),
        (Period.QUARTER, None, "2026"),
        (Period.HALF_YEAR, 1, "6 tháng đầu năm 2026"),
        (Period.HALF_YEAR, 2, "6 tháng cuối năm 2026"),
        (Period.NINE_MONTHS, None, "9 tháng năm 2026"),
        (Period.YEAR, None, "Năm 2026"),
        (Period.SEVERAL_YEARS, None, "Nhiều năm, đến năm 2026"),
    ],
)
def test_period_is_written_as_the_state_does(period, number, words):
    with translation.override("vi"):
        assert period_in_words(period, number, 2026) == words


@each_case(
    ("period", "number", "fault"),
    [
        (Period.MONTH, 12, None),
        (Period.QUARTER, 4, None),
        (Period.QUARTER, 5, "Số từ 1 đến 4."),
        (Period.HALF_YEAR, 3, "Số từ 1 đến 2."),
        (Period.QUARTER, None, None),
        (Period.YEAR, None, None),
        (Period.YEAR, 1, "Kỳ này không có số: hãy để trống."),
        ("", 12, None),
    ],
)
def test_number_of_a_period_is_one_that_it_has(period, number, fault):
    with translation.override("vi"):
        assert number_fault(period, number) == fault


def test_event_that_is_not_over_is_put_into_the_calendar_of_its_reader(client, district):
    tomorrow, before = timezone.now() + timedelta(days=1), timezone.now() - timedelta(days=2)
    coming = make_item(district, "event", published=True, starts_at=tomorrow, ends_at=None)
    over = make_item(district, "event", "Đã qua", published=True, starts_at=before, ends_at=before + timedelta(hours=1))
    (link,) = shown(client, coming).select('a.button[href$="/ics/"]')
    assert not shown(client, over).select('a[href$="/ics/"]')
    calendar = Calendar.from_ical(client.get(link["href"], headers={"host": district.host}).content)
    (event,) = calendar.walk("VEVENT")
    assert (event["summary"], event["location"]) == (coming.title, "Nhà văn hoá phường, 5 Mạc Đĩnh Chi")


@pytest.mark.slow(reason="publishes a page and opens it")
def test_figures_of_a_report_are_a_chart_a_table_and_a_file(client, district):
    figures = [
        figures_of(["Quý", "Nam", "Nữ"], ["Quý I", "1.204,5", "13"], ["Quý II", "987", ""]),
        figures_of(["Quý", "Tăng (%)"], ["Quý I", "-1,5"], title="Tăng trưởng", unit=""),
    ]
    report = make_item(district, "report", published=True, figures=figures)
    page = shown(client, report)
    (chart,) = page.select("figure.bar-chart")  # what is below zero has a table alone
    assert [rect.title.get_text() for rect in chart.select("rect")] == [
        "Quý I, Nam: 1.204,5", "Quý I, Nữ: 13", "Quý II, Nam: 987",
    ]  # fmt: skip
    first, second = page.select("table")
    assert first.caption.get_text().replace(NO_BREAK_SPACE, " ") == "Dân số (nghìn người)"
    assert [cell.get_text() for cell in first.select("td")] == ["1.204,5", "13", "987", "–"]
    assert first.caption["id"] == chart.svg["aria-describedby"]
    assert second.td.get_text() == "-1,5"
    files = [link["href"] for link in page.select('a[href*="/csv/"]')]
    answer = client.get(files[0], headers={"host": district.host})
    assert b"".join(answer.streaming_content).decode("utf-8-sig").splitlines() == [
        "Quý,Nam,Nữ", "Quý I,1204.5,13", "Quý II,987,",
    ]  # fmt: skip
    for number in (0, 3):
        assert client.get(f"{report.url}csv/{number}/", headers={"host": district.host}).status_code == 404


@each_case(
    ("rows", "fault"),
    [
        ([["Quý", "Số"], ["Quý I", "12,5"]], None),
        (
            [["Quý", "Số"], ["Quý I", "12.5"]],
            "“12.5” không phải là số. Hàng nghìn dùng dấu chấm, thập phân dùng dấu phẩy: 1.204,5.",
        ),
        ([["Quý", ""], ["Quý I", "1"]], "Ghi tên từng cột số liệu ở hàng đầu."),
        ([["Quý", "Số"], ["", "1"]], "Ghi ở cột đầu mỗi hàng là số liệu của đối tượng nào."),
        (
            [["Quý", "A", "B", "C", "D"], ["Quý I", "1", "1", "1", "1"]],
            "Bảng có 4 cột số liệu; được có từ một đến 3 cột.",
        ),
        ([["Quý", "Số"], ["Quý I", "1", "2"], []], "Mọi hàng của bảng phải có số ô bằng hàng đầu."),
    ],
)
def test_figures_are_numbers_with_names_and_shown_whatever_they_are(rows, fault):
    block = FiguresBlock()
    block.set_name("figures")
    value = block.to_python(figures_of(*rows)["value"])
    with translation.override("vi"):
        try:
            block.clean(value)
        except StructBlockValidationError as refusal:
            assert refusal.block_errors["table"].messages == [fault]
        else:
            assert fault is None
    assert "<table" in block.render(value)


def test_invitation_to_bid_is_named_as_one_and_leads_to_the_national_network(client, district):
    address = "https://muasamcong.example/IB2600123456"
    bidding = make_item(
        district, "project", published=True, kind="bidding", bids_close_at=datetime(2026, 12, 9, 2, 0, tzinfo=UTC),
        bids_open_at=datetime(2026, 12, 9, 2, 30, tzinfo=UTC), bidding_number="IB2600123456", bidding_url=address,
    )  # fmt: skip
    page = shown(client, bidding)
    assert (
        facts_of(page).items()
        >= {
            "Thời điểm đóng thầu": "09:00, thứ Tư ngày 09/12/2026",
            "Thời điểm mở thầu": "09:30, thứ Tư ngày 09/12/2026",
            "Bên mời thầu": "Ban Quản lý dự án",
            "Giá gói thầu": "1.250.000.000 đồng",
        }.items()
    )
    assert page.select_one(f'.facts a[href="{address}"]')
    bidding.bids_open_at = datetime(2026, 12, 9, 1, 0, tzinfo=UTC)
    with pytest.raises(ValidationError, match="trước thời điểm đóng thầu"):
        bidding.clean()

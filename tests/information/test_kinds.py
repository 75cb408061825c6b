"""Each kind of information on its public page: facts, structured data, a place in its section and in its feed.

A statistical report on the public page: its facts, its structured data, its place in the section.
"""

import json

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.utils import timezone, translation
from wagtail.models import get_page_models

from deadlines.models import InformationCategory
from editorial.review.findings import blocking, findings_of
from home.editing.forms import find_or_make_tags
from home.models import ClockedPage, ContentPage, SectionPage
from home.serving.listing import section_listing
from home.serving.preloading import preload
from home.templatetags.text_filters import NO_BREAK_SPACE
from home.timeliness.clock_limits import limit_of, timing_of
from information.enums import Period
from information.periods import number_fault, period_in_words
from information.queries import pages_of_topic
from provisioning.portal_states import suspend_portal
from tests.each import each_case
from tests.factories import make_article, make_head, make_member, make_operator, publish_approved_page, section_of
from tests.information.factories import KINDS, make_item, make_report

pytestmark = pytest.mark.django_db

SAID = {
    "access": ("Đầu mối", "Văn phòng"),
    "alert": ("Nơi chịu ảnh hưởng", "Người dân ven sông"),
    "budget": ("Kỳ báo cáo", "Quý III năm 2026"),
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
    "project": ("Tổng mức đầu tư hoặc giá trị", "1.250.000.000 đồng"),
    "recording": ("Thời lượng", "12 phút"),
    "report": ("Quyết định công bố", "12/QĐ-CTK"),
    "science": ("Ngày nghiệm thu", "15/10/2026"),
}
SCHEMA = {kind: one.model.schema_type for kind, one in KINDS.items() if one.model.schema_type}


def shown(client, page):
    response = client.get(page.url, headers={"host": page.portal.host})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.slow(reason="asks several cases in turn")
@pytest.mark.both_engines
@each_case("kind", sorted(KINDS))
def test_reader_finds_what_is_special_to_the_kind(client, district, kind):
    page = shown(client, make_item(district, kind, published=True))
    if kind in SAID:
        facts = {
            row.dt.get_text(): row.dd.get_text().replace(NO_BREAK_SPACE, " ") for row in page.select("dl.facts > div")
        }
        label, value = SAID[kind]
        assert facts[label] == value
    statements = json.loads(page.find("script", type="application/ld+json").string)
    assert kind not in SCHEMA or SCHEMA[kind] in {statement["@type"] for statement in statements}


@pytest.mark.slow(reason="asks several cases in turn")
@pytest.mark.both_engines
@each_case("kind", sorted(set(KINDS) - {"schedule", "report"}))
def test_section_and_feed_name_it_and_not_that_of_another_portal(client, city, district, kind):
    make_item(district, kind, "Của quận", published=True)
    make_item(city, kind, "Của thành phố", published=True)
    section = section_of(district, KINDS[kind].section)
    for address in (section.url, f"{section.url}rss/"):
        text = client.get(address, headers={"host": district.host}).content.decode()
        assert "Của quận" in text
        assert "Của thành phố" not in text


@each_case("kind", sorted(KINDS))
def test_board_is_asked_for_no_kind_that_the_checks_stop(district, kind):
    assert blocking(findings_of(make_item(district, kind))) == []


def test_every_category_has_its_page_type_or_its_place():
    """What has no type of its own: about and contacts, which are pages of `home`; versions in other languages;
    and questions, which have their own app."""
    with_types = {category for model in get_page_models() for category in categories_of(model)}
    elsewhere = {"gioi-thieu", "tieng-nuoc-ngoai", "hoi-dap"}
    assert with_types.isdisjoint(elsewhere)
    assert with_types | elsewhere == set(InformationCategory.objects.values_list("code", flat=True))


def categories_of(model):
    choices = getattr(model, "clock_choices", {}).values()
    return {category for category, _trigger in choices} or set(filter(None, [getattr(model, "category", "")]))


def test_every_limit_that_a_page_type_counts_from_is_a_rule(district):
    for kind, one in KINDS.items():
        if issubclass(one.model, ClockedPage):
            rule, _due = limit_of(timing_of(make_item(district, kind)))
            assert rule is not None, kind


def test_list_filters_name_columns_of_their_type():
    for model in get_page_models():
        for name in getattr(model, "list_filters", {}).values():
            assert issubclass(model, ContentPage)
            assert model._meta.get_field(name)


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
    ],
)
def test_what_contradicts_itself_is_refused_in_the_form(district, kind, wrong):
    page = make_item(district, kind)
    for name, value in wrong.items():
        setattr(page, name, page._meta.get_field(name).to_python(value))
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert set(refused.value.message_dict) <= set(wrong)


def test_standard_section_says_which_category_it_provides(district):
    assert section_of(district, "thong-ke-bao-cao").provides_id == "thong-ke"
    assert SectionPage.objects.filter(provides="thong-ke", path__startswith=district.container.path).count() == 1


def test_choices_of_a_kind_of_pages_are_those_of_the_own_portal(district, city):
    for portal, kind, title in (
        (district, "strategy", "Chiến lược"),
        (district, "development", "Kế hoạch"),
        (city, "orientation", "Của thành phố"),
    ):
        make_item(portal, "plan", title, published=True, kind=kind)
    section = section_of(district, KINDS["plan"].section)

    def listed(query=""):
        return section_listing(section, RequestFactory().get(f"/{query}"))

    assert {page.title for page in listed()["items"]} == {"Chiến lược", "Kế hoạch"}
    assert {page.title for page in listed("?loai=strategy")["items"]} == {"Chiến lược"}
    # What the second portal alone has is no choice here.
    assert listed("?loai=orientation")["is_filtered"] is False
    (group, *_rest) = listed()["facets"]
    assert [one.count for one in group.facets] == [1, 1]


TAGS = ["chống ngập", "triều cường"]


def chosen(*pages):
    return [{"type": "page", "value": page.pk} for page in pages]


def test_page_on_a_portal_that_is_suspended_later_is_named_no_more(city, district):
    own, other = make_article(district, "Tin của quận"), make_article(city, "Tin của Thành phố")
    topic = make_item(district, "topic", chosen=chosen(other, own))
    assert [page.pk for page in pages_of_topic(topic)["chosen"]] == [other.pk, own.pk]
    suspend_portal(city, by=make_operator(), at=timezone.now(), reason="Sự cố", expected_return=None)
    assert [page.pk for page in pages_of_topic(topic)["chosen"]] == [own.pk]


def test_block_with_a_page_on_a_portal_that_is_suspended_later_has_none(city, district):
    other = make_article(city, "Tin của Thành phố")
    article = make_article(
        district, body=[("links", {"title": "", "links": [{"title": "", "page": other, "url": "", "text": ""}]})]
    )
    assert other.pk in {row.pk for rows in preload(article).values() for row in rows.values()}
    suspend_portal(city, by=make_operator(), at=timezone.now(), reason="Sự cố", expected_return=None)
    assert other.pk not in {row.pk for rows in preload(article).values() for row in rows.values()}


def tagged(portal, title):
    article = make_article(portal, title, published=False)
    article.tags = find_or_make_tags(portal, TAGS)
    article.save_revision(user=make_member(portal))
    return publish_approved_page(article, by=make_head(portal))


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


def shown_report(client, page):
    return BeautifulSoup(client.get(page.url, headers={"host": page.portal.host}).content, "html.parser")


def test_reader_sees_period_decision_and_day(client, district):
    page = shown_report(client, make_report(district, published=True))
    facts = {row.dt.get_text(): row.dd.get_text().replace(NO_BREAK_SPACE, " ") for row in page.select("dl.facts > div")}
    assert facts == {
        "Loại báo cáo": "Số liệu thống kê",
        "Kỳ báo cáo": "Quý III năm 2026",
        "Quyết định công bố": "12/QĐ-CTK",
        "Ngày quyết định": "15/10/2026",
    }


def test_what_is_not_said_is_left_out(client, district):
    page = shown_report(client, make_report(district, published=True, decision=""))
    assert "Quyết định công bố" not in page.get_text()


def test_machines_read_a_report(client, district):
    report = make_report(district, published=True)
    statements = json.loads(shown_report(client, report).find("script", type="application/ld+json").string)
    (found,) = [statement for statement in statements if statement["@type"] == "Report"]
    assert (found["name"], found["temporalCoverage"]) == (report.title, "2026")
    assert found["datePublished"] == report.first_published_at.isoformat()


def test_section_lists_it_and_its_feed_names_it(client, district):
    make_report(district, "Thống kê quý III", published=True)
    section = section_of(district, "thong-ke-bao-cao")
    for address in (section.url, f"{section.url}rss/"):
        assert "Thống kê quý III" in client.get(address, headers={"host": district.host}).content.decode()


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


def test_number_that_the_period_does_not_have_is_refused_beside_its_field(district):
    report = make_report(district)
    report.period, report.number = Period.QUARTER, 12
    with pytest.raises(ValidationError) as refused:
        report.full_clean()
    assert set(refused.value.message_dict) == {"number"}

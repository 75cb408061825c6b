"""A statistical report on the public page: its facts, its structured data, its place in the section."""

import json

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils import translation

from home.templatetags.text_filters import NO_BREAK_SPACE
from information.enums import Period
from information.periods import number_fault, period_in_words
from tests.each import each_case
from tests.factories import section_of
from tests.information.factories import make_report

pytestmark = pytest.mark.django_db


def shown(client, page):
    return BeautifulSoup(client.get(page.url, headers={"host": page.portal.host}).content, "html.parser")


def test_reader_sees_period_decision_and_day(client, district):
    page = shown(client, make_report(district, published=True))
    facts = {row.dt.get_text(): row.dd.get_text().replace(NO_BREAK_SPACE, " ") for row in page.select("dl.facts > div")}
    assert facts == {
        "Loại báo cáo": "Số liệu thống kê",
        "Kỳ báo cáo": "Quý III năm 2026",
        "Quyết định công bố": "12/QĐ-CTK",
        "Ngày quyết định": "15/10/2026",
    }


def test_what_is_not_said_is_left_out(client, district):
    page = shown(client, make_report(district, published=True, decision=""))
    assert "Quyết định công bố" not in page.get_text()


def test_machines_read_a_report(client, district):
    report = make_report(district, published=True)
    statements = json.loads(shown(client, report).find("script", type="application/ld+json").string)
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

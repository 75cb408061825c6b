"""Rate a portal, say that a page did not help and what it lacked; the board deals with it, and everybody reads the
figures."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from participation.enums.ratings import Helpfulness, RatingAxis
from participation.models import PageFeedback, RatingRemark
from participation.rating.actions import add_feedback, add_ratings
from participation.rating.rated_pages import RatedPage
from tests.factories import make_article, make_head
from tests.journeys.browser import VIEWPORTS, WAYS, faults

WORDS = "Không thấy giờ bắt đầu cấp nước lại"


@pytest.mark.parametrize(("scripts", "width"), WAYS)
def test_reader_rates_the_portal_and_says_what_a_page_lacked(ward, web, new_page, scripts, width):
    article = make_article(ward, "Lịch cắt nước", reviewed=True)
    page = new_page(java_script_enabled=scripts, viewport={"width": width, "height": VIEWPORTS[width]})
    page.goto(article.full_url)
    page.get_by_role("button", name="Chưa").click()
    expect(page.get_by_role("status")).to_have_text("Cảm ơn ông/bà. Câu trả lời đã được ghi nhận.")
    page.get_by_label("Ông/bà tìm thông tin gì, trang còn thiếu điều gì?").fill(WORDS)
    page.get_by_role("button", name="Gửi").click()
    expect(page.get_by_role("status")).to_have_text("Cảm ơn ông/bà. Ban Biên tập của cổng sẽ đọc lời góp ý này.")
    page.get_by_role("link", name="Đánh giá giao diện, nội dung, chất lượng, sự hỗ trợ").click()
    page.get_by_role("group", name="Giao diện").get_by_label("4").check()
    page.get_by_role("group", name="Sự hỗ trợ").get_by_label("5 (Rất tốt)").check()
    page.get_by_role("button", name="Gửi").click()
    expect(page.get_by_role("status")).to_have_text("Cảm ơn ông/bà. Đánh giá đã được ghi nhận.")
    feedback = PageFeedback.objects.get()
    assert (feedback.lacking, RatingRemark.objects.get().words) == (1, WORDS)


def test_board_reads_what_a_page_lacked_and_notes_that_it_is_dealt_with(ward, web, desk_of):
    feedback = add_feedback(ward.pk, RatedPage("/tin-tuc/a/", "Lịch cắt nước"), {Helpfulness.LACKING: 3}, day=today())
    RatingRemark.objects.create(
        portal=ward, feedback=feedback, said=Helpfulness.LACKING, words=WORDS, day=today(), keep_until=today()
    )
    desk = desk_of(make_head(ward))
    page = desk.page
    desk.open("ratings_admin:pages")
    page.get_by_role("link", name="Lịch cắt nước").click()
    expect(page.get_by_text(WORDS)).to_be_visible()
    page.get_by_role("link", name="Đã xử lý xong").click()
    page.get_by_label("Việc đã làm").fill("Đã bổ sung giờ")
    page.get_by_role("button", name="Đã xử lý xong").click()
    expect(page.locator(".w-status")).to_have_text("Đã xử lý")


def test_pages_of_ratings_are_for_everybody(portals, web, page):
    ward, city = portals["bennghe"], portals["thanhpho"]
    article = make_article(ward, "Lịch cắt nước", reviewed=True)
    for portal in (ward, city):
        for back in (0, 40, 80):
            add_ratings(portal.pk, [dict.fromkeys(RatingAxis, 4)] * 9, day=today() - timedelta(days=back))
    add_feedback(ward.pk, RatedPage("/", "Trang chủ"), {Helpfulness.HELPED: 5, Helpfulness.LACKING: 2}, day=today())
    for address in (
        f"{ward.root_url}/danh-gia/",
        f"{ward.root_url}/danh-gia/ket-qua/",
        f"{city.root_url}/danh-gia/ket-qua/toan-thanh-pho/",
        article.full_url,
    ):
        page.goto(address)
        assert faults(page) == [], page.url
    page.get_by_role("button", name="Một phần").click()
    assert faults(page) == []
    page.get_by_role("button", name="Gửi").click()
    expect(page.get_by_text("Hãy ghi điều còn thiếu")).to_be_visible()
    assert faults(page) == []


def today():
    return timezone.localdate()

"""Read what others asked: narrow the list, open a question, say whether the answer was useful."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from qa.enums import AnswerKind, QuestionState, Visibility, WithholdReason
from qa.models import Question, QuestionTopic
from qa.oversight.figures import count_questions
from sites.models import Portal
from tests.journeys.browser import faults
from tests.qa.factories import make_question
from tests.qa.public import answer, publish

QUESTION = (
    "Ngày 05/10/2026 tôi nộp hồ sơ trực tuyến xin cấp bản sao trích lục khai sinh cho mẹ tôi. Biên nhận hẹn trả ngày "
    "19/10 nhưng đến nay tôi chưa nhận được kết quả.\n\nTôi cần làm gì để có bản sao kịp nộp hồ sơ hưu trí?"
)
ANSWER = (
    "Bà không phải nộp lại hồ sơ. Kết quả đã được trả vào tài khoản định danh của bà lúc 14 giờ 30 ngày 20/11/2026."
    "\n\nHồ sơ chậm vì sổ đăng ký khai sinh năm 1969 chưa được số hóa nên phải đối chiếu bản gốc."
)


@pytest.fixture
def asked(portals) -> tuple[Portal, Question]:
    """A district with questions in several states, and one that was answered."""
    district, today = portals["quan1"], timezone.localdate()
    topic = QuestionTopic.objects.get(code="ho-tich")
    publish(district, "Cấp lại khai sinh khi sổ gốc đã mất", topic=topic, answer_due=today + timedelta(days=9))
    publish(district, "Sửa sai họ tên trong trích lục khai sinh", topic=topic, answer_due=date(2026, 11, 18))
    publish(district, "Lịch tiêm chủng của trạm y tế phường", state=QuestionState.OUT_OF_SCOPE)
    withheld = {"withheld_because": WithholdReason.PERSONAL_DATA, "withheld_on": today}
    publish(district, "Không ai đọc", **withheld, visibility=Visibility.HIDDEN)
    make_question(district, QuestionState.INTERIM_PUBLISHED)
    late = publish(
        district, "Đã quá ngày hẹn trả bản sao trích lục khai sinh, tôi cần làm gì?", QUESTION, topic=topic,
        answer_due=date(2026, 11, 16), first_reply_on=date(2026, 11, 13), was_promised_for=date(2026, 11, 23),
    )  # fmt: skip
    interim = {"kind": AnswerKind.INTERIM, "promised_for": date(2026, 11, 23)}
    answer(late, "Phòng Hộ tịch cần đối chiếu sổ gốc lưu tại phường.", on=date(2026, 11, 13), **interim)
    Question.objects.filter(pk=late.pk).update(answered_on=None)
    late.refresh_from_db()
    answer(late, ANSWER, on=date(2026, 11, 20))
    count_questions(at=timezone.now())
    return district, late


def test_citizen_narrows_the_list_and_reads_a_question(asked, web, new_page):
    district, question = asked
    page = new_page(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page.goto(f"{district.root_url}/hoi-dap/")
    page.get_by_text("Lọc danh sách").click()
    page.get_by_label("Từ cần tìm").fill("trich luc khai sinh")
    page.get_by_label("Trạng thái").select_option(label="Đã trả lời")
    page.get_by_role("button", name="Lọc").click()
    expect(page.locator(".question-list li")).to_have_count(1)
    page.get_by_role("link", name=question.public_title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(question.public_title)
    expect(page.get_by_text("Bà không phải nộp lại hồ sơ.")).to_be_visible()
    page.get_by_role("link", name="Đánh giá câu trả lời").click()
    page.get_by_label("Có").check()
    page.get_by_role("button", name="Gửi đánh giá").click()
    expect(page.get_by_role("status")).to_have_text("Cảm ơn ông/bà. Đánh giá đã được ghi nhận.")


def test_pages_of_questions_are_for_everybody(asked, web, page):
    district, question = asked
    city = district.parent
    withheld = Question.objects.get(public_title="Không ai đọc")
    interim = Question.objects.get(state=QuestionState.INTERIM_PUBLISHED)
    below = ["", "?q=khai", "thong-ke/", "khong-dang/", f"{question.code}/", f"{question.code}/huu-ich/"]
    addresses = [f"{district.root_url}/hoi-dap/{place}" for place in (*below, f"{withheld.code}/", f"{interim.code}/")]
    for address in (*addresses, f"{city.root_url}/hoi-dap-toan-thanh-pho/"):
        page.goto(address)
        assert faults(page) == [], page.url

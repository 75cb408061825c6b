"""A question on its way through the admin: an officer writes, the head approves; each screen can be worked with."""

from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from qa.enums import QuestionState
from qa.models import Question
from tests.factories import make_head
from tests.journeys.browser import NARROW, WIDE
from tests.journeys.desk import type_reply
from tests.qa.factories import make_officer, make_question, make_unit


def url(name, *args):
    return reverse(f"questions_admin:{name}", args=args)


def test_question_is_sorted_answered_and_looked_at_by_everybody(web, district, desk_of):
    text = "Tôi là Hoa, số điện thoại 0903 123 456, xin hỏi lệ phí cấp bản sao khai sinh."
    question = make_question(district, text=text)
    unit, officer, head = make_unit(district), make_officer(make_unit(district)), make_head(district)
    board = desk_of(head)
    board.open("wagtailadmin_home")
    board.page.get_by_role("link", name="Hỏi đáp", exact=True).first.click()
    board.page.get_by_role("link", name=question.code).first.click()
    screens = [url(name, question.pk) for name in ("question", "assign", "forward", "decline", "refuse", "contact")]
    assert board.faults_of([url("inbox"), *screens], [NARROW, WIDE]) == []
    board.page.goto(web.url(settings.ADMIN_HOST, screens[1]))
    board.page.locator("[name=unit]").select_option(label=str(unit))
    board.page.get_by_role("button", name="Chuyển", exact=True).click()
    expect(board.page.get_by_text("Đã chuyển").first).to_be_visible()
    public = url("public_text", question.pk)
    assert board.faults_of([public], [NARROW, WIDE]) == []
    desk = desk_of(officer)
    desk.page.goto(web.url(settings.ADMIN_HOST, url("question", question.pk)))
    desk.page.get_by_role("link", name="Nhận xử lý").click()
    desk.page.get_by_role("button", name="Nhận xử lý").click()
    reply = url("reply", question.pk)
    assert desk.faults_of([reply], [NARROW, WIDE]) == []
    desk.page.goto(web.url(settings.ADMIN_HOST, reply))
    type_reply(desk.page, "Lệ phí là 8.000 đồng một bản.")
    desk.page.get_by_role("button", name="Lưu và trình Ban Biên tập").click()
    expect(desk.page.get_by_text("Đã trình Ban Biên tập").first).to_be_visible()
    assert Question.objects.get(pk=question.pk).state == QuestionState.IN_BOARD_REVIEW

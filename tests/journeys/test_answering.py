"""An answer to a question in few clicks: from the first screen after signing in to what the public reads."""

from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from qa.enums import QuestionState
from tests.factories import make_head
from tests.journeys.browser import NARROW, WIDE, axe_violations, faults
from tests.journeys.desk import type_reply
from tests.journeys.effort import counted
from tests.qa.factories import make_officer, make_question, make_unit, open_reply

# Clicks and fields of the officer who writes and of the head who approves, together: what a question may cost, and what
# this journey takes.
CEILING, ANSWER = 12, 12


def done(page: Page) -> None:
    expect(page.locator(".messages .success")).to_be_visible()


def test_answer_to_a_question_from_taking_it_up_to_its_approval(web, district, desk_of):
    question = make_question(district, QuestionState.ASSIGNED)
    officer, head = desk_of(make_officer(make_unit(district))), desk_of(make_head(district))
    writing, deciding = officer.page, head.page
    with counted(writing, "answer to a question") as written, counted(deciding, "its approval") as decided:
        officer.open("wagtailadmin_home")
        writing.get_by_role("link", name=question.code).first.click()
        writing.get_by_role("link", name="Nhận xử lý").click()
        writing.get_by_role("button", name="Nhận xử lý").click()
        type_reply(writing, "Lệ phí là 8.000 đồng một bản.")
        writing.get_by_role("button", name="Lưu và trình Ban Biên tập").click()
        done(writing)

        head.open("wagtailadmin_home")
        deciding.get_by_role("link", name="Trả lời mới").first.click()
        deciding.get_by_role("link", name="Phê duyệt").click()
        boxes = deciding.get_by_role("main").get_by_role("checkbox")
        expect(boxes.first).to_be_visible()
        for box in boxes.all():
            box.check()
        deciding.get_by_role("button", name="Xác nhận").click()
        done(deciding)
    assert 0 < written.total + decided.total <= ANSWER <= CEILING, (written, decided)
    question.refresh_from_db()
    assert question.state == QuestionState.ANSWERED


def test_reply_with_a_list_and_a_table_keeps_its_form_from_the_editor_to_the_public(web, district, desk_of, page):
    question = make_question(district, QuestionState.IN_ANSWER)
    desk = desk_of(make_officer(make_unit(district)))
    writing = desk.page
    desk.open("questions_admin:reply", question.pk)
    day = writing.locator("[name=promised_for]")
    expect(day).to_be_hidden()
    writing.get_by_label("Chưa trả lời được ngay: hẹn ngày trả lời").check(force=True)
    expect(day).to_be_visible()
    writing.get_by_label("Chưa trả lời được ngay: hẹn ngày trả lời").uncheck(force=True)
    expect(writing.get_by_role("button", name="Chọn trang").first).to_be_hidden()
    writing.locator("summary", has_text="Văn bản làm căn cứ trả lời").click()
    expect(writing.get_by_role("button", name="Chọn trang").first).to_be_visible()
    # An error stands at the text, and what else was typed stays.
    writing.get_by_role("button", name="Lưu và trình Ban Biên tập").click()
    expect(writing.get_by_text("Hãy nhập nội dung.").first).to_be_visible()
    type_reply(writing, "Hồ sơ gồm tờ khai.")
    writing.get_by_role("button", name="Chèn khối nội dung").last.click()
    writing.get_by_role("option", name="Bảng").click()
    cell = writing.locator(".handsontable td").first
    cell.dblclick()
    writing.keyboard.type("Lệ phí")
    writing.keyboard.press("Enter")
    assert axe_violations(writing) == []
    writing.get_by_role("button", name="Lưu và trình Ban Biên tập").click()
    done(writing)
    head = desk_of(make_head(district))
    head.open("portals_admin:proposal", open_reply(question).pk)
    shown = head.page.locator(".formatted-text")
    expect(shown.get_by_role("table")).to_contain_text("Lệ phí")
    assert faults(head.page, [NARROW, WIDE]) == []
    assert head.page.url.startswith(web.url(settings.ADMIN_HOST, reverse("portals_admin:index")))

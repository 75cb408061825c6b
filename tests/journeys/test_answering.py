"""An answer to a question in few clicks: from the first screen after signing in to what the public reads."""

from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from qa.enums import QuestionState
from tests.factories import make_head
from tests.journeys.browser import NARROW, WIDE, axe_violations, faults
from tests.journeys.counting import count_from_here
from tests.journeys.desk import type_reply
from tests.qa.factories import make_officer, make_question, make_unit, open_reply

# Of the officer who writes and the head who approves together (issue 21).
MOST_CLICKS, MOST_FIELDS = 12, 1


def done(page: Page) -> None:
    expect(page.locator(".messages .success")).to_be_visible()


def test_answer_to_a_question_takes_twelve_clicks_from_taking_it_up_to_its_approval(web, district, desk_of):
    question = make_question(district, QuestionState.ASSIGNED)
    officer, head = desk_of(make_officer(make_unit(district))), desk_of(make_head(district))
    counts = [count_from_here(desk.page) for desk in (officer, head)]

    officer.open("wagtailadmin_home")
    writing = officer.page
    writing.get_by_role("link", name=question.code).first.click()
    writing.get_by_role("link", name="Nhận xử lý").click()
    writing.get_by_role("button", name="Nhận xử lý").click()
    type_reply(writing, "Lệ phí là 8.000 đồng một bản.")
    writing.get_by_role("button", name="Lưu và trình Ban Biên tập").click()
    done(writing)

    head.open("wagtailadmin_home")
    deciding = head.page
    deciding.get_by_role("link", name="Trả lời mới").first.click()
    deciding.get_by_role("link", name="Phê duyệt").click()
    boxes = deciding.get_by_role("main").get_by_role("checkbox")
    expect(boxes.first).to_be_visible()
    for box in boxes.all():
        box.check()
    deciding.get_by_role("button", name="Xác nhận").click()
    done(deciding)
    question.refresh_from_db()
    assert question.state == QuestionState.ANSWERED
    clicks, fields = sum(count.clicks for count in counts), sum(count.fields for count in counts)
    assert (0 < clicks <= MOST_CLICKS, fields) == (True, MOST_FIELDS), (clicks, fields)


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
    writing.get_by_text("Văn bản làm căn cứ trả lời").click()
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

"""A citizen asks the city without JavaScript, follows the question by its link, and takes it back; with JavaScript, a
similar answer is offered, and the browser works where a portal asks for it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from qa.core import actions as workflow
from qa.enums import QuestionState
from qa.models import Question
from tests.factories import make_head
from tests.journeys.browser import NARROW, faults
from tests.qa.approvals import mark_approved
from tests.qa.attachments import picture
from tests.qa.factories import ask, make_officer, make_unit

FORM = "/hoi-dap/gui-cau-hoi/"


def fill(page: Page, *, title: str = "Xin cấp bản sao khai sinh") -> None:
    page.get_by_label("Tiêu đề câu hỏi").fill(title)
    page.get_by_label("Nội dung", exact=True).fill("Tôi nộp hồ sơ ngày 05/10/2026, đến nay chưa có kết quả.")
    page.get_by_label("Họ và tên").fill("Nguyễn Thị Hoa")
    page.get_by_role("textbox", name="Địa chỉ thư điện tử").fill("hoa@vidu.example")


def test_citizen_asks_follows_adds_something_and_takes_it_back_without_javascript(web, portal, new_page):
    page = new_page(java_script_enabled=False)
    page.goto(web.url(portal.host, FORM))
    fill(page)
    page.get_by_role("button", name="Gửi câu hỏi").click()
    expect(page.get_by_role("alert")).to_contain_text("còn 2 chỗ cần sửa")
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("alert").get_by_role("link").first.click()
    page.get_by_label("Tôi đã đọc và đồng ý tuân thủ").check()
    page.get_by_label("Tôi đồng ý để cơ quan quản lý").check()
    file = {"name": "bien-nhan.png", "mimeType": "image/png", "buffer": picture()}
    page.get_by_label("Tệp kèm theo").set_input_files(file)
    page.get_by_role("button", name="Gửi câu hỏi").click()
    expect(page.get_by_role("heading", name="Đã tiếp nhận câu hỏi của ông/bà")).to_be_visible()
    question = Question.objects.get()
    expect(page.get_by_role("main")).to_contain_text(question.code)
    assert question.attachments.count() == 1

    page.get_by_role("link", name="/cua-toi/").click()
    expect(page.get_by_role("heading", name="Xin cấp bản sao khai sinh")).to_be_visible()
    unit, at = make_unit(portal), timezone.now() + timedelta(minutes=1)
    workflow.assign_question(question, unit=unit, by=make_head(portal), at=at)
    workflow.ask_back(question, by=make_officer(unit), at=at, text="Bà sinh ở đâu?")
    page.reload()
    expect(page.get_by_text("Bà sinh ở đâu?")).to_be_visible()
    page.get_by_label("Nội dung ông/bà gửi").fill("Tại Quận 8")
    page.get_by_role("button", name="Gửi bổ sung").click()
    expect(page.get_by_text("Đã nhận nội dung bổ sung của ông/bà")).to_be_visible()
    page.get_by_role("link", name="Thông tin và các mục đồng ý").click()
    expect(page.get_by_text("hoa@vidu.example")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Rút câu hỏi").click()
    page.get_by_role("button", name="Rút câu hỏi").click()
    expect(page.get_by_text("Ông/bà đã rút câu hỏi", exact=True)).to_be_visible()
    question.refresh_from_db()
    assert (question.state, question.messages.get().text) == (QuestionState.WITHDRAWN, "Tại Quận 8")


def test_browser_offers_what_was_answered_and_works_for_the_portal(web, portal, page, settings):
    settings.QUESTION_PROOF_BITS = 10
    answered, _token = ask(portal)
    now = timezone.now()
    public = {"public_title": "Cấp bản sao khai sinh khi sổ gốc đã mất", "published_at": now, "listed_at": now}
    Question.objects.filter(pk=answered.pk).update(state=QuestionState.ANSWERED, **public)
    mark_approved([answered], portal=portal, by=make_head(portal))
    page.goto(web.url(portal.host, FORM))
    page.get_by_label("Tiêu đề câu hỏi").press_sequentially("ban sao khai sinh")
    expect(page.get_by_text("Cấp bản sao khai sinh khi sổ gốc đã mất")).to_be_visible()
    page.get_by_label("Số điện thoại").fill("gọi tôi")
    page.get_by_role("button", name="Gửi câu hỏi").click()
    expect(page.get_by_role("alert")).to_contain_text("chỗ cần sửa")
    assert faults(page) == []
    fill(page, title="Xin trích lục khai sinh")
    page.get_by_label("Số điện thoại").fill("0901 234 567")
    page.get_by_label("Tôi đã đọc và đồng ý tuân thủ").check()
    page.get_by_label("Tôi đồng ý để cơ quan quản lý").check()
    page.get_by_role("button", name="Gửi câu hỏi").click()
    expect(page.get_by_role("heading", name="Đã tiếp nhận câu hỏi của ông/bà")).to_be_visible()
    assert faults(page, [NARROW]) == []
    page.get_by_role("link", name="/cua-toi/").click()
    expect(page.get_by_role("heading", name="Xin trích lục khai sinh")).to_be_visible()
    assert faults(page, [NARROW]) == []
    page.get_by_role("link", name="Thông tin và các mục đồng ý").click()
    expect(page.get_by_text("hoa@vidu.example")).to_be_visible()
    assert faults(page, [NARROW]) == []
    code = Question.objects.latest("pk").code
    page.goto(web.url(portal.host, "/hoi-dap/tra-cuu/"))
    page.get_by_label("Mã tra cứu").fill(code)
    page.get_by_role("button", name="Tra cứu").click()
    expect(page.get_by_role("heading", name=f"Câu hỏi {code}")).to_be_visible()
    assert faults(page, [NARROW]) == []
    page.goto(web.url(portal.host, f"{FORM}du-lieu-ca-nhan/"))
    assert faults(page, [NARROW]) == []
    page.goto(web.url(portal.host, f"{FORM}quy-dinh/"))
    assert faults(page, [NARROW]) == []


@pytest.mark.parametrize("has_script", [True, False])
def test_telephone_number_is_noticed_before_it_is_sent_and_what_was_typed_stays(web, portal, new_page, has_script):
    page = new_page(java_script_enabled=has_script)
    page.goto(web.url(portal.host, FORM))
    fill(page, title="Gọi cho tôi theo số 0901.234.567")
    page.get_by_label("Tôi đã đọc và đồng ý tuân thủ").check()
    page.get_by_label("Tôi đồng ý để cơ quan quản lý").check()
    file = {"name": "bien-nhan.png", "mimeType": "image/png", "buffer": picture()}
    page.get_by_label("Tệp kèm theo").set_input_files(file)
    page.get_by_role("button", name="Gửi câu hỏi").click()
    numbers = page.get_by_role("group", name="Câu hỏi có số điện thoại")
    expect(numbers).to_contain_text("0901.234.567")
    expect(page.get_by_label("Tiêu đề câu hỏi")).to_have_value("Gọi cho tôi theo số 0901.234.567")
    if has_script:
        expect(numbers).to_be_focused()
        assert faults(page) == []
    else:
        expect(page.get_by_label("bien-nhan.png")).to_be_checked()
    numbers.get_by_label("Bỏ các số này").check()
    page.get_by_role("button", name="Gửi câu hỏi").click()
    expect(page.get_by_role("heading", name="Đã tiếp nhận câu hỏi của ông/bà")).to_be_visible()
    question = Question.objects.get()
    assert (question.title, question.attachments.count()) == ("Gọi cho tôi theo số [đã ẩn số điện thoại]", 1)
    if has_script:
        page.get_by_role("button", name="Sao chép mã").click()
        expect(page.get_by_role("status").last).to_have_text("Đã sao chép")
        expect(page.get_by_role("button", name="In trang này")).to_be_visible()
        assert faults(page) == []
    with page.expect_download() as saved:
        page.get_by_role("link", name="Lưu mã và đường dẫn").click()
    assert saved.value.suggested_filename == f"{question.code}.txt"

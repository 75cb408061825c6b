"""A citizen follows a question by mail without JavaScript, on a telephone: asks, confirms by the mail, stops."""

import re

import pytest
from django.core import mail as sent_mail
from playwright.sync_api import expect

from qa.mail.queue import stop_token
from qa.models import QuestionFollower
from tests.journeys.browser import NARROW, VIEWPORTS, WIDE, faults
from tests.qa.approvals import write_public
from tests.qa.factories import LATER, make_question


@pytest.fixture
def question(portal):
    question = make_question(portal)
    write_public(question, published_at=LATER, public_title="Cấp bản sao khai sinh")
    return question


def test_citizen_follows_a_question_and_stops(web, question, new_page):
    page = new_page(java_script_enabled=False, viewport={"width": NARROW, "height": VIEWPORTS[NARROW]})
    page.goto(f"http://hochiminhcity.localhost:{web.port}/hoi-dap/{question.code}/theo-doi/")
    page.get_by_label("thư điện tử").fill("ten@")
    page.get_by_role("button", name="Gửi đường dẫn").click()
    expect(page.get_by_label("thư điện tử")).to_have_value("ten@")
    expect(page.get_by_text("Thư điện tử chưa đúng")).to_be_visible()
    page.get_by_label("thư điện tử").fill("ten@vidu.example")
    page.get_by_role("button", name="Gửi đường dẫn").click()
    expect(page.get_by_role("status")).to_contain_text("bấm xác nhận")
    page.goto(re.search(r"http://\S+/theo-doi/\S+", sent_mail.outbox[-1].body).group())
    page.get_by_role("button", name="Xác nhận").click()
    expect(page.get_by_role("status")).to_contain_text("nhận thư điện tử")
    page.get_by_role("button", name="Không nhận thư").click()
    expect(page.get_by_role("status")).to_contain_text("đã được xóa")
    assert not QuestionFollower.objects.kept().exists()
    assert page.context.cookies() == []


def test_pages_about_mails_are_accessible(web, question, new_page):
    page = new_page()
    root = f"http://hochiminhcity.localhost:{web.port}/hoi-dap"
    for address in (f"{root}/{question.code}/theo-doi/", f"{root}/theo-doi/{stop_token(question.sender)}/"):
        page.goto(address)
        assert faults(page, [NARROW, WIDE]) == []
        with page.expect_navigation():
            page.get_by_role("button").last.click()
        assert faults(page, [NARROW, WIDE]) == []

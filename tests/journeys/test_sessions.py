"""A session ends while a person writes, or the browser does: what was typed goes on, for that person alone."""

import re
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from unittest.mock import patch

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import FrameLocator, Locator, Page, expect

from home.models import NewsArticlePage
from qa.core.reply_text import words_of
from qa.enums import QuestionState
from qa.models import Answer
from tests.factories import make_article, make_head, make_member, section_of
from tests.home.translating import begun
from tests.journeys.browser import NARROW, WIDE, faults
from tests.journeys.desk import Desk, type_reply
from tests.journeys.kept import KEPT, is_kept
from tests.qa.factories import make_colleague, make_officer, make_question, make_unit
from tests.second_factor import code_at, give_second_factor

TEXT = "Lệ phí là 8.000 đồng một bản."
# The line is dead: nothing that is sent from now on arrives.
DEAD = """() => {
    window.living = window.fetch;
    window.fetch = () => Promise.reject(new TypeError("Failed to fetch"));
}"""
SAVED, PAUSED = (f"#w-autosave-indicator[data-w-autosave-state-value={state}]" for state in ("saved", "paused"))
WATCHED = "addEventListener('w-unsaved:watch-edits', () => { document.documentElement.dataset.watched = ''; })"
AN_HOUR_LATER = "() => { const { now } = Date; Date.now = () => now() + 61 * 60 * 1000; }"
SEND_FORM = """() => {
    const form = document.querySelector("form[data-edit-form]"), request = new XMLHttpRequest();
    request.open("POST", form.action, false);
    request.setRequestHeader("Accept", "application/json");
    request.send(new FormData(form));
    return request.status;
}"""


def open_editor(desk: Desk, draft: NewsArticlePage) -> None:
    """Until Wagtail looks for changes, some seconds after the form is there."""
    desk.page.add_init_script(WATCHED)
    desk.open("wagtailadmin_pages:edit", draft.pk)
    desk.page.locator("html[data-watched]").wait_for()


def latest(draft: NewsArticlePage) -> NewsArticlePage:
    return NewsArticlePage.objects.get(pk=draft.pk).get_latest_revision_as_object()


def end_session(desk: Desk) -> None:
    """After the page was told whose session this is: a later answer would ask to sign in before anything is sent."""
    desk.page.wait_for_load_state("networkidle")
    desk.page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)


def sign_in_over(page: Page, username: str) -> FrameLocator:
    """The first step, in the frame."""
    expect(page.get_by_role("dialog", name="Phiên làm việc đã kết thúc")).to_be_visible()
    frame = page.frame_locator("iframe[name=signed-out-frame]")
    frame.locator("input[name=username]").fill(username)
    frame.locator("input[name=password]").fill("pass")
    frame.get_by_role("button", name="Đăng nhập").click()
    return frame


def reply_in(page: Page) -> Locator:
    return page.get_by_role("main").locator("[contenteditable=true]").first


@pytest.fixture
def draft(district) -> NewsArticlePage:
    return make_article(district, published=False)


def test_cookie_is_gone_and_the_page_editor_goes_on_after_both_steps(district, draft, desk_of):
    member = make_member(district)
    desk = desk_of(member)
    open_editor(desk, draft)
    give_second_factor(member)
    end_session(desk)
    desk.type_title("Thông báo cúp nước")
    frame = sign_in_over(desk.page, member.username)
    assert faults(desk.page, [NARROW, WIDE]) == []
    frame.get_by_label("Mã xác thực", exact=False).fill(code_at())
    frame.get_by_role("button", name="Đăng nhập").click()
    expect(desk.page.get_by_role("dialog")).to_have_count(0)
    expect(desk.page.locator(SAVED)).to_be_attached()
    expect(desk.title).to_have_value("Thông báo cúp nước")
    assert latest(draft).title == "Thông báo cúp nước"
    # The token of the new session is in the form, too.
    desk.page.locator("footer").get_by_role("button", name="Lưu bản nháp").click()
    expect(desk.page.locator(".messages .success")).to_be_visible()
    assert "typed:" not in desk.page.evaluate(KEPT)


def test_token_is_that_of_a_former_session_and_the_page_editor_takes_the_new_one(district, draft, desk_of):
    """As after signing in again in another window."""
    desk = desk_of(make_member(district))
    open_editor(desk, draft)
    desk.page.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
    desk.type_title("Thông báo cúp nước")
    expect(desk.page.locator(SAVED)).to_be_attached()
    assert latest(draft).title == "Thông báo cúp nước"


def test_text_beside_its_source_is_saved_once_its_person_has_signed_in_over_the_page(district, desk_of):
    (_article, version), member = begun(district), make_member(district)
    desk = desk_of(member)
    desk.open("translate_page", version.pk)
    row = desk.page.locator("[data-texts] > li").filter(has=desk.page.get_by_text("Tóm tắt tin.", exact=True))
    end_session(desk)
    row.get_by_role("textbox").fill("Summary.")
    desk.page.keyboard.press("Control+Enter")
    sign_in_over(desk.page, member.username)
    expect(row.locator("[data-text-state]")).to_have_text("Đã dịch")
    expect(row.locator("[data-text-error]")).to_be_empty()
    assert latest(version).lead == "Summary."


def test_session_is_waited_out_and_the_answer_of_a_question_is_sent_after_all(district, web, desk_of):
    question, officer = make_question(district, QuestionState.IN_ANSWER), make_officer(make_unit(district))
    desk = desk_of(officer)
    page = desk.page
    page.goto(web.url(settings.ADMIN_HOST, reverse("questions_admin:reply", args=[question.pk])))
    type_reply(page, TEXT)
    page.evaluate(AN_HOUR_LATER)
    hour = datetime.now(UTC) + timedelta(minutes=61)
    with patch("authentication.session_time.timezone.now", return_value=hour):
        # Whether or not the page has found out meanwhile, since somebody had typed.
        page.get_by_role("button", name="Lưu và trình Ban Biên tập").dispatch_event("click")
        frame = page.frame_locator("iframe[name=signed-out-frame]")
        expect(frame.get_by_text("sau 60 phút không thao tác")).to_be_visible()
    sign_in_over(page, officer.username)
    expect(page.get_by_text("Đã trình Ban Biên tập").first).to_be_visible()
    assert words_of(Answer.objects.get().draft) == TEXT
    assert "typed:" not in page.evaluate(KEPT)


def test_browser_ends_and_its_text_is_offered_to_who_typed_it_alone(district, web, desk_of):
    unit = make_unit(district)
    question, officer, colleague = (
        make_question(district, QuestionState.IN_ANSWER),
        make_officer(unit),
        make_colleague(unit),
    )
    reply = web.url(settings.ADMIN_HOST, reverse("questions_admin:reply", args=[question.pk]))
    desk = desk_of(officer)
    desk.page.goto(reply)
    type_reply(desk.page, TEXT)
    is_kept(desk.page)
    context = desk.page.context
    desk.page.close()

    other = Desk(context.new_page(), web)
    other.let_in(colleague)
    other.page.goto(reply)
    expect(reply_in(other.page)).to_have_text("")
    other.page.wait_for_timeout(1000)
    expect(other.page.get_by_role("button", name="Khôi phục")).to_have_count(0)

    again = Desk(context.new_page(), web)
    again.let_in(officer)
    again.page.goto(reply)
    restore = again.page.get_by_role("button", name="Khôi phục")
    expect(restore).to_be_visible()
    assert faults(again.page, [NARROW, WIDE]) == []
    restore.click()
    expect(reply_in(again.page)).to_have_text(TEXT)
    assert not Answer.objects.exists()
    again.page.get_by_role("button", name="Lưu bản thảo").click()
    expect(again.page.get_by_text("Đã lưu bản thảo").first).to_be_visible()
    again.page.goto(reply)
    expect(reply_in(again.page)).to_have_text(TEXT)
    assert "typed:" not in again.page.evaluate(KEPT)


def test_line_is_dead_and_the_page_editor_offers_what_was_not_saved(district, draft, web, desk_of):
    member = make_member(district)
    desk = desk_of(member)
    open_editor(desk, draft)
    desk.page.evaluate(DEAD)
    desk.add_paragraph(TEXT)
    is_kept(desk.page)
    context = desk.page.context
    desk.page.close()
    again = Desk(context.new_page(), web)
    again.open("wagtailadmin_pages:edit", draft.pk)
    again.page.get_by_role("button", name="Khôi phục").click()
    expect(again.panel("Nội dung")).to_contain_text(TEXT)
    assert TEXT in str(latest(draft).body)
    again.open("wagtailadmin_pages:edit", draft.pk)
    expect(again.panel("Nội dung")).to_contain_text(TEXT)
    expect(again.page.get_by_role("button", name="Khôi phục")).to_have_count(0)


def test_comment_that_was_being_written_is_offered_to_who_wrote_it_until_it_is_thrown_away(
    district, draft, web, desk_of
):
    desk = desk_of(make_member(district))
    open_editor(desk, draft)
    desk.page.get_by_role("button", name="Ẩn/hiện khung nhận xét").click()
    desk.page.locator("[data-contentpath=title]").hover()
    desk.page.locator("[data-contentpath=title]").get_by_role("button", name="Thêm nhận xét").click()
    desk.page.locator("#comments").get_by_placeholder("Nhập nhận xét...").last.fill(TEXT)
    is_kept(desk.page)
    context = desk.page.context
    desk.page.close()
    again = Desk(context.new_page(), web)
    again.open("wagtailadmin_pages:edit", draft.pk)
    offer = again.page.get_by_role("status").filter(has_text="Nhận xét đang viết dở")
    expect(offer).to_contain_text(TEXT)
    assert faults(again.page, [NARROW, WIDE]) == []
    offer.get_by_role("button", name="Bỏ").click()
    expect(offer).to_have_count(0)
    again.page.wait_for_function("() => !JSON.stringify({...localStorage}).includes('#comments')")


def test_new_page_without_a_title_is_saved_by_nobody_and_kept_all_the_same(district, web, desk_of):
    desk = desk_of(make_member(district))
    place = ("wagtailadmin_pages:add", "home", "newsarticlepage", section_of(district).pk)
    desk.open(*place)
    desk.page.get_by_role("textbox", name="Sapo").fill(TEXT)
    is_kept(desk.page)
    context = desk.page.context
    desk.page.close()
    again = Desk(context.new_page(), web)
    again.open(*place)
    again.page.get_by_role("button", name="Khôi phục").click()
    expect(again.page.get_by_role("textbox", name="Sapo")).to_have_value(TEXT)
    expect(again.page.get_by_role("button", name="Khôi phục")).to_have_count(0)
    again.type_title("Thông báo cúp nước")
    expect(again.slug).to_have_value("thong-bao-cup-nuoc")
    again.page.locator("footer").get_by_role("button", name="Lưu bản nháp").click()
    expect(again.page.locator(".messages .success")).to_be_visible()
    assert latest(NewsArticlePage.objects.get(draft_title="Thông báo cúp nước")).lead == TEXT
    assert "typed:" not in again.page.evaluate(KEPT)


def test_line_is_dead_for_ten_minutes_and_the_page_editor_saves_once_it_is_back(district, draft, desk_of):
    desk = desk_of(make_member(district))
    desk.page.clock.install()
    open_editor(desk, draft)
    desk.page.evaluate(DEAD)
    desk.type_title("Thông báo cúp nước")
    expect(desk.page.locator(PAUSED)).to_be_attached()
    desk.page.clock.run_for("10:00")
    desk.page.evaluate("() => { window.fetch = window.living; }")
    desk.page.clock.run_for("00:31")
    expect(desk.page.locator(SAVED)).to_be_attached()
    assert latest(draft).title == "Thông báo cúp nước"


def test_somebody_else_who_signs_in_does_not_go_on_with_the_page(district, draft, desk_of):
    member, head = make_member(district), make_head(district)
    desk = desk_of(member)
    open_editor(desk, draft)
    end_session(desk)
    desk.type_title("Thông báo cúp nước")
    sign_in_over(desk.page, head.username)
    dialog = desk.page.get_by_role("dialog", name="Trình duyệt này đang đăng nhập một tài khoản khác")
    expect(dialog).to_be_visible()
    # Nor does what the page sends by itself, or by a key, behind the dialog.
    assert desk.page.evaluate(SEND_FORM) == HTTPStatus.FORBIDDEN
    dialog.get_by_role("button", name="Đăng xuất tài khoản kia").click()
    assert latest(draft).title != "Thông báo cúp nước"
    sign_in_over(desk.page, member.username)
    expect(desk.page.get_by_role("dialog")).to_have_count(0)
    expect(desk.page.locator(SAVED)).to_be_attached()
    assert latest(draft).title == "Thông báo cúp nước"
    assert latest(draft).latest_revision.user == member
    assert re.search(r"/admin/pages/\d+/edit/", desk.page.url)

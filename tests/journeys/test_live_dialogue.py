"""A dialogue from its announcement to its transcript: a person asks on a telephone without JavaScript, the host leads
on a screen that brings itself up to date, and all of it can be used by everybody."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from information.models import LiveEventPage
from participation.dialogue.answering import mark_answered_live
from participation.dialogue.deciding import withhold_live_question
from participation.enums.live_questions import LiveWithheldBecause
from participation.models import LiveQuestion
from qa.models import Question
from tests.exhaustive_state import SHOWN
from tests.factories import make_head, make_member
from tests.journeys.browser import NARROW, VIEWPORTS, faults
from tests.participation.dialogues import WORDS, ask, ask_publicly, make_event
from tests.participation.factories import FACTS

pytestmark = pytest.mark.when_changed(*SHOWN, "tests/journeys/*")
WIDE = {"width": 1440, "height": 900}
# Longer than either screen waits before it asks again.
AGAIN = 21_000


def send_question(asker, event):
    asker.goto(event.get_url())
    asker.get_by_role("link", name="Gửi câu hỏi").click()
    asker.get_by_label("Nội dung câu hỏi").fill(WORDS)
    asker.get_by_label("Nếu câu hỏi chưa được trả lời trực tiếp").check()
    asker.get_by_label("Tôi đã đọc và đồng ý tuân thủ").check()
    asker.get_by_role("button", name="Gửi câu hỏi").click()
    expect(asker.get_by_role("alert")).to_contain_text("còn 3 chỗ cần sửa")
    asker.locator("#id_name").fill(FACTS.name)
    asker.locator("#id_email").fill(FACTS.email)
    asker.locator("#id_agree_answer").check()
    asker.get_by_role("button", name="Gửi câu hỏi").click()
    expect(asker.get_by_role("heading", name="Đã tiếp nhận câu hỏi của ông/bà")).to_be_visible()


@pytest.mark.breaks_the_rule
def test_dialogue_from_announcement_to_transcript(web, portal, new_page, desk_of):
    event = make_event(portal, "Đối thoại về đường sá", begins=60)
    asker = new_page(java_script_enabled=False, viewport={"width": NARROW, "height": VIEWPORTS[NARROW]})
    send_question(asker, event)
    own_url = asker.get_by_role("link", name="/cua-toi/").get_attribute("href")
    ask(event, "Câu sẽ được trả lời trực tiếp")

    # The event begins.
    LiveEventPage.objects.filter(pk=event.pk).update(starts_at=timezone.now() - timedelta(minutes=5))
    board, reader = desk_of(make_head(portal), viewport=WIDE), new_page(viewport=WIDE)
    reader.clock.install()
    reader.goto(event.get_url())
    expect(reader.get_by_text("Chưa có câu hỏi nào được công khai.")).to_be_visible()
    board.open("live_questions_desk:event", event.pk)
    for _question in range(2):
        board.page.get_by_role("link", name="Công khai", exact=True).first.click()
        board.page.get_by_role("button", name="Công khai", exact=True).click()
    expect(board.page.get_by_role("heading", name="Chờ trả lời (2)")).to_be_visible()
    reader.clock.fast_forward(AGAIN)
    expect(reader.get_by_text(WORDS)).to_be_visible()
    expect(reader.get_by_role("status").filter(has_text="đã thay đổi")).to_be_attached()

    # The host leads, on a telephone.
    host = desk_of(make_member(portal), viewport={"width": NARROW, "height": VIEWPORTS[NARROW]})
    host.page.clock.install()
    host.open("live_questions_desk:event", event.pk)
    second = host.page.get_by_role("listitem").filter(has_text="Câu sẽ được trả lời trực tiếp")
    second.get_by_role("button", name="Lên").click()
    expect(host.page.get_by_role("listitem").filter(has_text=WORDS).get_by_role("button", name="Lên")).to_be_enabled()
    ask_publicly(event, "Câu vừa đến")
    host.page.clock.fast_forward(AGAIN)
    expect(host.page.get_by_text("Câu vừa đến")).to_be_visible()
    second.get_by_role("button", name="Đã trả lời trực tiếp").click()
    expect(host.page.get_by_role("heading", name="Chờ trả lời (2)")).to_be_visible()
    reader.clock.fast_forward(AGAIN)
    expect(reader.get_by_text("Trả lời trực tiếp lúc")).to_be_visible()

    # The event is over: what is left is passed on, or answered in writing.
    LiveEventPage.objects.filter(pk=event.pk).update(ends_at=timezone.now() - timedelta(seconds=1))
    board.open("live_questions_desk:event", event.pk)
    board.page.get_by_role("link", name="Chuyển 1 câu hỏi").click()
    board.page.get_by_role("button", name="Chuyển", exact=True).click()
    code = Question.objects.get(text=WORDS).code
    board.page.get_by_role("listitem").filter(has_text="Câu vừa đến").get_by_role("link").first.click()
    board.page.get_by_role("link", name="Trả lời bằng văn bản").click()
    board.page.get_by_label("Trả lời bằng văn bản").fill("Dự kiến xong trong quý I.")
    board.page.get_by_role("button", name="Công khai trả lời").click()
    asker.goto(event.get_url())
    transcript = asker.get_by_role("main")
    for words in (code, "Dự kiến xong trong quý I.", "Trả lời trực tiếp lúc"):
        expect(transcript).to_contain_text(words)
    asker.goto(own_url)
    asker.get_by_role("link", name=code).click()
    expect(asker.get_by_role("heading", level=1)).to_contain_text(WORDS)


def test_person_asks_with_javascript_at_a_desk_and_takes_the_question_back(portal, new_page, settings):
    settings.QUESTION_PROOF_BITS = 8
    asker = new_page(viewport=WIDE)
    send_question(asker, make_event(portal))
    asker.get_by_role("link", name="/cua-toi/").click()
    asker.locator("summary", has_text="Rút câu hỏi").click()
    asker.get_by_role("button", name="Rút câu hỏi", exact=True).click()
    expect(asker.get_by_text("Ông/bà đã rút câu hỏi", exact=True)).to_be_visible()
    question = LiveQuestion.objects.get()
    assert (question.state, question.text) == ("withdrawn", "")


def test_pages_and_screens_of_live_questions_can_be_used_by_everybody(web, portal, page, desk_of):
    event = make_event(portal)
    waiting, public, hidden = ask(event, sender=FACTS)[0], ask_publicly(event, "Câu một"), ask(event, "Quảng cáo")[0]
    answered = ask_publicly(event, "Câu hai")
    now = timezone.now()
    acting = {"by": make_head(portal), "at": now}
    mark_answered_live(answered, moment=now, **acting)
    withhold_live_question(hidden, because=LiveWithheldBecause.ADVERTISING, **acting)
    found = {}
    form = web.url(portal.host, f"/doi-thoai/{event.pk}/")
    for path in (event.get_url(), form):
        page.goto(path)
        found[path] = faults(page)
    page.get_by_role("button", name="Gửi câu hỏi").click()
    expect(page.get_by_role("alert")).to_be_visible()
    found["mistakes"] = faults(page)
    page.get_by_label("Nội dung câu hỏi").fill(WORDS)
    page.get_by_label("Tôi đã đọc và đồng ý tuân thủ").check()
    page.get_by_role("button", name="Gửi câu hỏi").click()
    found["receipt"] = faults(page)
    page.get_by_role("link", name="/cua-toi/").click()
    found["own"] = faults(page)
    assert {place: faulty for place, faulty in found.items() if faulty} == {}
    assert LiveQuestion.objects.count() == 5
    desk = desk_of(make_head(portal))
    below, forms = "/admin/live-questions/", [f"{waiting.pk}/{verb}/" for verb in ("publish", "redact", "withhold")]
    forms += [f"{public.pk}/answer/", f"{answered.pk}/mark/"]
    screens = ["", f"events/{event.pk}/", f"events/{event.pk}/pass-on/", f"{waiting.pk}/", *forms]
    assert desk.faults_of([f"{below}{path}" for path in screens], [NARROW]) == []

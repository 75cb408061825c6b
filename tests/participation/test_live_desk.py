"""Screens of live questions: who decides, what the host taps, nothing of another portal."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from members.access.scope import scope_of
from members.enums import Role
from notifications.models import Notice
from notifications.notice_mail import send_digest
from notifications.task_lists import Worker, task_list
from participation.dialogue import passing_on
from participation.dialogue.answering import answer_live_question, mark_answered_live
from participation.dialogue.deciding import withhold_live_question
from participation.dialogue.views import host
from participation.enums.live_questions import LiveNoticeKind, LiveTaskList, LiveWithheldBecause
from participation.enums.submissions import ModerationState
from participation.models import ContactView, LiveQuestion
from qa.models import Question
from sites.errors import PortalArchived
from tests.admin import browser, is_shut
from tests.factories import make_head, make_member
from tests.participation.dialogues import WORDS, Asker, ask, ask_publicly, make_event
from tests.participation.factories import FACTS, marks_in

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"live_questions_desk:{name}", args=args)


@pytest.mark.slow(reason="goes through the screens of two people")
def test_live_question_goes_through_the_screens_to_its_answer(district):
    event = make_event(district)
    question = ask(event, "Gọi tôi số 0901 777 345")[0]
    board, editor = browser(make_head(district)), browser(make_member(district))
    assert event.title in board.get(url("events")).content.decode()
    screen = editor.get(url("event", event.pk)).content.decode()
    assert ("0901 777 345" in screen, url("publish", question.pk) in screen, "data-live=" in screen) == (
        True, False, True,
    )  # fmt: skip
    assert is_shut(editor.get(url("publish", question.pk)))
    assert "0901 777 345" in board.get(url("publish", question.pk)).content.decode()
    form = board.get(url("redact", question.pk)).content.decode()
    assert "0901" not in form.split("<textarea")[1].split("</textarea>")[0]
    sent = {"public_text": "Gọi tôi số […]", "approved": ""}
    assert board.post(url("redact", question.pk), sent).status_code == 302
    assert editor.post(url("step", question.pk), {"step": "answered"}).status_code == 302
    question.refresh_from_db()
    assert (question.state, question.answered_live_at is not None) == (ModerationState.REDACTED, True)
    early = {"moment": (timezone.localtime(event.starts_at) - timedelta(hours=1)).strftime("%Y-%m-%d %H:%M")}
    assert editor.post(url("mark", question.pk), early).status_code == 422
    assert editor.post(url("mark", question.pk), {"moment": ""}).status_code == 302
    assert is_shut(editor.post(url("answer", question.pk), {"text": "Đã xong."}))
    assert board.post(url("answer", question.pk), {"text": "Đã xong."}).status_code == 302
    question.refresh_from_db()
    assert (question.answered_live_at, question.answer) == (None, "Đã xong.")
    assert board.get(url("question", question.pk)).status_code == 200
    because = {"because": LiveWithheldBecause.OFF_TOPIC.value}
    assert board.post(url("withhold", question.pk), because).status_code == 302


def test_host_moves_questions_in_the_order(district):
    event = make_event(district)
    questions = [ask_publicly(event, f"Câu {number}") for number in range(3)]
    host = browser(make_member(district))
    for question, step in ((questions[2], "up"), (questions[2], "up"), (questions[2], "up"), (questions[0], "down")):
        host.post(url("step", question.pk), {"step": step})
    order = LiveQuestion.objects.of_event(event).in_order()
    assert [row.pk for row in order] == [questions[2].pk, questions[1].pk, questions[0].pk]


def test_board_passes_on_after_the_event_and_editors_do_not(district):
    event = make_event(district)
    ask(event, sender=FACTS, pass_on=True)
    screens = [url("event", event.pk), url("pass_on", event.pk)]
    board = browser(make_head(district))
    assert screens[1] not in board.get(screens[0]).content.decode()
    assert board.post(screens[1], {}).status_code == 422
    assert is_shut(browser(make_member(district)).get(screens[1]))
    assert not Question.objects.exists()


@pytest.mark.breaks_the_rule
def test_board_passes_all_on_that_was_not_answered(district):
    event = make_event(district)
    ask(event, sender=FACTS, pass_on=True)
    ask(event, "Không chuyển")
    type(event).objects.filter(pk=event.pk).update(ends_at=timezone.now() - timedelta(seconds=1))
    board = browser(make_head(district))
    assert url("pass_on", event.pk) in board.get(url("event", event.pk)).content.decode()
    assert board.post(url("pass_on", event.pk), {}).status_code == 302
    assert Question.objects.get().text == WORDS


@pytest.mark.breaks_the_rule
@pytest.mark.slow(reason="passes on two questions through the screen")
def test_question_that_is_refused_undoes_no_other_that_the_board_passes_on(district, monkeypatch):
    event = make_event(district)
    refused, taken = (ask(event, text, sender=FACTS, pass_on=True)[0] for text in ("Bị từ chối", "Được nhận"))
    type(event).objects.filter(pk=event.pk).update(ends_at=timezone.now() - timedelta(seconds=1))

    def receive(passed):
        if passed.text == "Bị từ chối":
            raise PortalArchived
        return "CODE"

    monkeypatch.setattr(passing_on, "hand_over", receive)
    text = browser(make_head(district)).post(url("pass_on", event.pk), {}, follow=True).content.decode()
    assert ("Chưa chuyển được 1 câu hỏi" in text, "Đã chuyển 1 câu hỏi" in text) == (True, True)
    for question, code in ((refused, ""), (taken, "CODE")):
        question.refresh_from_db()
        assert question.passed_on_code == code


@pytest.mark.both_engines
def test_screen_of_the_moderator_shows_the_newest_of_what_is_done(district, monkeypatch):
    monkeypatch.setattr(host, "DONE_SHOWN", 1)
    event = make_event(district)
    for text in ("Câu cũ", "Câu mới"):
        mark_answered_live(ask_publicly(event, text), moment=timezone.now(), by=make_head(district), at=timezone.now())
    ask_publicly(event, "Chờ trả lời")
    text = browser(make_member(district)).get(url("event", event.pk)).content.decode()
    words = ("Câu mới", "Câu cũ", "Chờ trả lời", "Chỉ hiển thị 1 câu hỏi mới nhất.")
    assert [one in text for one in words] == [True, False, True, True]


def test_live_questions_of_another_portal_are_shut(city, district):
    event = make_event(city)
    question = ask_publicly(event)
    waiting = ask(event, "Chưa xem")[0]
    head = browser(make_head(district))
    for name in ("event", "pass_on"):
        assert is_shut(head.get(url(name, event.pk))), name
    for name in ("question", "publish", "redact", "withhold", "mark", "answer", "contact"):
        assert is_shut(head.get(url(name, waiting.pk))), name
    assert is_shut(head.post(url("step", question.pk), {"step": "answered"}))
    assert event.title not in head.get(url("events")).content.decode()
    question.refresh_from_db()
    assert question.answered_live_at is None


def test_work_on_live_questions_waits_for_the_board_alone(district, city):
    ask(make_event(district))
    ask(make_event(city, "Của thành phố"))

    def waiting(person):
        now = timezone.now()
        worker = Worker(person, scope_of(person, on=timezone.localdate(now)), now)
        found = task_list(worker, LiveTaskList.TO_MODERATE.value)
        return [(entry.title, entry.count) for entry in found.entries]

    assert waiting(make_head(district)) == [("Đối thoại", 1)]
    assert waiting(make_member(district)) == []


def test_board_hears_once_of_an_event_whose_questions_wait(district, city):
    head, other = make_head(district), make_head(city)
    Notice.objects.all().delete()
    event = make_event(district)
    for text in ("Câu đầu", "Câu sau"):
        ask(event, text)
    assert list(Notice.objects.filter(kind=LiveNoticeKind.TO_MODERATE).values_list("user", flat=True)) == [head.pk]
    mail.outbox.clear()
    for person in (head, other):
        send_digest(person.pk, at=timezone.now())
    (letter,) = mail.outbox
    assert (url("event", event.pk) in letter.body, "Câu đầu" in letter.body) == (True, False)


def test_who_asked_is_read_behind_a_button_that_is_recorded(district):
    question = ask(make_event(district), sender=FACTS)[0]
    for role in (Role.EDITOR, Role.PORTAL_ADMIN):
        editor = browser(make_member(district, role))
        assert url("contact", question.pk) not in editor.get(url("question", question.pk)).content.decode()
        assert is_shut(editor.post(url("contact", question.pk), {}))
    client = browser(make_head(district))
    assert not marks_in(client.get(url("question", question.pk)).content.decode())
    assert FACTS.email in client.post(url("contact", question.pk), {}).content.decode()
    assert ContactView.objects.get().about == f"participation.livequestion:{question.pk}"
    because = LiveWithheldBecause.OFF_TOPIC
    withhold_live_question(question, because=because, by=make_head(district), at=timezone.now())
    words = [WORDS in one.get(url("question", question.pk)).content.decode() for one in (editor, client)]
    assert words == [False, True]


@pytest.mark.breaks_the_rule
def test_form_that_is_older_than_a_decision_on_the_question_changes_nothing(district):
    question, _token = ask(make_event(district))
    client = browser(make_head(district))
    form = client.get(url("publish", question.pk)).context["form"]
    withheld(question, district)
    assert client.post(url("publish", question.pk), {"opened_at": form["opened_at"].value()}).status_code == 422
    assert LiveQuestion.objects.get().state == ModerationState.WITHHELD


@pytest.mark.breaks_the_rule
def test_written_answer_of_a_question_that_is_withheld_later_is_not_public(district):
    event = make_event(district)
    question = ask_publicly(event)
    answer_live_question(question, text="Ông A ở số 5.", by=make_head(district), at=timezone.now())
    withheld(question, district)
    fragment = Asker(event, district).get(f"/doi-thoai/{event.pk}/cau-hoi/").content.decode()
    assert (question.written_code in fragment, "số 5" in fragment) == (True, False)


def withheld(question, portal):
    withhold_live_question(question, because=LiveWithheldBecause.INSULT, by=make_head(portal), at=timezone.now())


@pytest.mark.breaks_the_rule
@pytest.mark.parametrize("hide", ["restriction", "home"])
def test_questions_of_an_event_that_not_everybody_reads_are_not_found(district, hide):
    event = make_event(district)
    ask_publicly(event)
    if hide == "restriction":
        PageViewRestriction.objects.create(page=event, restriction_type=PageViewRestriction.LOGIN)
    else:
        Page.objects.filter(path=event.path[:12]).update(live=False)
    assert Asker(event, district).get(f"/doi-thoai/{event.pk}/cau-hoi/").status_code == 404


def test_event_of_a_key_that_no_row_has_is_not_found(district):
    event = make_event(district)
    assert Asker(event, district).get(f"/doi-thoai/{2**70}/").status_code == 404

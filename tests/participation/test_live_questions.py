"""Questions of a live event by the public form: what is asked, what is kept, what the public and the sender read, and
what follows the end of the event."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.errors import ChangedMeanwhile
from audit.models import PortalEvent
from information.enums import DraftState
from participation.consents import has_consent
from participation.consultation import erasing as comment_erasing
from participation.dialogue import passing_on, public
from participation.dialogue.answering import answer_live_question, mark_answered_live, move_live_question
from participation.dialogue.deciding import publish_live_question, redact_live_question, withhold_live_question
from participation.dialogue.erasing import erase_unsigned_live, settle_ended_events
from participation.dialogue.errors import (
    EventNotOver,
    LiveQuestionMoved,
    LiveQuestionsClosed,
    NotDuringEvent,
    NotYourLiveQuestion,
)
from participation.dialogue.passing_on import pass_on_live_question
from participation.dialogue.receivers import register_receiver
from participation.dialogue.sender_requests import withdraw_live_question
from participation.enums.live_questions import LiveWithheldBecause
from participation.enums.submissions import ConsentPurpose, ErasureReason, ModerationState
from participation.erasing import erase_sender
from participation.models import LiveQuestion, Sender
from participation.senders import agrees_to_name
from qa.models import Question
from sites.errors import PortalArchived
from tests.factories import AT, make_head, make_member, publish_approved_page, put_in_state
from tests.participation.comments import make_comment, make_draft, shown
from tests.participation.dialogues import WITH_SENDER, WORDS, Asker, ask, ask_publicly, make_event
from tests.participation.factories import FACTS, marks_in

pytestmark = pytest.mark.django_db


def acting(portal):
    return {"by": make_head(portal), "at": timezone.now()}


# -- The form


@pytest.mark.slow(reason="goes from the page of the event to the own page")
def test_person_asks_from_the_page_of_the_event_and_gets_code_and_link(district):
    event = make_event(district)
    person = Asker(event, district)
    assert f'href="{person.form}"' in shown(person.get(event.get_url()))
    token = person.token(**WITH_SENDER)
    question = LiveQuestion.objects.get()
    assert (question.portal, question.text, question.pass_on, question.state) == (
        district, WORDS, True, ModerationState.RECEIVED,
    )  # fmt: skip
    receipt = shown(person.get(f"/doi-thoai/cua-toi/{token}/da-nhan/"))
    assert (question.written_code in receipt, f"/doi-thoai/cua-toi/{token}/" in receipt) == (True, True)
    own = person.get(f"/doi-thoai/cua-toi/{token}/")
    assert ("Chờ Ban Biên tập" in shown(own), own["Cache-Control"], own["X-Robots-Tag"]) == (
        True, "private, no-store", "noindex",
    )  # fmt: skip


def test_asker_says_nothing_of_the_own_person_unless_the_question_is_to_be_passed_on(district):
    person = Asker(make_event(district), district)
    person.token()
    assert (LiveQuestion.objects.get().sender, Sender.objects.count()) == (None, 0)
    text = shown(person.ask(pass_on="on", text="Câu khác"))
    for name in ("name", "email", "agree_answer"):
        assert f'<a href="#id_{name}">' in text, name
    assert ("Câu khác" in text, LiveQuestion.objects.count()) == (True, 1)


def test_live_form_that_is_sent_twice_is_one_question_and_programs_are_refused(district):
    person = Asker(make_event(district), district)
    form_token = person.form_token()
    assert person.token(form_token=form_token) == person.token(form_token=form_token)
    assert person.ask(website="https://quang-cao.example").status_code == 422
    assert person.ask(without=("agree_rules",), text="Khác").status_code == 422
    assert LiveQuestion.objects.count() == 1


@pytest.mark.slow(reason="sends a form three times")
def test_live_form_that_is_changed_is_another_question_and_gives_nothing_once_it_was_taken_back(district):
    person = Asker(make_event(district), district)
    form_token = person.form_token()
    token = person.token(form_token=form_token, **WITH_SENDER)
    assert person.token(form_token=form_token, **WITH_SENDER | {"pass_on": ""}) != token
    assert list(LiveQuestion.objects.order_by("pk").values_list("pass_on", flat=True)) == [True, False]
    withdraw_live_question(LiveQuestion.objects.earliest("pk"), token=token, at=timezone.now())
    refused = person.ask(form_token=form_token, **WITH_SENDER)
    assert (refused.status_code, WORDS in shown(refused), LiveQuestion.objects.count()) == (422, True, 2)


def test_one_network_asks_so_many_in_an_hour_and_keeps_what_it_typed(district, settings):
    settings.COMMENTS_PER_ADDRESS_HOUR = 1
    person = Asker(make_event(district), district)
    person.token()
    refused = person.ask(text="Thêm một câu nữa?")
    assert (refused.status_code, "Thêm một câu nữa?" in shown(refused)) == (429, True)


@pytest.mark.slow(reason="publishes three events")
def test_event_takes_questions_in_its_time_alone_and_what_was_typed_is_not_lost(district):
    open_event = make_event(district)
    form_token = Asker(open_event, district).form_token()
    over = make_event(district, "Đã xong", begins=-300)
    early = make_event(district, "Sắp tới", begins=300, questions_from=timezone.now() + timedelta(hours=1))
    for event in (over, early):
        person = Asker(event, district)
        assert "<form" not in shown(person.get(person.form)), event.title
        answer = person.ask(form_token=form_token)
        assert (answer.status_code, WORDS in shown(answer)) == (409, True), event.title
        with pytest.raises(LiveQuestionsClosed):
            ask(event)
    assert not LiveQuestion.objects.exists()


def test_event_that_takes_no_questions_says_nothing_of_them(district):
    event = make_event(district, takes_questions=False)
    person = Asker(event, district)
    assert "Câu hỏi gửi đến sự kiện" not in shown(person.get(event.get_url()))
    assert "<form" not in shown(person.get(person.form))


def test_event_of_another_portal_or_a_draft_is_not_there(city, district):
    event, draft = make_event(city), make_event(district, "Nháp", published=False)
    token = ask(event)[1]
    client = Client(headers={"host": district.host})
    paths = [f"/doi-thoai/{key}/{below}" for key in (event.pk, draft.pk) for below in ("", "cau-hoi/")]
    for path in [*paths, f"/doi-thoai/cua-toi/{token}/", f"/doi-thoai/cua-toi/{token}/da-nhan/"]:
        assert client.get(path).status_code == 404, path
    assert client.post(f"/doi-thoai/cua-toi/{token}/viec/", {"viec": "rut"}).status_code == 404
    assert Client(headers={"host": city.host}).get(f"/doi-thoai/cua-toi/{token}/").status_code == 200


@pytest.mark.both_engines
@pytest.mark.breaks_the_rule
def test_list_is_another_once_the_recording_begins_at_another_time(district):
    event = make_event(district)
    mark_answered_live(ask_publicly(event), moment=timezone.now(), **acting(district))

    def list_hash():
        text = Asker(event, district).get(f"/doi-thoai/{event.pk}/cau-hoi/").content.decode()
        return re.search(r'data-live-part="(\w+)"', text)[1]

    before = list_hash()
    assert list_hash() == before
    type(event).objects.filter(pk=event.pk).update(recording_begins_at=event.starts_at + timedelta(minutes=5))
    assert list_hash() != before


# -- What the public reads


@pytest.mark.both_engines
@pytest.mark.slow(reason="asks for the page, the fragment and the English address")
def test_public_reads_questions_in_the_order_of_the_host_with_markers_for_what_is_withheld(district, client):
    event = make_event(district)
    first, second = ask_publicly(event, "Câu thứ nhất"), ask_publicly(event, "Câu thứ hai")
    hidden, waiting = ask(event, "Mua hàng tại đây")[0], ask(event, "Chưa ai đọc")[0]
    withhold_live_question(hidden, because=LiveWithheldBecause.ADVERTISING, **acting(district))
    part = ask(event, "Gọi tôi số 0901 777 345")[0]
    redact_live_question(part, public_text="Gọi tôi số […]", **acting(district))
    move_live_question(second, up=True, **acting(district))
    mark_answered_live(first, moment=event.starts_at + timedelta(minutes=12, seconds=5), **acting(district))
    headers = {"host": district.host}
    for path in (event.get_url(), f"/doi-thoai/{event.pk}/cau-hoi/"):
        text = client.get(path, headers=headers).content.decode()
        assert text.index("Câu thứ hai") < text.index("Câu thứ nhất"), path
        words = (hidden.written_code, "Quảng cáo", "0:12:05", "Mua hàng", "Chưa ai đọc", "0901", waiting.written_code)
        assert [one in text for one in words] == [True, True, True, False, False, False, False], path
    assert "data-live=" in text
    assert client.get(f"/en/dialogue/{event.pk}/questions/", headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("recording", "address"),
    [
        ([], ""),
        ([("video", {"title": "Ghi", "url": "https://www.youtube.com/watch?v=abc"})], "watch?v=abc&t=725"),
        ([("video", {"title": "Ghi", "url": "https://kenh.example.gov.vn/1"})], "#recording"),
    ],
)
def test_time_mark_leads_to_the_place_in_the_recording(district, client, recording, address):
    event = make_event(district, recording=recording)
    moment = event.starts_at + timedelta(minutes=12, seconds=5)
    mark_answered_live(ask_publicly(event), moment=moment, **acting(district))
    text = client.get(f"/doi-thoai/{event.pk}/cau-hoi/", headers={"host": district.host}).content.decode()
    assert ("0:12:05" in text, f'{address.replace("&", "&amp;")}"' in text or not address) == (True, True)


def test_page_of_many_live_questions_costs_as_many_statements_as_of_one(district, client, django_assert_num_queries):
    event = make_event(district)
    path, headers = f"/doi-thoai/{event.pk}/cau-hoi/", {"host": district.host}
    row = LiveQuestion.objects.filter(pk=ask_publicly(event).pk).values().get()
    del row["id"]
    client.get(path, headers=headers)
    with CaptureQueriesContext(connection) as of_one:
        client.get(f"{path}?x=1", headers=headers)
    LiveQuestion.objects.bulk_create(
        LiveQuestion(**row | {"code": f"X{number}", "token_hash": f"x{number}"}) for number in range(60)
    )
    with django_assert_num_queries(len(of_one)):
        client.get(f"{path}?x=2", headers=headers)


def test_page_says_how_many_questions_it_leaves_out(district, client, monkeypatch):
    event = make_event(district)
    for number in range(3):
        ask_publicly(event, f"Câu {number}")
    path, headers = f"/doi-thoai/{event.pk}/cau-hoi/", {"host": district.host}
    sentence = "Còn 2 câu hỏi khác không hiển thị tại đây."
    assert sentence not in client.get(path, headers=headers).content.decode()
    monkeypatch.setattr(public, "MOST", 1)
    text = client.get(f"{path}?x=1", headers=headers).content.decode()
    assert (sentence in text, "Câu 0" in text, "Câu 1" in text) == (True, True, False)


# -- Verbs


def test_live_answer_lies_between_the_beginning_and_now_and_can_be_taken_back(district):
    event = make_event(district)
    question = ask_publicly(event)
    now = timezone.now()
    for moment in (event.starts_at - timedelta(seconds=1), now + timedelta(minutes=1)):
        with pytest.raises(NotDuringEvent):
            mark_answered_live(question, moment=moment, by=make_member(district), at=now)
    mark_answered_live(question, moment=now, by=make_member(district), at=now)
    with pytest.raises(LiveQuestionMoved):
        move_live_question(question, up=True, **acting(district))
    mark_answered_live(question, moment=None, by=make_member(district), at=now)
    question.refresh_from_db()
    kinds = PortalEvent.objects.filter(kind__startswith="live_question_").order_by("pk").values_list("kind", flat=True)
    assert (question.answered_live_at, list(kinds)[-2:]) == (None, ["live_question_marked", "live_question_unmarked"])


def test_editor_orders_and_marks_and_the_board_alone_decides_and_answers(district, city):
    question = ask(make_event(district))[0]
    editor = {"by": make_member(district), "at": timezone.now()}
    stranger = {"by": make_head(city), "at": timezone.now()}
    for person in (editor, stranger):
        with pytest.raises(NotYourLiveQuestion):
            publish_live_question(question, **person)
    publish_live_question(question, **acting(district))
    for person in (editor, stranger):
        with pytest.raises(NotYourLiveQuestion):
            answer_live_question(question, text="Trả lời", **person)
    move_live_question(question, up=True, **editor)
    with pytest.raises(NotYourLiveQuestion):
        mark_answered_live(question, moment=timezone.now(), **stranger)


def test_sender_takes_a_public_question_back_and_its_code_stays_as_a_marker(district, client):
    event = make_event(district)
    question, token = ask(event, sender=FACTS)
    publish_live_question(question, **acting(district))
    with pytest.raises(NotYourLiveQuestion):
        withdraw_live_question(question, token="khac", at=timezone.now())
    headers = {"host": district.host}
    answer = client.post(f"/doi-thoai/cua-toi/{token}/viec/", {"viec": "dung"}, headers=headers)
    assert answer.status_code == 303
    question.refresh_from_db()
    assert (question.state, question.text, question.public_text) == (ModerationState.WITHDRAWN, "", "")
    assert question.sender.keep_until is not None
    text = client.get(f"/doi-thoai/{event.pk}/cau-hoi/", headers=headers).content.decode()
    assert (question.written_code in text, WORDS in text) == (True, False)
    assert client.post(f"/doi-thoai/cua-toi/{token}/viec/", {"viec": "xoa"}, headers=headers).status_code == 303
    assert client.post(f"/doi-thoai/cua-toi/{token}/viec/", {"viec": "xoa"}, headers=headers).status_code == 409
    assert client.post(f"/doi-thoai/cua-toi/{token}/viec/", {"viec": "la"}, headers=headers).status_code == 404


# -- After the event


@pytest.mark.both_engines
@pytest.mark.slow(reason="passes a question on and opens it")
def test_question_that_was_not_answered_becomes_one_with_time_limits_that_the_same_link_opens(district, client):
    event = make_event(district)
    question, token = ask(event, sender=FACTS, pass_on=True)
    publish_live_question(question, **acting(district))
    with pytest.raises(EventNotOver):
        pass_on_live_question(question, **acting(district))
    later = {"by": make_head(district), "at": event.ends_at + timedelta(minutes=1)}
    code = pass_on_live_question(question, **later)
    received = Question.objects.get(code=code)
    assert (received.text, received.received_at, received.answer_due is not None) == (WORDS, later["at"], True)
    assert (received.sender.facts, received.received_portal) == (FACTS, district)
    assert not agrees_to_name(received.sender)
    with pytest.raises(LiveQuestionMoved):
        pass_on_live_question(question, **later)
    with pytest.raises(LiveQuestionMoved):
        answer_live_question(question, text="Muộn", **later)
    headers = {"host": district.host}
    assert code in client.get(f"/doi-thoai/{event.pk}/cau-hoi/", headers=headers).content.decode()
    own = client.get(f"/doi-thoai/cua-toi/{token}/", headers=headers).content.decode()
    assert f"/hoi-dap/cua-toi/{token}/" in own
    assert client.get(f"/hoi-dap/cua-toi/{token}/", headers=headers).status_code == 200


@pytest.mark.slow(reason="asks five questions")
def test_night_after_the_event_passes_on_what_was_agreed_and_not_answered(district):
    event = make_event(district)
    waiting, _token = ask(event, "Chưa xem", sender=FACTS, pass_on=True)
    unagreed = ask_publicly(event, "Không chuyển", sender=FACTS)
    live = ask_publicly(event, "Đã trả lời", sender=FACTS, pass_on=True)
    mark_answered_live(live, moment=timezone.now(), **acting(district))
    written = ask_publicly(event, "Bằng văn bản", sender=FACTS, pass_on=True)
    answer_live_question(written, text="Đã xong.", **acting(district))
    withheld, _token = ask(event, "Không công khai", sender=FACTS, pass_on=True)
    withhold_live_question(withheld, because=LiveWithheldBecause.INSULT, **acting(district))
    today = timezone.localdate(event.ends_at)
    assert settle_ended_events(on=today, at=event.ends_at + timedelta(minutes=5)) == 0
    night = event.ends_at + timedelta(days=1)
    assert settle_ended_events(on=today + timedelta(days=1), at=night) == 1
    assert settle_ended_events(on=today + timedelta(days=1), at=night) == 0
    waiting.refresh_from_db()
    assert Question.objects.get().code == waiting.passed_on_code
    for one in (unagreed, live, written, withheld, waiting):
        one.sender.refresh_from_db()
        assert one.sender.keep_until is not None, one.text


@pytest.mark.both_engines
@pytest.mark.slow(reason="asks three questions")
def test_question_that_cannot_be_passed_on_keeps_no_other_and_the_data_of_its_sender_has_an_end(district, monkeypatch):
    event = make_event(district)
    questions = [ask(event, text, sender=FACTS, pass_on=True)[0] for text in ("Bị từ chối", "Gặp lỗi", "Được nhận")]

    def receive(passed):
        if passed.text == "Bị từ chối":
            raise PortalArchived
        if passed.text == "Gặp lỗi":
            raise RuntimeError
        return "CODE"

    monkeypatch.setattr(passing_on, "hand_over", receive)
    tomorrow = timezone.localdate(event.ends_at) + timedelta(days=1)
    assert settle_ended_events(on=tomorrow, at=event.ends_at + timedelta(days=1)) == 1
    for one in questions:
        one.refresh_from_db()
        assert one.sender.keep_until is not None, one.text
    assert [one.passed_on_code for one in questions] == ["", "", "CODE"]


def test_sender_is_mailed_by_the_receiver_of_the_question(district, django_capture_on_commit_callbacks):
    event = make_event(district)
    token = Asker(event, district).token(agree_notices="on", **WITH_SENDER)
    question = LiveQuestion.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        code = pass_on_live_question(question, by=make_head(district), at=event.ends_at + timedelta(minutes=1))
    (letter,) = mail.outbox
    assert (letter.to, code in letter.body, token in letter.body) == ([FACTS.email], True, False)


def test_questions_are_passed_on_to_one_receiver():
    with pytest.raises(ValueError, match="one receiver"):
        register_receiver(lambda passed: "")


# -- Personal data


@pytest.mark.both_engines
def test_consent_of_an_asker_is_withdrawn_on_an_archived_portal_where_the_question_stays(district):
    person = Asker(make_event(district), district)
    token = person.token(**WITH_SENDER)
    put_in_state(district, "archived")
    own = f"/doi-thoai/cua-toi/{token}/"
    assert 'value="dung">Rút lại sự đồng ý sử dụng dữ liệu của tôi</button>' in shown(person.get(own))
    verb_url = re.search(r'action="([^"]+)" method="post"', shown(person.get(own)))[1]
    done = person.client.post(verb_url, {"viec": "dung"})
    question = LiveQuestion.objects.get()
    assert (done.status_code, question.state, has_consent(question.sender, ConsentPurpose.ANSWER)) == (
        303, ModerationState.RECEIVED, False,
    )  # fmt: skip


@pytest.mark.both_engines
def test_erased_data_of_an_asker_leaves_what_is_public_and_takes_back_what_nobody_saw(district):
    event = make_event(district)
    seen, unseen = ask_publicly(event, "Câu một", sender=FACTS), ask(event, "Câu hai", sender=FACTS)[0]
    for question in (seen, unseen):
        erase_sender(question.sender, because=ErasureReason.REQUEST, by=make_head(district), at=timezone.now())
        question.refresh_from_db()
    assert (seen.state, seen.text, seen.public_name, seen.public_text) == (ModerationState.PUBLISHED, "", "", "Câu một")
    assert (unseen.state, unseen.text) == (ModerationState.WITHDRAWN, "")


def test_words_as_sent_of_nobody_go_when_the_period_after_the_event_ends(district):
    event = make_event(district)
    part = ask(event, "Gọi 0901 777 345")[0]
    redact_live_question(part, public_text="Gọi […]", **acting(district))
    public = ask_publicly(event)
    at = timezone.now()
    assert erase_unsigned_live(on=at.date(), at=at).erased == 0
    assert erase_unsigned_live(on=at.date() + timedelta(days=3650), at=at).erased == 1
    assert list(LiveQuestion.objects.order_by("pk").values_list("text", flat=True)) == ["", public.text]


@pytest.mark.slow(reason="publishes a draft twice")
def test_words_at_an_event_go_although_those_on_a_draft_cannot_be_erased_which_is_named(district, monkeypatch):
    part = ask(make_event(district), "Gọi 0901 777 345")[0]
    redact_live_question(part, public_text="Gọi […]", **acting(district))
    draft, head = make_draft(district), make_head(district)
    make_comment(draft)
    draft.state, draft.abandoned_because = DraftState.ABANDONED, "Không còn cần thiết."
    draft.save_revision(user=head)
    publish_approved_page(draft, by=head)

    def fails(comment, *, at):
        raise ChangedMeanwhile

    monkeypatch.setattr(comment_erasing, "erase_comment_files", fails)
    monkeypatch.setattr(timezone, "now", lambda: AT + timedelta(days=3650))
    with pytest.raises(CommandError, match=f": {draft.pk}\\.$"):
        call_command("erase_personal_data", due=True, stdout=StringIO())
    part.refresh_from_db()
    assert part.text == ""


def test_neither_events_nor_public_pages_hold_data_of_the_asker(district, client):
    event = make_event(district)
    question = ask_publicly(event, sender=FACTS, pass_on=True)
    pass_on_live_question(question, by=make_head(district), at=event.ends_at + timedelta(minutes=1))
    told = "".join(str(row) for row in PortalEvent.objects.values_list("data", "reason"))
    text = client.get(event.get_url(), headers={"host": district.host}).content.decode()
    rows = str(LiveQuestion.objects.values())
    assert marks_in(told + text + rows) == []

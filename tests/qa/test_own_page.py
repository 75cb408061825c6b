"""Whoever asked sees by the secret link how it stands, and acts on it; nobody else does, on no other portal."""

import json

import pytest

from participation.consents import has_consent
from participation.enums.submissions import ConsentPurpose, ErasureReason
from participation.erasing import erase_sender
from participation.models import ConsentText, ContactView, DataRequest
from qa.core.actions import assign_question
from qa.core.closing import merge_question
from qa.enums import QuestionState, Verb
from qa.models import Question
from sites.models import Portal
from tests.each import each_case
from tests.factories import make_head
from tests.participation.factories import marks_in
from tests.participation.marks import every_cell
from tests.qa.attachments import upload
from tests.qa.citizen import Citizen
from tests.qa.factories import LATER, TEXT, ask, make_question, make_question_with_token, make_unit

pytestmark = pytest.mark.django_db

S = QuestionState


def shown(answer) -> str:
    return answer.content.decode().split("<main", 1)[-1].split("</main>")[0]


def mine(token: str, page: str = "") -> str:
    return f"/hoi-dap/cua-toi/{token}/{page}"


def test_link_of_another_portal_or_a_wrong_one_leads_nowhere(city, district):
    question, token = ask(district)
    here, elsewhere = Citizen(district), Citizen(city)
    for page in ("", "da-nhan/", "rut/", "du-lieu/", "du-lieu/tai-ve/"):
        answer = here.get(mine(token, page))
        assert (answer.status_code, answer["Referrer-Policy"]) == (200, "no-referrer"), page
        assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("private, no-store", "noindex"), page
        assert not answer.cookies
        assert elsewhere.get(mine(token, page)).status_code == 404, page
    assert here.get(mine(token[:-1])).status_code == 404
    for page in ("bo-sung/", "hoi-them/", "rut/", "du-lieu/dong-y/", "du-lieu/yeu-cau/"):
        assert elsewhere.post(mine(token, page), text="x", withdraw="answer", kind="delete").status_code == 404, page
    question.refresh_from_db()
    assert question.state == S.RECEIVED
    assert not DataRequest.objects.exists()


@pytest.mark.slow(reason="brings a question into six states, and shows the page of each")
@each_case("state", [S.RECEIVED, S.NEEDS_CLARIFICATION, S.INTERIM_PUBLISHED, S.ANSWERED, S.OUT_OF_SCOPE, S.REFUSED])
def test_each_state_is_said_in_words_with_what_can_be_done(state, city):
    question, token = make_question_with_token(city, state)
    text = shown(Citizen(city).get(mine(token)))
    assert question.get_state_display() in text
    assert [path in text for path in ("bo-sung/", "hoi-them/", "rut/")] == [
        state == S.NEEDS_CLARIFICATION,
        state == S.ANSWERED,
        question.is_open,
    ]
    assert "Nhận lúc 09:00, thứ Tư ngày 04/11/2026" in text
    said = {S.OUT_OF_SCOPE: "Sở Y tế", S.REFUSED: "Xúc phạm, thiếu văn hóa", S.INTERIM_PUBLISHED: "ngày 01/12/2026"}
    assert said.get(state, "") in text
    assert marks_in(text) == []


def test_page_costs_the_same_however_long_the_history(city, django_assert_max_num_queries):
    question, token = make_question_with_token(city, S.ANSWERED)
    citizen = Citizen(city)
    citizen.get(mine(token))
    with django_assert_max_num_queries(10):
        text = shown(citizen.get(mine(token)))
    assert text.count("<time") == question.events.count()


@pytest.mark.both_engines
def test_sender_clarifies_and_is_told_what_is_wrong(city):
    question, token = make_question_with_token(city, S.NEEDS_CLARIFICATION)
    citizen = Citizen(city)
    assert "Bà sinh ở đâu?" in shown(citizen.get(mine(token)))
    wrong = citizen.post(mine(token, "bo-sung/"), **{"clarify_form-text": " "})
    assert (wrong.status_code, "Nhập nội dung" in shown(wrong)) == (422, True)
    done = citizen.post(mine(token, "bo-sung/"), **{"clarify_form-text": "Tại Quận 8"})
    assert (done.status_code, done["Location"]) == (303, f"{mine(token)}?xong=bo-sung")
    question.refresh_from_db()
    assert (question.state, question.messages.get().text) == (S.ASSIGNED, "Tại Quận 8")
    again = citizen.post(mine(token, "bo-sung/"), **{"clarify_form-text": "Thêm một lời"})
    assert (again.status_code, "Thêm một lời" in shown(again)) == (422, True), "nothing typed is lost"


@pytest.mark.both_engines
def test_sender_asks_further_on_an_answer(city):
    question, token = make_question_with_token(city, S.ANSWERED)
    assert "Bà đến nhận kết quả." in shown(Citizen(city).get(mine(token)))
    answer = Citizen(city).post(mine(token, "hoi-them/"), **{"follow_form-text": "Còn lệ phí?"})
    assert answer.status_code == 303
    question.refresh_from_db()
    message = question.messages.get()
    assert (question.state, message.kind, message.text) == (S.IN_ANSWER, "follow_up", "Còn lệ phí?")


@pytest.mark.both_engines
def test_question_is_taken_back_after_it_was_asked_whether(city):
    question, token = ask(city)
    citizen = Citizen(city)
    assert "không mở lại được" in shown(citizen.get(mine(token, "rut/")))
    assert citizen.post(mine(token, "rut/")).status_code == 303
    question.refresh_from_db()
    assert question.state == S.WITHDRAWN
    assert citizen.post(mine(token, "rut/")).status_code == 409


def test_own_data_are_shown_exported_and_each_reading_is_noted_as_of_the_person(city, district):
    question, token = ask(city)
    ask(district)
    citizen = Citizen(city)
    assert not ContactView.objects.exists()
    text = shown(citizen.get(mine(token, "du-lieu/")))
    assert set(marks_in(text)) >= {"DấuTên", "dauthu.hoa", "DấuQuanHệ"}
    export = json.loads(citizen.get(mine(token, "du-lieu/tai-ve/")).content)
    assert export["sender"]["email"] == "dauthu.hoa@thudientu.example"
    assert (export["question"]["code"], export["question"]["text"]) == (question.code, TEXT)
    assert [row["purpose"] for row in export["consents"]] == ["answer"]
    views = ContactView.objects.values_list("sender", "by", "why", "about")
    assert list(views) == [(question.sender_id, None, "own", f"qa.question:{question.pk}")] * 2


@pytest.mark.both_engines
def test_consents_are_withdrawn_and_given_each_by_itself(city):
    question, token = ask(city)
    citizen, sender = Citizen(city), question.sender
    name = ConsentText.objects.get(purpose="publish_name", language="vi", version=1)
    assert citizen.post(mine(token, "du-lieu/dong-y/"), give=name.pk).status_code == 303
    assert has_consent(sender, ConsentPurpose.PUBLISH_NAME)
    assert citizen.post(mine(token, "du-lieu/dong-y/"), withdraw="publish_name").status_code == 303
    assert [has_consent(sender, one) for one in (ConsentPurpose.PUBLISH_NAME, ConsentPurpose.ANSWER)] == [False, True]
    assert citizen.post(mine(token, "du-lieu/dong-y/"), withdraw="publish_name").status_code == 409
    for wrong in ({"withdraw": "all"}, {"give": "9" * 30}, {"give": ConsentText.objects.get(pk=1).pk}, {}):
        assert citizen.post(mine(token, "du-lieu/dong-y/"), **wrong).status_code == 404
    assert citizen.post(mine(token, "du-lieu/dong-y/"), withdraw="answer").status_code == 303
    question.refresh_from_db()
    assert (question.state, question.events.last().verb) == (S.WITHDRAWN, Verb.WITHDRAW)


def test_who_agrees_to_no_answer_any_more_asks_no_further(city):
    """Closed by then, so that withdrawing the consent takes nothing back; but nothing is handled anew without it."""
    question, token = make_question_with_token(city, S.ANSWERED)
    citizen = Citizen(city)
    assert "hoi-them/" in shown(citizen.get(mine(token)))
    assert citizen.post(mine(token, "du-lieu/dong-y/"), withdraw="answer").status_code == 303
    assert "hoi-them/" not in shown(citizen.get(mine(token)))
    answer = citizen.post(mine(token, "hoi-them/"), **{"follow_form-text": "Còn lệ phí?"})
    assert (answer.status_code, "Còn lệ phí?" in shown(answer)) == (422, True)
    question.refresh_from_db()
    assert (question.state, question.messages.count()) == (S.ANSWERED, 0)


def test_sender_of_a_joined_question_is_led_to_the_other_once_it_has_a_page(city):
    other = make_question(city)
    question, token = ask(city)
    merge_question(question, into=other, by=make_head(city), at=LATER)
    link = f'href="/hoi-dap/{other.code}/"'
    assert link not in shown(Citizen(city).get(mine(token)))
    assign_question(other, unit=make_unit(city), by=make_head(city), at=LATER)
    assert link in shown(Citizen(city).get(mine(token)))


@pytest.mark.both_engines
def test_request_about_own_data_is_registered_once_with_its_days(city):
    _question, token = ask(city)
    citizen = Citizen(city)
    page = mine(token, "du-lieu/yeu-cau/")
    assert "Ghi chỗ sai và nội dung đúng" in shown(citizen.post(page, kind="correct", details=""))
    assert citizen.post(page, kind="correct", details="Sửa DấuYêuCầu").status_code == 303
    again = citizen.post(page, kind="correct", details="Lần nữa")
    assert (again.status_code, "Lần nữa" in shown(again)) == (422, True)
    assert citizen.post(page, kind="delete").status_code == 303
    text = shown(citizen.get(mine(token, "du-lieu/")))
    assert ("Sửa DấuYêuCầu" in text, text.count("Phản hồi lần đầu chậm nhất")) == (True, 2)
    assert list(DataRequest.objects.order_by("pk").values_list("kind", flat=True)) == ["correct", "delete"]


def test_who_asked_stands_in_no_table_event_or_log_however_the_pages_are_used(city, caplog):
    caplog.set_level("DEBUG")
    citizen = Citizen(city)
    token = citizen.token(files=[upload()])
    citizen.get(mine(token, "du-lieu/"))
    citizen.post(mine(token, "du-lieu/yeu-cau/"), kind="correct", details="Sửa DấuYêuCầu")
    citizen.post(mine(token, "rut/"))
    cells = every_cell()
    assert (marks_in(cells), marks_in(caplog.text), token in cells) == ([], [], False)


def test_page_of_an_erased_sender_says_when_and_tells_nothing(city):
    question, token = ask(city)
    erase_sender(question.sender, because=ErasureReason.REQUEST, by=None, at=LATER)
    citizen = Citizen(city)
    assert TEXT not in shown(citizen.get(mine(token)))
    text = shown(citizen.get(mine(token, "du-lieu/")))
    assert ("05/11/2026" in text, marks_in(text)) == (True, [])
    assert citizen.get(mine(token, "du-lieu/tai-ve/")).status_code == 404
    assert citizen.post(mine(token, "du-lieu/yeu-cau/"), kind="delete").status_code == 422


def test_archived_portal_shows_the_own_page_and_changes_nothing(city, district):
    question, token = ask(district)
    Portal.objects.filter(pk=district.pk).update(state="archived")
    district.refresh_from_db()
    district.save()
    citizen = Citizen(district)
    assert "rut/" not in shown(citizen.get(mine(token)))
    assert citizen.post(mine(token, "rut/")).status_code == 409
    assert Question.objects.get(pk=question.pk).state == S.RECEIVED

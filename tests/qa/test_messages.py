"""What a sender says after the question: kept beside it, public in the words that the board approved, if at all.

Its files are read on record by who handles the question, and by who makes a public copy.
"""

import pytest
from django.urls import reverse

from audit.private_files import private_storage
from editorial.enums import ProposalState
from editorial.integrity.invariants import public_that_differs
from editorial.proposals.actions.proposal import open_proposal
from members.enums import Seat
from participation.models import ContactView
from participation.sent_files.checking import SentFile
from qa.core import actions as workflow
from qa.core import closing
from qa.core.verification import faults
from qa.enums import QuestionState, Verb
from qa.errors import NotYourQuestion, VerbOutOfPlace
from qa.models import Question, QuestionMessage
from qa.publication.actions import propose_public_message
from tests.admin import browser, is_shut
from tests.factories import make_head
from tests.proposals import act
from tests.qa.attachments import picture
from tests.qa.factories import LATER, ask, make_officer, make_question_with_token, make_unit

pytestmark = pytest.mark.django_db

S = QuestionState
AS_SENT = "Tôi là Hoa, số 0912345678. Còn lệ phí thì sao?"


def url(name, *args):
    return reverse(f"questions_admin:{name}", args=args)


def follow_up(portal) -> QuestionMessage:
    question, token = make_question_with_token(portal, S.ANSWERED)
    workflow.follow_up(question, token=token, text=AS_SENT, at=LATER)
    return question.messages.get()


@pytest.mark.both_engines
def test_each_message_is_kept_with_what_was_asked(district):
    question, token = make_question_with_token(district, S.NEEDS_CLARIFICATION)
    workflow.clarify_question(question, token=token, text="Tại Quận 8", at=LATER)
    question.refresh_from_db()
    workflow.ask_back(question, by=question.unit.officers.get().user, at=LATER, text="Năm nào?")
    workflow.clarify_question(question, token=token, text="Năm 1969", at=LATER)
    assert list(question.messages.values_list("asked_back", "text")) == [
        ("Bà sinh ở đâu?", "Tại Quận 8"),
        ("Năm nào?", "Năm 1969"),
    ]
    assert question.events.latest("number").data["message"] == question.messages.latest("pk").pk


@pytest.mark.both_engines
def test_message_is_public_in_the_words_that_the_board_approved(district):
    message = follow_up(district)
    assert message.published_at is None
    change = propose_public_message(message, text="Còn lệ phí thì sao?", by=make_head(district), at=LATER)
    act(change, make_head(district, seat=Seat.DEPUTY))
    message.refresh_from_db()
    assert (message.public_text, message.text) == ("Còn lệ phí thì sao?", AS_SENT)
    last = message.question.events.latest("number")
    assert (last.verb, last.data["message"]) == (Verb.PUBLISH, message.pk)
    assert [*public_that_differs(), *faults()] == []


def test_message_that_the_board_returns_stays_unpublished(district):
    message = follow_up(district)
    change = propose_public_message(message, text="Còn lệ phí?", by=make_head(district), at=LATER)
    change = act(change, make_head(district, seat=Seat.DEPUTY), action="reject", comment="Bỏ số điện thoại")
    message.refresh_from_db()
    assert (message.public_text, message.published_at, change.state) == ("", None, ProposalState.RETURNED)


def test_only_the_board_that_received_the_question_proposes_it(city, district):
    message = follow_up(district)
    for stranger in (make_head(city), message.question.unit.officers.get().user):
        with pytest.raises(NotYourQuestion):
            propose_public_message(message, text="Lệ phí?", by=stranger, at=LATER)


def test_message_of_a_withdrawn_question_is_not_proposed(district):
    question, token = make_question_with_token(district, S.NEEDS_CLARIFICATION)
    workflow.clarify_question(question, token=token, text="Tại Quận 8", at=LATER)
    closing.withdraw_question(question, token=token, at=LATER)
    with pytest.raises(VerbOutOfPlace):
        propose_public_message(question.messages.get(), text="Quận 8", by=make_head(district), at=LATER)


def test_board_proposes_what_the_public_reads_of_a_message_on_a_screen(city, district):
    message = follow_up(district)
    address = url("message", message.question_id, message.pk)
    head = browser(make_head(district))
    assert "[đã ẩn số điện thoại]" in head.get(address).content.decode().replace("&#x27;", "'")
    head.post(address, {"text": "Gọi tôi nhé"})
    assert open_proposal(message).values == {"public_text": "Gọi tôi nhé"}
    assert is_shut(browser(make_head(city)).get(address))
    assert is_shut(browser(make_officer(message.question.unit)).get(address))


def test_who_handles_a_question_reads_its_file_on_record(city, district):
    question, _token = ask(district, files=[SentFile("Anh cua toi.png", "png", picture())])
    address = url("attachment", question.pk, question.attachments.get().pk)
    head = browser(make_head(district))
    page = head.get(url("question", question.pk)).content.decode()
    assert (address in page, "Anh cua toi" in page) == (True, False)
    assert head.get(address)["Content-Type"].startswith("text/html")
    answer = head.post(address, {"why": "handling"})
    assert (answer.content, answer["Content-Type"]) == (picture(), "image/png")
    assert answer["Content-Disposition"].startswith("attachment;")
    assert ContactView.objects.get().by == make_head(district)
    assert is_shut(browser(make_head(city)).post(address, {"why": "handling"}))


def test_who_handles_a_question_is_told_that_its_file_was_lost(district):
    question, _token = ask(district, files=[SentFile("a.png", "png", picture())])
    attachment = question.attachments.get()
    private_storage().delete(attachment.stored_as)
    address = url("attachment", question.pk, attachment.pk)
    answer = browser(make_head(district)).post(address, {"why": "handling"}, follow=True)
    assert "Không đọc được tệp này" in answer.content.decode()


def test_board_that_forwarded_a_question_reads_its_file_for_the_public_copy_alone(city, district):
    question, token = ask(district, files=[SentFile("a.png", "png", picture())])
    address = url("attachment", question.pk, question.attachments.get().pk)
    workflow.forward_question(question, to=city, by=make_head(district), at=LATER, remark="Thuộc Thành phố")
    question.refresh_from_db()
    workflow.assign_question(question, unit=make_unit(city), by=make_head(city), at=LATER)
    publisher, handler = browser(make_head(district)), browser(make_head(city))
    assert publisher.post(address, {"why": "handling"})["Content-Type"].startswith("text/html"), "asked again"
    assert publisher.post(address, {"why": "public_copy"}).content == picture()
    assert handler.post(address, {"why": "public_copy"})["Content-Type"].startswith("text/html")
    assert handler.post(address, {"why": "handling"}).content == picture()
    read = ContactView.objects.order_by("pk").values_list("by", "why")
    assert list(read) == [(make_head(district).pk, "public_copy"), (make_head(city).pk, "handling")]
    assert is_shut(publisher.get(url("contact", question.pk)))
    closing.withdraw_question(Question.objects.get(pk=question.pk), token=token, at=LATER)
    assert is_shut(publisher.get(address)), "never public"


def test_file_of_another_question_is_not_there(district):
    question, _token = ask(district, files=[SentFile("a.png", "png", picture())])
    other, _secret = ask(district)
    address = url("attachment", other.pk, question.attachments.get().pk)
    assert browser(make_head(district)).get(address).status_code == 404

"""What a sender says after the question: kept beside it, public in the words that the board approved, if at all."""

import pytest

from editorial.enums import ProposalState
from editorial.integrity.invariants import public_that_differs
from members.enums import Seat
from qa.core import actions as workflow
from qa.core import closing
from qa.core.verification import faults
from qa.enums import QuestionState, Verb
from qa.errors import NotYourQuestion, VerbOutOfPlace
from qa.models import QuestionMessage
from qa.publication.actions import propose_public_message
from tests.factories import make_head
from tests.proposals import act
from tests.qa.factories import LATER, make_question_with_token

pytestmark = pytest.mark.django_db

S = QuestionState
AS_SENT = "Tôi là Hoa, số 0912345678. Còn lệ phí thì sao?"


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
    message, head = follow_up(district), make_head(district)
    assert message.published_at is None
    change = propose_public_message(message, text="Còn lệ phí thì sao?", by=head, at=LATER)
    act(change, make_head(district, seat=Seat.DEPUTY))
    message.refresh_from_db()
    assert (message.public_text, message.text) == ("Còn lệ phí thì sao?", AS_SENT)
    last = message.question.events.latest("number")
    assert (last.verb, last.data["message"]) == (Verb.PUBLISH, message.pk)
    assert list(public_that_differs()) == []
    assert list(faults()) == []


def test_message_that_the_board_returns_stays_unpublished(district):
    message = follow_up(district)
    change = propose_public_message(message, text="Còn lệ phí?", by=make_head(district), at=LATER)
    act(change, make_head(district, seat=Seat.DEPUTY), action="reject", comment="Bỏ số điện thoại")
    message.refresh_from_db()
    change.refresh_from_db()
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

"""With the data of a sender goes what the sender wrote; what the board published, and the history, stay."""

import pytest

from editorial.integrity.invariants import public_that_differs
from members.enums import Seat
from participation.enums import ErasureReason
from participation.erasing import erase_sender
from participation.errors import SenderErased
from qa.core import actions as workflow
from qa.core.verification import faults
from qa.enums import QuestionState
from qa.publication.actions import propose_public_text
from tests.factories import make_head
from tests.proposals import act
from tests.qa.factories import LATER, TEXT, TITLE, ask, make_question_with_token
from tests.remembering import remembered

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
@remembered
def erased(district):
    """An answered and published question, on which the sender asked once more, after the data went."""
    other, _token = ask(district)
    question, token = make_question_with_token(district, QuestionState.ANSWERED)
    change = propose_public_text(question, title="Bản sao", text="Cần bản sao.", by=make_head(district), at=LATER)
    act(change, make_head(district, seat=Seat.DEPUTY))
    question.refresh_from_db()
    workflow.follow_up(question, token=token, text="Tôi là Hoa.", at=LATER)
    erase_sender(question.sender, because=ErasureReason.REQUEST, by=make_head(district), at=LATER)
    question.refresh_from_db()
    other.refresh_from_db()
    return question, other


def test_words_of_others_stay(erased):
    _question, other = erased
    assert (other.title, other.text) == (TITLE, TEXT)


def test_words_of_the_sender_are_gone(erased):
    question, _other = erased
    assert (question.title, question.text, question.asked_back) == ("", "", "")
    assert list(question.messages.values_list("text", "asked_back")) == [("", "")]


def test_what_is_public_and_the_history_stay(erased):
    question, _other = erased
    assert (question.public_title, question.public_text) == ("Bản sao", "Cần bản sao.")
    assert question.answers.published().count() == 1
    assert list(public_that_differs()) == []
    assert list(faults()) == []


def test_erased_question_takes_up_no_more_words(district):
    question, token = make_question_with_token(district, QuestionState.ANSWERED)
    erase_sender(question.sender, because=ErasureReason.REQUEST, by=make_head(district), at=LATER)
    with pytest.raises(SenderErased):
        workflow.follow_up(question, token=token, text="Còn nữa", at=LATER)
    assert question.messages.count() == 0

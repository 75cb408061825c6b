"""What of questions is public has an approval of its own: what has none is found (13.1.g)."""

import pytest

from editorial.integrity.invariants import public_that_differs, rows_without_approval
from members.enums import Seat
from participation.enums import ErasureReason
from participation.erasing import erase_sender
from qa.enums import MessageKind, QuestionState
from qa.models import Answer, AnsweringUnit, Question, QuestionMessage
from qa.publication.actions import propose_public_text
from tests.factories import make_head
from tests.proposals import act
from tests.qa.factories import LATER, make_officer, make_question, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.breaks_the_rule, pytest.mark.both_engines]


def test_name_of_a_unit_that_no_board_approved_is_found(district):
    unit = AnsweringUnit.objects.create(portal=district, name_vi="BÁN ĐẤT", name_en="LAND")
    assert [(found.model, found.pk) for found in rows_without_approval()] == [(AnsweringUnit, unit.pk)]


def test_name_of_a_unit_that_was_changed_past_the_board_is_found(district):
    unit = make_unit(district)
    assert [*rows_without_approval(), *public_that_differs()] == []
    AnsweringUnit.objects.update(name_vi="BÁN ĐẤT")
    assert [found.pk for found in public_that_differs()] == [unit.pk]


def test_answer_that_no_board_approved_is_found_and_one_that_it_approved_is_not(district):
    make_question(district, QuestionState.ANSWERED)
    assert list(rows_without_approval()) == []
    question, unit = make_question(district, QuestionState.IN_ANSWER), make_unit(district)
    officer = make_officer(unit)
    reply = Answer.objects.create(
        question=question,
        draft="x",
        text="BÁN ĐẤT",
        unit=unit,
        written_by=officer,
        approved_by=officer,
        published_at=LATER,
    )
    assert [(found.model, found.pk) for found in rows_without_approval()] == [(Answer, reply.pk)]


def test_question_that_no_board_approved_is_found_also_once_its_sender_is_erased(district):
    approved, past = (make_question(district, QuestionState.ASSIGNED) for _ in range(2))
    head, deputy = make_head(district), make_head(district, seat=Seat.DEPUTY)
    act(propose_public_text(approved, title="Bản sao", text="Tôi cần bản sao.", by=head, at=LATER), deputy)
    assert list(rows_without_approval()) == []
    Question.objects.filter(pk=past.pk).update(public_title="BÁN ĐẤT", published_at=LATER)
    assert [(found.model, found.pk) for found in rows_without_approval()] == [(Question, past.pk)]
    for question in (approved, past):
        erase_sender(question.sender, because=ErasureReason.REQUEST, by=head, at=LATER)
    assert [found.pk for found in rows_without_approval()] == [past.pk]


def test_message_that_no_board_approved_is_found(district):
    question = make_question(district, QuestionState.ASSIGNED)
    said = {"text": "x", "public_text": "BÁN ĐẤT", "sent_at": LATER, "published_at": LATER}
    message = question.messages.create(kind=MessageKind.FOLLOW_UP, **said)
    assert [(found.model, found.pk) for found in rows_without_approval()] == [(QuestionMessage, message.pk)]


def test_approved_text_that_is_taken_away_is_found_unless_the_sender_was_erased(district):
    question, head = make_question(district, QuestionState.ASSIGNED), make_head(district)
    deputy = make_head(district, seat=Seat.DEPUTY)
    act(propose_public_text(question, title="Bản sao", text="Tôi cần bản sao.", by=head, at=LATER), deputy)
    Question.objects.update(public_title="", public_text="", published_at=None)
    assert [found.pk for found in public_that_differs()] == [question.pk]
    erase_sender(question.sender, because=ErasureReason.REQUEST, by=head, at=LATER)
    assert list(public_that_differs()) == []

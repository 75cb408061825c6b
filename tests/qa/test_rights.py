"""Every verb in every state by everybody: done where the table says so, refused with a code elsewhere."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit.errors import PortalRefusal
from editorial.proposals.actions.proposal import open_proposal
from members.enums import Role, Seat
from qa.core import actions as workflow
from qa.core import closing
from qa.core.verification import faults
from qa.desk import replies
from qa.desk.actions import hand_over
from qa.enums import AnswerKind, QuestionState, RefusalReason, Visibility, WithholdReason
from qa.models import Answer
from qa.publication.actions import propose_public_text
from qa.publication.visibility import ask_to_withhold
from tests.factories import make_city_editor, make_head, make_member, make_operator, make_supervisor
from tests.proposals import act
from tests.qa.factories import LATER, ask, make_colleague, make_officer, make_question_with_token, make_unit, submit

pytestmark = pytest.mark.django_db

# Who may do what in which state, once a question was received by a district and is with its registry office. Nobody
# else may do anything: not the officer of another unit, not the board of the city, not editors, administrators,
# supervisors, city editors, operators.
BOARD_MEMBER = {
    "received": {"assign", "forward", "decline", "route_out", "refuse", "merge"},
    "assigned": {"assign", "forward", "merge", "propose_public"},
    "needs_clarification": {"assign", "merge", "propose_public"},
    "in_answer": {"assign", "merge", "propose_public"},
    "in_board_review": {"merge", "propose_public"},
    "interim_published": {"assign", "merge", "propose_public"},
    "answered": {"reopen", "propose_public"},
    "out_of_scope": {"propose_public"},
    "routed_out": set(),
    "merged_duplicate": {"merge", "propose_public"},
    "withdrawn": set(),
    "refused": set(),
}
HEAD = {
    "received": {"assign", "forward", "decline", "route_out", "refuse", "merge", "ask_withhold"},
    "assigned": {"assign", "forward", "merge", "propose_public", "ask_withhold"},
    "needs_clarification": {"assign", "merge", "propose_public", "ask_withhold"},
    "in_answer": {"assign", "merge", "propose_public", "ask_withhold"},
    "in_board_review": {"merge", "propose_public", "return_answer", "approve", "ask_withhold"},
    "interim_published": {"assign", "merge", "propose_public", "ask_withhold"},
    "answered": {"reopen", "propose_public", "ask_withhold"},
    "out_of_scope": {"propose_public", "ask_withhold"},
    "routed_out": set(),
    "merged_duplicate": {"merge", "propose_public", "ask_withhold"},
    "withdrawn": set(),
    "refused": set(),
}
OFFICER = dict.fromkeys(QuestionState, frozenset()) | {
    "assigned": {"return", "start", "ask_back", "hand_over"},
    "needs_clarification": {"start"},
    "in_answer": {"ask_back", "write", "submit", "hand_over"},
    "in_board_review": {"take_back"},
    "interim_published": {"resume", "write", "hand_over"},
    "answered": {"reopen"},
}
SENDER = dict.fromkeys(QuestionState, frozenset()) | {
    "received": {"withdraw"},
    "assigned": {"withdraw"},
    "needs_clarification": {"clarify", "withdraw"},
    "in_answer": {"withdraw"},
    "in_board_review": {"withdraw"},
    "interim_published": {"withdraw"},
    "answered": {"follow_up"},
}


def of_staff(question, other, unit, portal, colleague):
    """What somebody of the staff may try, by name."""

    def decide(action):
        def decided(by, **_values):
            answer = question.answers.in_work().first()
            change = open_proposal(answer) if answer else None
            if change is None:
                raise PermissionDenied
            act(change, by, action)

        return decided

    remark, words = {"remark": "Lý do"}, {"text": "Bà đến nhận kết quả."}
    return {
        "assign": lambda **by: workflow.assign_question(question, unit=unit, **by),
        "forward": lambda **by: workflow.forward_question(question, to=portal, **remark, **by),
        "send_back": lambda **by: workflow.send_back(question, **remark, **by),
        "return": lambda **by: workflow.return_question(question, **remark, **by),
        "start": lambda **by: workflow.start_answer(question, **by),
        "ask_back": lambda **by: workflow.ask_back(question, text="Bà sinh ở đâu?", **by),
        "write": lambda **by: replies.write_reply(question, kind=AnswerKind.ANSWER, **words, **by),
        "submit": lambda **by: replies.submit_reply(question, **by),
        "take_back": lambda **by: replies.take_back_reply(question, **by),
        "return_answer": decide("reject"),
        "approve": decide("approve"),
        "hand_over": lambda **by: hand_over(question, to=colleague, **by),
        "resume": lambda **by: workflow.resume_answer(question, **by),
        "reopen": lambda **by: workflow.reopen_question(question, **remark, **by),
        "decline": lambda **by: closing.decline_question(question, body="Sở Y tế", **by),
        "route_out": lambda **by: closing.route_out(question, body="Thanh tra", **by),
        "refuse": lambda **by: closing.refuse_question(question, because=RefusalReason.INSULT, **remark, **by),
        "merge": lambda **by: closing.merge_question(question, into=other, **by),
        "ask_withhold": lambda **by: ask_to_withhold(
            question, to=Visibility.HIDDEN, because=WithholdReason.PERSONAL_DATA, text="Lý do", **by
        ),
        "propose_public": lambda **by: propose_public_text(question, title="Khai sinh", text="Tôi cần.", **by),
    }


def of_sender(question):
    return {
        "clarify": lambda token: workflow.clarify_question(question, token=token, text="Tại Quận 8", at=LATER),
        "withdraw": lambda token: closing.withdraw_question(question, token=token, at=LATER),
        "follow_up": lambda token: workflow.follow_up(question, token=token, text="Còn lệ phí?", at=LATER),
    }


class Undone(Exception):
    pass


def done(attempt, **given):
    """Whether it is done; it is undone again. What refuses it says so by a code, or is a missing right."""
    try:
        with transaction.atomic():
            attempt(**given)
            raise Undone
    except Undone:
        return True
    except PortalRefusal as refusal:
        assert refusal.code != "refused"
    except PermissionDenied:
        pass
    return False


def people(city, district):
    """Everybody, each with what the table lets them do."""
    nothing = dict.fromkeys(QuestionState, frozenset())
    return [
        (make_head(district, seat=Seat.MEMBER), BOARD_MEMBER),
        (make_head(district), HEAD),
        (make_officer(make_unit(district)), OFFICER),
        (make_officer(make_unit(city)), nothing),
        (make_head(city), nothing),
        *((make_member(district, role), nothing) for role in (Role.EDITOR, Role.PORTAL_ADMIN, Role.SECTION_EDITOR)),
        (make_supervisor(), nothing),
        (make_city_editor(), nothing),
        (make_operator(), nothing),
    ]


@pytest.mark.parametrize("state", QuestionState)
def test_each_person_does_what_the_table_says_and_nothing_else(state, city, district):
    question, _token = make_question_with_token(district, state)
    other, _others = ask(district)
    if state == QuestionState.IN_ANSWER:
        officer = make_officer(question.unit)
        replies.write_reply(question, kind=AnswerKind.ANSWER, text="Nháp", by=officer, at=LATER)
    attempts = of_staff(question, other, make_unit(district), city, make_colleague(make_unit(district)))
    for person, allowed in people(city, district):
        did = {name for name, attempt in attempts.items() if done(attempt, by=person, at=LATER)}
        assert did == set(allowed[state]), person
    assert list(faults()) == []


@pytest.mark.parametrize("state", QuestionState)
def test_sender_does_what_the_table_says_with_the_own_link_alone(state, district):
    question, token = make_question_with_token(district, state)
    _other, others = ask(district)
    attempts = of_sender(question)
    assert {name for name, attempt in attempts.items() if done(attempt, token=token)} == set(SENDER[state])
    assert not any(done(attempt, token=wrong) for attempt in attempts.values() for wrong in (others, "", token[:-1]))


def test_promise_of_a_reply_in_work_that_has_passed_meanwhile_is_not_submitted(district):
    question, _token = make_question_with_token(district, QuestionState.IN_ANSWER)
    submit(question, kind=AnswerKind.INTERIM)
    replies.take_back_reply(question, by=make_officer(question.unit), at=LATER)
    Answer.objects.update(draft_promised_for=date(2026, 11, 4))
    with pytest.raises(PortalRefusal) as refused:
        replies.submit_reply(question, by=make_officer(question.unit), at=LATER)
    assert refused.value.code == "promise_wrong"

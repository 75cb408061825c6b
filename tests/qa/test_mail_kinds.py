"""Which events make a mail, and which later ones make it needless."""

import pytest

from qa.core.lifecycle import OF_VISIBILITY, acting_as, state_after
from qa.enums import OPEN_STATES, Actor, QuestionState, Verb
from qa.mail.kinds import MailKind, is_overtaken, kind_for_joined, kind_of

K = MailKind
# Kinds that tell of another question, or ask a reader.
OF_NO_OWN_EVENT = {K.JOINED_ANSWERED, K.JOINED_DECLINED, K.CONFIRM}


def told_by(verb: Verb) -> set[MailKind]:
    """The mails that a verb makes, in whatever state."""
    return {kind for state in QuestionState if (kind := kind_of(verb, state)) is not None}


def test_every_kind_of_mail_is_made_by_one_verb_but_that_of_who_answers_by_two():
    makers = {kind: [verb for verb in Verb if kind in told_by(verb)] for kind in set(K) - OF_NO_OWN_EVENT}
    assert makers.pop(K.FORWARDED) == [Verb.ASSIGN, Verb.FORWARD]
    assert {kind: len(verbs) for kind, verbs in makers.items()} == dict.fromkeys(makers, 1)
    assert [makers[kind] for kind in (K.RECEIVED, K.ANSWERED, K.REFUSED)] == [
        [Verb.RECEIVE], [Verb.ANSWER], [Verb.REFUSE],
    ]  # fmt: skip


def test_every_end_of_a_question_is_told_but_that_an_interim_answer_is_left_to_stand():
    ends = {
        verb for state in OPEN_STATES for verb in Verb
        if (after := state_after(state, verb)) is not None and after not in OPEN_STATES
    }  # fmt: skip
    assert {verb for verb in ends if not told_by(verb)} == {Verb.LET_STAND}
    assert {Verb.ANSWER, Verb.DECLINE, Verb.WITHDRAW} <= ends


def test_of_what_the_sender_does_only_a_withdrawal_is_confirmed():
    of_sender = {verb for verb in Verb if acting_as({Actor.SENDER}, verb) is not None}
    assert {verb for verb in of_sender if told_by(verb)} == {Verb.WITHDRAW}


def test_work_inside_of_the_agency_is_told_to_nobody():
    inside = {
        Verb.START,
        Verb.SUBMIT,
        Verb.TAKE_BACK,
        Verb.RETURN_ANSWER,
        Verb.HAND_OVER,
        Verb.FALL_BACK,
        Verb.MOVE_CLOCKS,
    }
    assert [verb for verb in inside | set(OF_VISIBILITY) if told_by(verb)] == []


def test_first_unit_of_a_portal_is_told_and_every_other_portal():
    assert [state for state in QuestionState if kind_of(Verb.ASSIGN, state)] == [QuestionState.RECEIVED]
    assert {kind_of(Verb.FORWARD, state) for state in QuestionState} == {K.FORWARDED}


def test_senders_of_joined_questions_are_told_of_an_answer_and_of_another_body():
    told = {kind: joined for kind in K if (joined := kind_for_joined(kind)) is not None}
    assert told == {K.ANSWERED: K.JOINED_ANSWERED, K.OUT_OF_SCOPE: K.JOINED_DECLINED}


# A mail that waits, and what happened since.
@pytest.mark.parametrize(
    ("kind", "later", "expected"),
    [
        (K.RECEIVED, [], False),
        (K.RECEIVED, ["assign:received", "start:assigned", "answer:in_board_review"], False),
        (K.RECEIVED, ["withdraw:received"], True),
        (K.FORWARDED, ["start:assigned"], False),
        (K.FORWARDED, ["fall_back:in_answer", "assign:assigned"], False),
        (K.FORWARDED, ["return:assigned"], True),
        (K.FORWARDED, ["send_back:assigned"], True),
        (K.FORWARDED, ["forward:assigned"], True),
        (K.FORWARDED, ["answer:in_board_review"], True),
        (K.ASKED_BACK, ["publish:needs_clarification", "move_clocks:needs_clarification"], False),
        (K.ASKED_BACK, ["clarify:needs_clarification"], True),
        (K.ASKED_BACK, ["let_stand:needs_clarification"], True),
        (K.ASKED_BACK, ["merge:needs_clarification"], True),
        (K.ASKED_BACK, ["start:needs_clarification"], True),
        (K.ASKED_BACK, ["assign:needs_clarification"], True),
        (K.INTERIM, ["resume:interim_published", "submit:in_answer"], False),
        (K.INTERIM, ["tell_progress:in_board_review"], True),
        (K.INTERIM, ["answer:in_board_review"], True),
        (K.ANSWERED, ["reopen:answered", "tell_progress:in_board_review"], False),
        (K.ANSWERED, ["reopen:answered", "answer:in_board_review"], True),
        (K.JOINED_ANSWERED, ["reopen:answered", "tell_progress:in_board_review"], False),
        (K.JOINED_ANSWERED, ["reopen:answered", "answer:in_board_review"], True),
        (K.JOINED_DECLINED, ["publish:out_of_scope"], False),
        (K.MERGED, ["publish:merged_duplicate"], False),
        (K.MERGED, ["separate:merged_duplicate"], True),
        (K.REFUSED, [], False),
        (K.CONFIRM, ["answer:in_board_review"], False),
    ],
)
def test_mail_is_overtaken_by_what_makes_it_needless(kind, later, expected):
    assert is_overtaken(kind, [tuple(event.split(":")) for event in later]) is expected

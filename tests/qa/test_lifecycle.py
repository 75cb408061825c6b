"""What may happen to a question in which state, and by whom: rules that hold for every verb, and ways that it goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.core.lifecycle import MOVES, OF_VISIBILITY, SORTING, acting_as, state_after
from qa.enums import NEVER_PUBLIC, OPEN_STATES, Actor, QuestionState, Verb

S, V, A = QuestionState, Verb, Actor
# Every verb in every state where it has a place, with the state that follows.
STEPS = {(state, verb): after for state in S for verb in V if (after := state_after(state, verb)) is not None}
SENDER, OFFICER, SORTER, APPROVER, SYSTEM = A.SENDER, A.OFFICER, A.SORTER, A.APPROVER, A.SYSTEM
CHANGES_NO_STATE = {V.HAND_OVER, V.PUBLISH, V.MOVE_CLOCKS, *OF_VISIBILITY}


def states_of(verb: Verb) -> set[QuestionState]:
    """Where a verb has a place."""
    return {state for state, tried in STEPS if tried == verb}


def actors_of(verb: Verb) -> set[Actor]:
    """Who may do it."""
    return {actor for actor in A if acting_as({actor}, verb) is not None}


# -- Rules for every verb


def test_every_verb_has_its_place_and_its_actors_but_the_receipt():
    assert set(MOVES) == {verb for _state, verb in STEPS} == set(V) - {V.RECEIVE}
    assert {verb for verb in V if not actors_of(verb)} == {V.RECEIVE}


def test_verb_leads_to_one_state_or_leaves_the_one_that_is():
    for verb in MOVES:
        followed = {after for (_state, tried), after in STEPS.items() if tried == verb}
        stays = all(state == after for (state, tried), after in STEPS.items() if tried == verb)
        assert stays if verb in CHANGES_NO_STATE else len(followed) == 1, verb


def test_question_that_is_closed_is_opened_again_by_two_verbs_alone():
    assert {(state, verb) for (state, verb), after in STEPS.items() if state not in OPEN_STATES and after != state} == {
        (S.ANSWERED, V.REOPEN),
        (S.MERGED_DUPLICATE, V.SEPARATE),
    }


def test_question_that_is_open_may_be_withdrawn_left_as_answered_and_joined():
    assert states_of(V.WITHDRAW) == states_of(V.LET_STAND) == OPEN_STATES
    assert states_of(V.MERGE) == OPEN_STATES | {S.MERGED_DUPLICATE}


def test_nothing_is_answered_or_told_of_its_progress_without_the_board():
    told = {
        (state, verb)
        for (state, verb), after in STEPS.items()
        if after in {S.ANSWERED, S.INTERIM_PUBLISHED} and after != state and verb != V.LET_STAND
    }
    assert told == {(S.IN_BOARD_REVIEW, V.ANSWER), (S.IN_BOARD_REVIEW, V.TELL_PROGRESS)}
    assert actors_of(V.ANSWER) == actors_of(V.TELL_PROGRESS) == actors_of(V.RETURN_ANSWER) == {APPROVER}


def test_under_review_nothing_moves_but_by_the_board_and_those_who_take_it_back():
    assert {verb for state, verb in STEPS if state == S.IN_BOARD_REVIEW} - CHANGES_NO_STATE == {
        V.TAKE_BACK, V.RETURN_ANSWER, V.ANSWER, V.TELL_PROGRESS, V.MERGE, V.WITHDRAW, V.LET_STAND,
    }  # fmt: skip
    assert (STEPS[S.IN_BOARD_REVIEW, V.TAKE_BACK], STEPS[S.IN_BOARD_REVIEW, V.RETURN_ANSWER]) == (S.IN_ANSWER,) * 2


def test_what_the_public_sees_is_decided_by_the_board_for_as_long_as_there_is_something_to_see():
    seen = set(S) - {S.WITHDRAWN} - NEVER_PUBLIC
    assert {S.ROUTED_OUT, S.REFUSED} == NEVER_PUBLIC
    for verb in OF_VISIBILITY:
        assert states_of(verb) == seen, verb
        assert actors_of(verb) - {SYSTEM} == {APPROVER}, verb
    # Before it is sorted, nobody knows whose board would decide.
    assert states_of(V.PUBLISH) == seen - {S.RECEIVED}
    assert actors_of(V.PUBLISH) == {APPROVER}


def test_clocks_are_moved_in_every_state():
    assert states_of(V.MOVE_CLOCKS) == set(S)


@pytest.mark.parametrize(
    ("actor", "verbs"),
    [
        (SENDER, {V.CLARIFY, V.REOPEN, V.WITHDRAW, V.LET_STAND}),
        (SYSTEM, {V.HAND_OVER, V.FALL_BACK, V.SEPARATE, V.KEEP_VISIBILITY, V.MOVE_CLOCKS}),
        (SORTER, SORTING | {V.FORWARD, V.SEND_BACK, V.REOPEN}),
        (APPROVER, {V.RETURN_ANSWER, V.ANSWER, V.TELL_PROGRESS, V.PUBLISH, *OF_VISIBILITY}),
        (OFFICER, {V.RETURN, V.START, V.ASK_BACK, V.SUBMIT, V.TAKE_BACK, V.HAND_OVER, V.RESUME, V.REOPEN}),
    ],
)
def test_actor_does_nothing_else(actor, verbs):
    assert {verb for verb in V if actor in actors_of(verb)} == verbs


# -- Ways that it goes


@pytest.mark.parametrize(
    "way",
    [
        [V.ASSIGN, S.ASSIGNED, V.START, S.IN_ANSWER, V.SUBMIT, S.IN_BOARD_REVIEW, V.ANSWER, S.ANSWERED],
        # Another portal has sorted nothing yet, and may do what the first one could have done.
        [V.FORWARD, S.RECEIVED, V.FORWARD, S.RECEIVED, V.SEND_BACK, S.RECEIVED, V.ASSIGN, S.ASSIGNED],
        [V.ASSIGN, S.ASSIGNED, V.FORWARD, S.RECEIVED, V.DECLINE, S.OUT_OF_SCOPE],
        [V.ASSIGN, S.ASSIGNED, V.ASSIGN, S.ASSIGNED, V.RETURN, S.RECEIVED],
        [V.ASSIGN, S.ASSIGNED, V.ASK_BACK, S.NEEDS_CLARIFICATION, V.CLARIFY, S.ASSIGNED, V.HAND_OVER, S.ASSIGNED],
        # The clock does not wait for what the sender was asked.
        [V.ASSIGN, S.ASSIGNED, V.ASK_BACK, S.NEEDS_CLARIFICATION, V.START, S.IN_ANSWER, V.HAND_OVER, S.IN_ANSWER],
        [V.ASSIGN, S.ASSIGNED, V.START, S.IN_ANSWER, V.ASK_BACK, S.NEEDS_CLARIFICATION, V.ASSIGN, S.ASSIGNED],
        [V.DECLINE, S.OUT_OF_SCOPE],
        [V.ROUTE_OUT, S.ROUTED_OUT],
        [V.REFUSE, S.REFUSED],
        [V.MERGE, S.MERGED_DUPLICATE, V.MERGE, S.MERGED_DUPLICATE, V.SEPARATE, S.RECEIVED],
        [V.WITHDRAW, S.WITHDRAWN],
        [V.LET_STAND, S.ANSWERED, V.REOPEN, S.IN_ANSWER, V.SUBMIT, S.IN_BOARD_REVIEW, V.TELL_PROGRESS,
         S.INTERIM_PUBLISHED],
    ],
)  # fmt: skip
def test_question_goes_its_way(way):
    state = S.RECEIVED
    for verb, after in zip(way[::2], way[1::2], strict=True):
        assert state_after(state, verb) == after
        state = after


def test_after_news_of_its_progress_it_is_answered_by_another_or_the_same():
    after = {verb: STEPS.get((S.INTERIM_PUBLISHED, verb)) for verb in (V.RESUME, V.SUBMIT, V.HAND_OVER, V.ASSIGN)}
    assert list(after.values()) == [S.IN_ANSWER, S.IN_BOARD_REVIEW, S.INTERIM_PUBLISHED, S.ASSIGNED]


def test_answer_is_asked_for_again_only_where_there_is_one():
    assert {key: after for key, after in STEPS.items() if key[1] == V.REOPEN} == {(S.ANSWERED, V.REOPEN): S.IN_ANSWER}


@pytest.mark.parametrize(
    ("verb", "states"),
    [
        (V.DECLINE, {S.RECEIVED}),
        (V.ROUTE_OUT, {S.RECEIVED}),
        (V.REFUSE, {S.RECEIVED}),
        (V.FORWARD, {S.RECEIVED, S.ASSIGNED}),
        (V.SEND_BACK, {S.RECEIVED, S.ASSIGNED}),
        (V.RETURN, {S.ASSIGNED}),
        (V.CLARIFY, {S.NEEDS_CLARIFICATION}),
        (V.START, {S.ASSIGNED, S.NEEDS_CLARIFICATION}),
        (V.ASK_BACK, {S.ASSIGNED, S.IN_ANSWER}),
        (V.SUBMIT, {S.IN_ANSWER, S.INTERIM_PUBLISHED}),
        (V.HAND_OVER, {S.ASSIGNED, S.NEEDS_CLARIFICATION, S.IN_ANSWER, S.INTERIM_PUBLISHED}),
        (V.FALL_BACK, {S.ASSIGNED, S.NEEDS_CLARIFICATION, S.IN_ANSWER, S.INTERIM_PUBLISHED}),
        (V.RESUME, {S.INTERIM_PUBLISHED}),
        *((verb, {S.IN_BOARD_REVIEW}) for verb in (V.TAKE_BACK, V.RETURN_ANSWER, V.ANSWER, V.TELL_PROGRESS)),
        (V.SEPARATE, {S.MERGED_DUPLICATE}),
        (V.ASSIGN, OPEN_STATES - {S.IN_BOARD_REVIEW}),
    ],
)
def test_work_is_done_at_its_time_alone(verb, states):
    assert states_of(verb) == states


@given(st.lists(st.sampled_from(V)))
def test_walk_ends_in_one_state_and_from_what_is_closed_only_answered_and_joined_ones_come_back(verbs):
    state = S.RECEIVED
    for verb in verbs:
        after = state_after(state, verb)
        if after is None:
            continue
        if state not in OPEN_STATES and after in OPEN_STATES:
            assert (state, verb) in {(S.ANSWERED, V.REOPEN), (S.MERGED_DUPLICATE, V.SEPARATE)}
        state = after
    assert state in S

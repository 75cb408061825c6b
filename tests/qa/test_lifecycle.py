"""What may happen to a question in which state: written out, not derived from the code's own table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.enums import OPEN_STATES, Actor, QuestionState, Verb
from qa.lifecycle import MOVES, acting_as, state_after

S, V, A = QuestionState, Verb, Actor

# By state: each verb that has a place there, and the state that follows.
EXPECTED = {
    "received": {
        "assign": "assigned",
        "forward": "assigned",
        "decline": "out_of_scope",
        "route_out": "routed_out",
        "refuse": "refused",
        "merge": "merged_duplicate",
        "withdraw": "withdrawn",
        "let_stand": "answered",
        "ask_withhold": "received",
        "withhold": "received",
        "ask_show": "received",
        "show": "received",
        "keep_visibility": "received",
        "move_clocks": "received",
    },
    "assigned": {
        "assign": "assigned",
        "forward": "assigned",
        "send_back": "received",
        "return": "received",
        "start": "in_answer",
        "ask_back": "needs_clarification",
        "hand_over": "assigned",
        "merge": "merged_duplicate",
        "withdraw": "withdrawn",
        "let_stand": "answered",
        "publish": "assigned",
        "ask_withhold": "assigned",
        "withhold": "assigned",
        "ask_show": "assigned",
        "show": "assigned",
        "keep_visibility": "assigned",
        "move_clocks": "assigned",
    },
    "needs_clarification": {
        "assign": "assigned",
        "start": "in_answer",
        "clarify": "assigned",
        "merge": "merged_duplicate",
        "withdraw": "withdrawn",
        "let_stand": "answered",
        "publish": "needs_clarification",
        "ask_withhold": "needs_clarification",
        "withhold": "needs_clarification",
        "ask_show": "needs_clarification",
        "show": "needs_clarification",
        "keep_visibility": "needs_clarification",
        "move_clocks": "needs_clarification",
    },
    "in_answer": {
        "assign": "assigned",
        "ask_back": "needs_clarification",
        "hand_over": "in_answer",
        "submit": "in_board_review",
        "merge": "merged_duplicate",
        "withdraw": "withdrawn",
        "let_stand": "answered",
        "publish": "in_answer",
        "ask_withhold": "in_answer",
        "withhold": "in_answer",
        "ask_show": "in_answer",
        "show": "in_answer",
        "keep_visibility": "in_answer",
        "move_clocks": "in_answer",
    },
    "in_board_review": {
        "take_back": "in_answer",
        "return_answer": "in_answer",
        "answer": "answered",
        "tell_progress": "interim_published",
        "merge": "merged_duplicate",
        "withdraw": "withdrawn",
        "let_stand": "answered",
        "publish": "in_board_review",
        "ask_withhold": "in_board_review",
        "withhold": "in_board_review",
        "ask_show": "in_board_review",
        "show": "in_board_review",
        "keep_visibility": "in_board_review",
        "move_clocks": "in_board_review",
    },
    "interim_published": {
        "assign": "assigned",
        "submit": "in_board_review",
        "hand_over": "interim_published",
        "resume": "in_answer",
        "merge": "merged_duplicate",
        "withdraw": "withdrawn",
        "let_stand": "answered",
        "publish": "interim_published",
        "ask_withhold": "interim_published",
        "withhold": "interim_published",
        "ask_show": "interim_published",
        "show": "interim_published",
        "keep_visibility": "interim_published",
        "move_clocks": "interim_published",
    },
    "answered": {
        "reopen": "in_answer",
        "publish": "answered",
        "ask_withhold": "answered",
        "withhold": "answered",
        "ask_show": "answered",
        "show": "answered",
        "keep_visibility": "answered",
        "move_clocks": "answered",
    },
    "out_of_scope": {
        "publish": "out_of_scope",
        "ask_withhold": "out_of_scope",
        "withhold": "out_of_scope",
        "ask_show": "out_of_scope",
        "show": "out_of_scope",
        "keep_visibility": "out_of_scope",
        "move_clocks": "out_of_scope",
    },
    "routed_out": {"move_clocks": "routed_out"},
    "merged_duplicate": {
        "merge": "merged_duplicate",
        "separate": "received",
        "publish": "merged_duplicate",
        "ask_withhold": "merged_duplicate",
        "withhold": "merged_duplicate",
        "ask_show": "merged_duplicate",
        "show": "merged_duplicate",
        "keep_visibility": "merged_duplicate",
        "move_clocks": "merged_duplicate",
    },
    "withdrawn": {"move_clocks": "withdrawn"},
    "refused": {"move_clocks": "refused"},
}
# Who does each of them.
WHO = {
    "assign": {"sorter"},
    "forward": {"sorter"},
    "send_back": {"sorter"},
    "return": {"officer"},
    "start": {"officer"},
    "ask_back": {"officer"},
    "hand_over": {"officer"},
    "clarify": {"sender"},
    "submit": {"officer"},
    "take_back": {"officer"},
    "return_answer": {"approver"},
    "answer": {"approver"},
    "tell_progress": {"approver"},
    "resume": {"officer"},
    "reopen": {"sender", "officer", "sorter"},
    "decline": {"sorter"},
    "route_out": {"sorter"},
    "refuse": {"sorter"},
    "merge": {"sorter"},
    "separate": {"system"},
    "withdraw": {"sender"},
    "let_stand": {"sender"},
    "publish": {"approver"},
    "ask_withhold": {"approver"},
    "withhold": {"approver"},
    "ask_show": {"approver"},
    "show": {"approver"},
    "keep_visibility": {"approver", "system"},
    "move_clocks": {"system"},
}


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("verb", V)
def test_each_verb_leads_where_the_table_says_and_nowhere_else(state, verb):
    assert state_after(state, verb) == EXPECTED[state].get(verb)


@pytest.mark.parametrize("verb", V)
@pytest.mark.parametrize("actor", A)
def test_each_verb_is_for_those_whom_the_table_names(verb, actor):
    assert (acting_as({actor}, verb) is not None) == (actor in WHO.get(verb, set()))


def test_tables_name_every_state_and_every_verb():
    assert set(EXPECTED) == set(S)
    # A question is received once, by itself.
    assert set(WHO) == set(V) - {V.RECEIVE} == set(MOVES)


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

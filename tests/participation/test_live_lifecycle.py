"""What may happen to a live question in which state, and by whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.dialogue.enums import LiveVerb
from participation.dialogue.lifecycle import may_act, state_after
from participation.enums import READABLE_COMMENTS, CommentActor, CommentState

S, V, A = CommentState, LiveVerb, CommentActor
TABLE = {
    (S.RECEIVED, V.PUBLISH): S.PUBLISHED,
    (S.RECEIVED, V.REDACT): S.REDACTED,
    (S.RECEIVED, V.WITHHOLD): S.WITHHELD,
    (S.RECEIVED, V.PASS_ON): S.RECEIVED,
    (S.RECEIVED, V.WITHDRAW): S.WITHDRAWN,
    (S.PUBLISHED, V.REDACT): S.REDACTED,
    (S.PUBLISHED, V.WITHHOLD): S.WITHHELD,
    (S.PUBLISHED, V.MOVE): S.PUBLISHED,
    (S.PUBLISHED, V.MARK): S.PUBLISHED,
    (S.PUBLISHED, V.ANSWER): S.PUBLISHED,
    (S.PUBLISHED, V.PASS_ON): S.PUBLISHED,
    (S.PUBLISHED, V.WITHDRAW): S.WITHDRAWN,
    (S.REDACTED, V.PUBLISH): S.PUBLISHED,
    (S.REDACTED, V.REDACT): S.REDACTED,
    (S.REDACTED, V.WITHHOLD): S.WITHHELD,
    (S.REDACTED, V.MOVE): S.REDACTED,
    (S.REDACTED, V.MARK): S.REDACTED,
    (S.REDACTED, V.ANSWER): S.REDACTED,
    (S.REDACTED, V.PASS_ON): S.REDACTED,
    (S.REDACTED, V.WITHDRAW): S.WITHDRAWN,
    (S.WITHHELD, V.PUBLISH): S.PUBLISHED,
    (S.WITHHELD, V.REDACT): S.REDACTED,
    (S.WITHHELD, V.WITHDRAW): S.WITHDRAWN,
}


def test_every_verb_of_live_questions_has_its_place_and_leads_where_it_should():
    assert {(s, v): after for s in S for v in V if (after := state_after(s, v)) is not None} == TABLE


@pytest.mark.parametrize(
    ("actor", "verbs"),
    [
        (A.BOARD, set(V) - {V.WITHDRAW}),
        (A.EDITOR, {V.MOVE, V.MARK}),
        (A.SENDER, {V.WITHDRAW}),
    ],
)
def test_actor_on_live_questions_does_nothing_else(actor, verbs):
    assert {verb for verb in V if may_act({actor}, verb)} == verbs


@given(st.lists(st.sampled_from(V)))
def test_walk_of_a_live_question_shows_only_what_the_board_let_and_never_what_was_taken_back(verbs):
    state, board_said, taken_back = S.RECEIVED, False, False
    for verb in verbs:
        after = state_after(state, verb)
        if after is None:
            continue
        assert not taken_back
        board_said = board_said or verb in {V.PUBLISH, V.REDACT}
        taken_back = verb == V.WITHDRAW
        state = after
    assert state not in READABLE_COMMENTS or board_said

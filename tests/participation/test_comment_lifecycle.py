"""What may happen to a comment on a draft in which state, and by whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.consultation.lifecycle import may_act, state_after
from participation.enums import READABLE_COMMENTS, CommentActor, CommentState, CommentVerb

S, V, A = CommentState, CommentVerb, CommentActor
TABLE = {
    (S.RECEIVED, V.PUBLISH): S.PUBLISHED,
    (S.RECEIVED, V.REDACT): S.REDACTED,
    (S.RECEIVED, V.WITHHOLD): S.WITHHELD,
    (S.RECEIVED, V.WITHDRAW): S.WITHDRAWN,
    (S.PUBLISHED, V.REDACT): S.REDACTED,
    (S.PUBLISHED, V.WITHHOLD): S.WITHHELD,
    (S.PUBLISHED, V.ANSWER): S.PUBLISHED,
    (S.PUBLISHED, V.WITHDRAW): S.WITHDRAWN,
    (S.REDACTED, V.PUBLISH): S.PUBLISHED,
    (S.REDACTED, V.REDACT): S.REDACTED,
    (S.REDACTED, V.WITHHOLD): S.WITHHELD,
    (S.REDACTED, V.ANSWER): S.REDACTED,
    (S.REDACTED, V.WITHDRAW): S.WITHDRAWN,
    (S.WITHHELD, V.PUBLISH): S.PUBLISHED,
    (S.WITHHELD, V.REDACT): S.REDACTED,
    (S.WITHHELD, V.WITHDRAW): S.WITHDRAWN,
}


def test_every_verb_has_its_place_and_leads_where_it_should():
    assert {(s, v): after for s in S for v in V if (after := state_after(s, v)) is not None} == TABLE


@pytest.mark.parametrize(
    ("actor", "verbs"),
    [(A.BOARD, {V.PUBLISH, V.REDACT, V.WITHHOLD, V.ANSWER}), (A.EDITOR, {V.ANSWER}), (A.SENDER, {V.WITHDRAW})],
)
def test_actor_does_nothing_else(actor, verbs):
    assert {verb for verb in V if may_act({actor}, verb)} == verbs


@given(st.lists(st.sampled_from(V)))
def test_walk_shows_only_what_the_board_let_and_never_what_the_sender_took_back(verbs):
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

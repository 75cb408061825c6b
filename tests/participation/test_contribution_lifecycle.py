"""What may happen to a contribution in which state, and by whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.contribution.lifecycle import may_act, state_after
from participation.enums import ContributionActor, ContributionState, ContributionVerb

S, V, A = ContributionState, ContributionVerb, ContributionActor
TABLE = {
    (S.RECEIVED, V.ASK_BACK): S.ASKED_BACK,
    (S.RECEIVED, V.ACCEPT): S.ACCEPTED,
    (S.RECEIVED, V.DECLINE): S.DECLINED,
    (S.RECEIVED, V.WITHDRAW): S.WITHDRAWN,
    (S.ASKED_BACK, V.REPLY): S.RECEIVED,
    (S.ASKED_BACK, V.ACCEPT): S.ACCEPTED,
    (S.ASKED_BACK, V.DECLINE): S.DECLINED,
    (S.ASKED_BACK, V.WITHDRAW): S.WITHDRAWN,
    (S.ACCEPTED, V.DECLINE): S.DECLINED,
    (S.ACCEPTED, V.WITHDRAW): S.WITHDRAWN,
}


def table(**values):
    return {(s, v): after for s in S for v in V if (after := state_after(s, v, **values)) is not None}


def test_every_verb_has_its_place_and_leads_where_it_should():
    assert table() == TABLE


def test_public_page_is_neither_declined_nor_taken_back():
    assert {verb for _state, verb in TABLE.keys() - table(is_published=True).keys()} == {V.DECLINE, V.WITHDRAW}
    assert not [verb for state, verb in table(is_published=True) if state == S.ACCEPTED]


@pytest.mark.parametrize(
    ("actor", "verbs"),
    [
        (A.BOARD, {V.ASK_BACK, V.ACCEPT, V.DECLINE}),
        (A.EDITOR, {V.ASK_BACK, V.ACCEPT}),
        (A.SENDER, {V.REPLY, V.WITHDRAW}),
    ],
)
def test_actor_does_nothing_else(actor, verbs):
    assert {verb for verb in V if may_act({actor}, verb)} == verbs


@given(st.lists(st.sampled_from(V)))
def test_walk_accepts_only_what_was_not_declined_or_taken_back_and_never_goes_on_after_that(verbs):
    state, is_over = S.RECEIVED, False
    for verb in verbs:
        after = state_after(state, verb)
        if after is None:
            continue
        assert not is_over
        is_over = verb in {V.DECLINE, V.WITHDRAW}
        state = after
    assert is_over == (state in {S.DECLINED, S.WITHDRAWN})

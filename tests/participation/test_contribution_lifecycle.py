"""What may happen to a contribution in which state, and by whom."""

from functools import partial

import pytest
from django.utils import timezone

from participation.contribution.accepting import OpenedFiles, accept
from participation.contribution.deciding import ask_back, decline
from participation.contribution.errors import ContributionMoved
from participation.contribution.lifecycle import may_act, state_after
from participation.contribution.sender_requests import reply, withdraw_contribution
from participation.enums.contributions import ContributionDeclinedBecause, ContributionState, ContributionVerb
from participation.enums.submissions import SubmissionActor
from tests.factories import make_head, make_member, section_of
from tests.participation.contributions import send
from tests.participation.histories import outcomes

S, V, A = ContributionState, ContributionVerb, SubmissionActor
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


@pytest.mark.django_db
@pytest.mark.both_engines
@pytest.mark.slow(reason="acts on a contribution some fifty times")
def test_verbs_lead_a_contribution_where_the_table_says_whatever_was_done_before(district):
    contribution, token = send(district)
    on = {"contribution": contribution, "at": timezone.now()}
    board, sender = on | {"by": make_head(district)}, on | {"token": token}
    draft = {"opened": OpenedFiles([], []), "section": section_of(district), "title": "", "by": make_member(district)}
    found = outcomes(contribution, moved=ContributionMoved, verbs={
        V.ASK_BACK: partial(ask_back, words="Ở đâu?", **board),
        V.REPLY: partial(reply, words="Ở phường.", **sender),
        V.ACCEPT: partial(accept, **on, **draft),
        V.DECLINE: partial(decline, because=ContributionDeclinedBecause.QUALITY, words="Ảnh mờ.", **board),
        V.WITHDRAW: partial(withdraw_contribution, **sender),
    })  # fmt: skip
    assert found == {(state, verb): {TABLE.get((state, verb))} for state in S for verb in V}

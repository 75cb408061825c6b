"""What may happen to a comment on a draft in which state, and by whom."""

from functools import partial

import pytest
from django.utils import timezone

from participation.consultation.actions.moderating import publish_comment, redact_comment, withhold_comment
from participation.consultation.actions.responding import answer_comment
from participation.consultation.actions.withdrawing import withdraw_comment
from participation.consultation.lifecycle import may_act, state_after
from participation.enums.comments import CommentResponse, CommentVerb, CommentWithheldBecause
from participation.enums.submissions import ModerationState, SubmissionActor
from participation.errors import CommentMoved
from tests.factories import make_head
from tests.participation.comments import make_draft, send
from tests.participation.histories import outcomes

S, V, A = ModerationState, CommentVerb, SubmissionActor
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


@pytest.mark.django_db
@pytest.mark.both_engines
@pytest.mark.slow(reason="acts on a comment some hundred times")
def test_verbs_lead_a_comment_where_the_table_says_whatever_was_done_before(district):
    comment, token = send(make_draft(district))
    on = {"comment": comment, "at": timezone.now()}
    board = on | {"by": make_head(district)}
    found = outcomes(comment, moved=CommentMoved, verbs={
        V.PUBLISH: partial(publish_comment, **board),
        V.REDACT: partial(redact_comment, public_text="Đề nghị rút ngắn.", **board),
        V.WITHHOLD: partial(withhold_comment, because=CommentWithheldBecause.ADVERTISING, **board),
        V.ANSWER: partial(answer_comment, response=CommentResponse.NOTED, text="Ghi nhận.", **board),
        V.WITHDRAW: partial(withdraw_comment, token=token, **on),
    })  # fmt: skip
    assert found == {(state, verb): {TABLE.get((state, verb))} for state in S for verb in V}

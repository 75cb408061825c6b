"""What may happen to a live question in which state, and by whom."""

from datetime import timedelta
from functools import partial

import pytest

from participation.dialogue.answering import answer_live_question, mark_answered_live, move_live_question
from participation.dialogue.deciding import publish_live_question, redact_live_question, withhold_live_question
from participation.dialogue.errors import LiveQuestionMoved
from participation.dialogue.lifecycle import may_act, state_after
from participation.dialogue.passing_on import pass_on_live_question
from participation.dialogue.sender_requests import withdraw_live_question
from participation.enums.live_questions import LiveVerb, LiveWithheldBecause
from participation.enums.submissions import ModerationState, SubmissionActor
from tests.factories import make_head
from tests.participation.dialogues import ask, make_event
from tests.participation.factories import FACTS
from tests.participation.histories import outcomes

S, V, A = ModerationState, LiveVerb, SubmissionActor
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


@pytest.mark.django_db
@pytest.mark.both_engines
@pytest.mark.slow(reason="acts on a live question some hundred times")
def test_verbs_lead_a_live_question_where_the_table_says_until_it_is_answered_or_passed_on(district):
    event = make_event(district)
    question, token = ask(event, sender=FACTS, pass_on=True)
    on = {"question": question, "at": event.ends_at + timedelta(minutes=1)}
    board = on | {"by": make_head(district)}
    found = outcomes(question, moved=LiveQuestionMoved, last={V.MARK, V.ANSWER, V.PASS_ON}, verbs={
        V.PUBLISH: partial(publish_live_question, **board),
        V.REDACT: partial(redact_live_question, public_text="Khi nào sửa đường?", **board),
        V.WITHHOLD: partial(withhold_live_question, because=LiveWithheldBecause.INSULT, **board),
        V.MOVE: partial(move_live_question, up=True, **board),
        V.MARK: partial(mark_answered_live, moment=event.starts_at, **board),
        V.ANSWER: partial(answer_live_question, text="Trong quý I.", **board),
        V.PASS_ON: partial(pass_on_live_question, **board),
        V.WITHDRAW: partial(withdraw_live_question, token=token, **on),
    })  # fmt: skip
    assert found == {(state, verb): {TABLE.get((state, verb))} for state in S for verb in V}

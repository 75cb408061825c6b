"""Which events make a mail, and which later ones make it needless: written out."""

import pytest

from qa.enums import Verb
from qa.mail.kinds import MailKind, is_overtaken, kind_for_joined, kind_of

K = MailKind
# Of each verb, from its usual state.
KINDS = {
    ("receive", ""): K.RECEIVED, ("assign", "received"): K.FORWARDED, ("assign", "assigned"): None,
    ("forward", "received"): K.FORWARDED, ("forward", "assigned"): K.FORWARDED, ("send_back", "assigned"): None,
    ("return", "assigned"): None, ("start", "assigned"): None, ("ask_back", "in_answer"): K.ASKED_BACK,
    ("clarify", "needs_clarification"): None, ("submit", "in_answer"): None, ("take_back", "in_board_review"): None,
    ("return_answer", "in_board_review"): None, ("answer", "in_board_review"): K.ANSWERED,
    ("tell_progress", "in_board_review"): K.INTERIM, ("resume", "interim_published"): None,
    ("reopen", "answered"): None, ("decline", "received"): K.OUT_OF_SCOPE, ("route_out", "received"): K.ROUTED_OUT,
    ("separate", "merged_duplicate"): K.SEPARATED,
    ("refuse", "received"): K.REFUSED, ("merge", "assigned"): K.MERGED, ("withdraw", "received"): K.WITHDRAWN,
    ("let_stand", "in_answer"): None,
    ("publish", "assigned"): None, ("move_clocks", "assigned"): None, ("hand_over", "in_answer"): None,
    ("ask_withhold", "answered"): None, ("withhold", "answered"): None, ("ask_show", "answered"): None,
    ("show", "answered"): None, ("keep_visibility", "answered"): None,
}  # fmt: skip
# A mail that waits, and what happened since.
OVERTAKEN = [
    (K.RECEIVED, [], False),
    (K.RECEIVED, ["assign:received", "start:assigned", "answer:in_board_review"], False),
    (K.RECEIVED, ["withdraw:received"], True),
    (K.FORWARDED, ["start:assigned"], False),
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
]


def test_every_verb_has_its_mail_or_none():
    assert {verb for verb, _before in KINDS} == set(Verb.values)
    assert {(verb, before): kind_of(verb, before) for verb, before in KINDS} == KINDS


def test_senders_of_joined_questions_are_told_of_an_answer_and_of_another_body():
    told = {kind: joined for kind in K if (joined := kind_for_joined(kind)) is not None}
    assert told == {K.ANSWERED: K.JOINED_ANSWERED, K.OUT_OF_SCOPE: K.JOINED_DECLINED}


@pytest.mark.parametrize(("kind", "later", "expected"), OVERTAKEN)
def test_mail_is_overtaken_by_what_makes_it_needless(kind, later, expected):
    assert is_overtaken(kind, [tuple(event.split(":")) for event in later]) is expected

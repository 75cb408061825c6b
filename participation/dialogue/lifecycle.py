"""State machine of live questions: verbs by state and actor, and the state that follows. Pure.

The states and those who act are those of comments on drafts. That a question was answered live or in writing, or passed
on, is no state: it stands beside what the public reads of it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from participation.consultation.lifecycle import Move
from participation.enums.live_questions import LiveVerb
from participation.enums.submissions import READABLE_STATES, ModerationState, SubmissionActor

S, A = ModerationState, SubmissionActor
_STANDING: Final = frozenset(S) - {S.WITHDRAWN}
_BOARD: Final = frozenset({A.BOARD})
_HOST: Final = frozenset({A.BOARD, A.EDITOR})

MOVES: Final[dict[LiveVerb, Move]] = {
    LiveVerb.PUBLISH: Move(frozenset({S.RECEIVED, S.REDACTED, S.WITHHELD}), S.PUBLISHED, _BOARD),
    LiveVerb.REDACT: Move(_STANDING, S.REDACTED, _BOARD),
    LiveVerb.WITHHOLD: Move(READABLE_STATES | {S.RECEIVED}, S.WITHHELD, _BOARD),
    LiveVerb.MOVE: Move(READABLE_STATES, None, _HOST),
    LiveVerb.MARK: Move(READABLE_STATES, None, _HOST),
    LiveVerb.ANSWER: Move(READABLE_STATES, None, _BOARD),
    LiveVerb.PASS_ON: Move(READABLE_STATES | {S.RECEIVED}, None, _BOARD),
    LiveVerb.WITHDRAW: Move(_STANDING, S.WITHDRAWN, frozenset({A.SENDER})),
}


def state_after(state: ModerationState, verb: LiveVerb) -> ModerationState | None:
    """The state that follows; None where the verb has no place in this one."""
    move = MOVES[verb]
    if state not in move.sources:
        return None
    return move.target or state


def may_act(actors: Collection[SubmissionActor], verb: LiveVerb) -> bool:
    """Whether somebody who is all of these may do it."""
    return not MOVES[verb].actors.isdisjoint(actors)

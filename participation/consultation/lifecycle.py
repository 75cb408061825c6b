"""State machine of comments on drafts: verbs by state and actor, and the state that follows. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from participation.enums.comments import CommentVerb
from participation.enums.submissions import READABLE_STATES, ModerationState, SubmissionActor

S = ModerationState


@dataclass(frozen=True, slots=True)
class Move:
    """One verb: from which states, to which, and who may.

    Attributes:
        target: None where the verb leaves the state as it is.
    """

    sources: frozenset[ModerationState]
    target: ModerationState | None
    actors: frozenset[SubmissionActor]


def _move(sources: Collection[ModerationState], target: ModerationState | None, *actors: SubmissionActor) -> Move:
    return Move(frozenset(sources), target, frozenset(actors))


MOVES: Final[dict[CommentVerb, Move]] = {
    # What the board decided it decides anew; what the sender took back nobody does.
    CommentVerb.PUBLISH: _move({S.RECEIVED, S.REDACTED, S.WITHHELD}, S.PUBLISHED, SubmissionActor.BOARD),
    CommentVerb.REDACT: _move(frozenset(S) - {S.WITHDRAWN}, S.REDACTED, SubmissionActor.BOARD),
    CommentVerb.WITHHOLD: _move({S.RECEIVED, *READABLE_STATES}, S.WITHHELD, SubmissionActor.BOARD),
    CommentVerb.ANSWER: _move(READABLE_STATES, None, SubmissionActor.BOARD, SubmissionActor.EDITOR),
    CommentVerb.WITHDRAW: _move(frozenset(S) - {S.WITHDRAWN}, S.WITHDRAWN, SubmissionActor.SENDER),
}


def state_after(state: ModerationState, verb: CommentVerb) -> ModerationState | None:
    """The state that follows; None where the verb has no place in this one."""
    move = MOVES[verb]
    if state not in move.sources:
        return None
    return move.target or state


def may_act(actors: Collection[SubmissionActor], verb: CommentVerb) -> bool:
    """Whether somebody who is all of these may do it."""
    return not MOVES[verb].actors.isdisjoint(actors)

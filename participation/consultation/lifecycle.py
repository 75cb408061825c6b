"""State machine of comments on drafts: verbs by state and actor, and the state that follows. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from participation.enums import READABLE_COMMENTS, CommentActor, CommentState, CommentVerb

S = CommentState


@dataclass(frozen=True, slots=True)
class Move:
    """One verb: from which states, to which, and who may.

    Attributes:
        target: None where the verb leaves the state as it is.
    """

    sources: frozenset[CommentState]
    target: CommentState | None
    actors: frozenset[CommentActor]


def _move(sources: Collection[CommentState], target: CommentState | None, *actors: CommentActor) -> Move:
    return Move(frozenset(sources), target, frozenset(actors))


MOVES: Final[dict[CommentVerb, Move]] = {
    # What the board decided it decides anew; what the sender took back nobody does.
    CommentVerb.PUBLISH: _move({S.RECEIVED, S.REDACTED, S.WITHHELD}, S.PUBLISHED, CommentActor.BOARD),
    CommentVerb.REDACT: _move(frozenset(S) - {S.WITHDRAWN}, S.REDACTED, CommentActor.BOARD),
    CommentVerb.WITHHOLD: _move({S.RECEIVED, *READABLE_COMMENTS}, S.WITHHELD, CommentActor.BOARD),
    CommentVerb.ANSWER: _move(READABLE_COMMENTS, None, CommentActor.BOARD, CommentActor.EDITOR),
    CommentVerb.WITHDRAW: _move(frozenset(S) - {S.WITHDRAWN}, S.WITHDRAWN, CommentActor.SENDER),
}


def state_after(state: CommentState, verb: CommentVerb) -> CommentState | None:
    """The state that follows; None where the verb has no place in this one."""
    move = MOVES[verb]
    if state not in move.sources:
        return None
    return move.target or state


def may_act(actors: Collection[CommentActor], verb: CommentVerb) -> bool:
    """Whether somebody who is all of these may do it."""
    return not MOVES[verb].actors.isdisjoint(actors)

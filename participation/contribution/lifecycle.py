"""State machine of contributions: verbs by state and actor, and the state that follows. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from participation.enums.contributions import ContributionState, ContributionVerb
from participation.enums.submissions import SubmissionActor

S, V, A = ContributionState, ContributionVerb, SubmissionActor


@dataclass(frozen=True, slots=True)
class Move:
    """One verb: from which states, to which, and who may."""

    sources: frozenset[ContributionState]
    target: ContributionState
    actors: frozenset[SubmissionActor]


def _move(sources: Collection[ContributionState], target: ContributionState, *actors: SubmissionActor) -> Move:
    return Move(frozenset(sources), target, frozenset(actors))


MOVES: Final[dict[ContributionVerb, Move]] = {
    V.ASK_BACK: _move({S.RECEIVED}, S.ASKED_BACK, A.BOARD, A.EDITOR),
    V.REPLY: _move({S.ASKED_BACK}, S.RECEIVED, A.SENDER),
    V.ACCEPT: _move({S.RECEIVED, S.ASKED_BACK}, S.ACCEPTED, A.BOARD, A.EDITOR),
    # A draft that the board does not publish in the end is declined too; one whose page is public is not.
    V.DECLINE: _move({S.RECEIVED, S.ASKED_BACK, S.ACCEPTED}, S.DECLINED, A.BOARD),
    V.WITHDRAW: _move({S.RECEIVED, S.ASKED_BACK, S.ACCEPTED}, S.WITHDRAWN, A.SENDER),
}
# Those that end what is public, and therefore are not for a contribution whose page is.
BEFORE_PUBLICATION: Final = frozenset({V.DECLINE, V.WITHDRAW})


def state_after(
    state: ContributionState, verb: ContributionVerb, *, is_published: bool = False
) -> ContributionState | None:
    """The state that follows; None where the verb has no place in this one, or beside a public page."""
    move = MOVES[verb]
    if state not in move.sources or (is_published and verb in BEFORE_PUBLICATION):
        return None
    return move.target


def may_act(actors: Collection[SubmissionActor], verb: ContributionVerb) -> bool:
    """Whether somebody who is all of these may do it."""
    return not MOVES[verb].actors.isdisjoint(actors)

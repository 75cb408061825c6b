"""What may happen to a question in which state, by whom, and what state follows (lifecycles.md). Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from qa.enums import NEVER_PUBLIC, OPEN_STATES, Actor, QuestionState, Verb

S = QuestionState


@dataclass(frozen=True, slots=True)
class Move:
    """One verb: from which states, to which, and who may.

    Attributes:
        target: None where the verb leaves the state as it is.
    """

    sources: frozenset[QuestionState]
    target: QuestionState | None
    actors: frozenset[Actor]


def _move(sources: Collection[QuestionState], target: QuestionState | None, *actors: Actor) -> Move:
    return Move(frozenset(sources), target, frozenset(actors))


# What the public sees of a question is decided on as long as it could see anything.
SHOWABLE: Final = frozenset(S) - {S.WITHDRAWN} - NEVER_PUBLIC
OF_VISIBILITY: Final = (Verb.ASK_WITHHOLD, Verb.WITHHOLD, Verb.ASK_SHOW, Verb.SHOW, Verb.KEEP_VISIBILITY)

MOVES: Final[dict[Verb, Move]] = {
    # Also to another unit while one answers; what the board itself reviews goes back to the unit first.
    Verb.ASSIGN: _move(OPEN_STATES - {S.IN_BOARD_REVIEW}, S.ASSIGNED, Actor.SORTER),
    # Another portal has sorted nothing yet: its board does what the first one could have done.
    Verb.FORWARD: _move({S.RECEIVED, S.ASSIGNED}, S.RECEIVED, Actor.SORTER),
    Verb.SEND_BACK: _move({S.RECEIVED, S.ASSIGNED}, S.RECEIVED, Actor.SORTER),
    Verb.RETURN: _move({S.ASSIGNED}, S.RECEIVED, Actor.OFFICER),
    # Also without what the sender was asked: the clock does not wait for it.
    Verb.START: _move({S.ASSIGNED, S.NEEDS_CLARIFICATION}, S.IN_ANSWER, Actor.OFFICER),
    Verb.ASK_BACK: _move({S.ASSIGNED, S.IN_ANSWER}, S.NEEDS_CLARIFICATION, Actor.OFFICER),
    Verb.CLARIFY: _move({S.NEEDS_CLARIFICATION}, S.ASSIGNED, Actor.SENDER),
    Verb.SUBMIT: _move({S.IN_ANSWER, S.INTERIM_PUBLISHED}, S.IN_BOARD_REVIEW, Actor.OFFICER),
    Verb.TAKE_BACK: _move({S.IN_BOARD_REVIEW}, S.IN_ANSWER, Actor.OFFICER),
    Verb.RETURN_ANSWER: _move({S.IN_BOARD_REVIEW}, S.IN_ANSWER, Actor.APPROVER),
    Verb.ANSWER: _move({S.IN_BOARD_REVIEW}, S.ANSWERED, Actor.APPROVER),
    Verb.TELL_PROGRESS: _move({S.IN_BOARD_REVIEW}, S.INTERIM_PUBLISHED, Actor.APPROVER),
    # Also to who takes over from an officer whose right ends; whoever has nobody to take over leaves it to the board.
    Verb.HAND_OVER: _move(
        {S.ASSIGNED, S.NEEDS_CLARIFICATION, S.IN_ANSWER, S.INTERIM_PUBLISHED}, None, Actor.OFFICER, Actor.SYSTEM
    ),
    Verb.FALL_BACK: _move(
        {S.ASSIGNED, S.NEEDS_CLARIFICATION, S.IN_ANSWER, S.INTERIM_PUBLISHED}, S.ASSIGNED, Actor.SYSTEM
    ),
    Verb.RESUME: _move({S.INTERIM_PUBLISHED}, S.IN_ANSWER, Actor.OFFICER),
    Verb.REOPEN: _move({S.ANSWERED}, S.IN_ANSWER, Actor.SENDER, Actor.OFFICER, Actor.SORTER),
    Verb.DECLINE: _move({S.RECEIVED}, S.OUT_OF_SCOPE, Actor.SORTER),
    Verb.ROUTE_OUT: _move({S.RECEIVED}, S.ROUTED_OUT, Actor.SORTER),
    Verb.REFUSE: _move({S.RECEIVED}, S.REFUSED, Actor.SORTER),
    # Also what was joined already: with the right one, or with the one that its own was joined with.
    Verb.MERGE: _move(OPEN_STATES | {S.MERGED_DUPLICATE}, S.MERGED_DUPLICATE, Actor.SORTER),
    Verb.SEPARATE: _move({S.MERGED_DUPLICATE}, S.RECEIVED, Actor.SYSTEM),
    Verb.WITHDRAW: _move(OPEN_STATES, S.WITHDRAWN, Actor.SENDER),
    # What was answered before, in its place: an answer stays, whoever asked on.
    Verb.LET_STAND: _move(OPEN_STATES, S.ANSWERED, Actor.SENDER),
    Verb.PUBLISH: _move(frozenset(S) - {S.RECEIVED, S.WITHDRAWN} - NEVER_PUBLIC, None, Actor.APPROVER),
    **{verb: _move(SHOWABLE, None, Actor.APPROVER) for verb in OF_VISIBILITY},
    # Also where a question ends that the public never reads: what is asked ends before it.
    Verb.KEEP_VISIBILITY: _move(SHOWABLE, None, Actor.APPROVER, Actor.SYSTEM),
    Verb.MOVE_CLOCKS: _move(S, None, Actor.SYSTEM),
}
# With one of these the board has sorted the question: the clock of two working days stands still (12.1.đ).
SORTING: Final = frozenset({Verb.ASSIGN, Verb.DECLINE, Verb.ROUTE_OUT, Verb.REFUSE, Verb.MERGE})
# With one of these another portal deals with it from then on.
PASSING_ON: Final = frozenset({Verb.FORWARD, Verb.SEND_BACK})
# After one of these a board has to sort it, by the last day that follows from the first receipt.
TO_SORT_AGAIN: Final = PASSING_ON | {Verb.RETURN, Verb.SEPARATE}


def state_after(state: QuestionState, verb: Verb) -> QuestionState | None:
    """The state that follows; None where the verb has no place in this one."""
    move = MOVES.get(verb)
    if move is None or state not in move.sources:
        return None
    return move.target or state


def acting_as(actors: Collection[Actor], verb: Verb) -> Actor | None:
    """As what somebody who is all of these does it; None where none of them may."""
    move = MOVES.get(verb)
    if move is None:
        return None
    return next((actor for actor in Actor if actor in move.actors and actor in actors), None)

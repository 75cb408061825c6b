"""What of a history is public: which verbs, and what of an event is told. Pure.

Never public: what the board tells a sender in its own words, remarks of the staff, drafts that go to and fro between
unit and board, who it was, what somebody only proposed, and complaints that were passed on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from qa.enums import Verb

# By public verb: the parts of its data that are told. Portal and unit are those of the event.
TOLD: Final[dict[Verb, frozenset[str]]] = {
    Verb.RECEIVE: frozenset(),
    Verb.ASSIGN: frozenset(),
    Verb.FORWARD: frozenset(),
    Verb.SEND_BACK: frozenset(),
    Verb.RETURN: frozenset(),
    Verb.START: frozenset(),
    Verb.ASK_BACK: frozenset(),
    Verb.CLARIFY: frozenset(),
    Verb.ANSWER: frozenset(),
    Verb.TELL_PROGRESS: frozenset({"days"}),
    Verb.REOPEN: frozenset(),
    # The key of a portal: what the board wrote to the sender passed no review.
    Verb.DECLINE: frozenset({"competent"}),
    Verb.REFUSE: frozenset({"because"}),
    # Its page leads to the other question as long as that one has a page: it may turn out to be a complaint.
    Verb.MERGE: frozenset(),
    Verb.SEPARATE: frozenset(),
    Verb.WITHDRAW: frozenset(),
    Verb.LET_STAND: frozenset(),
    # Of a copy of a file: that it came or went.
    Verb.PUBLISH: frozenset({"is_there"}),
    Verb.WITHHOLD: frozenset({"because"}),
    Verb.SHOW: frozenset(),
    Verb.MOVE_CLOCKS: frozenset({"days"}),
}


def told_of(verb: str, data: Mapping[str, Any]) -> dict[str, Any] | None:
    """What of the data of an event the public reads; None: nothing of the event at all."""
    try:
        names = TOLD[Verb(verb)]
    except (KeyError, ValueError):
        return None
    return {name: data[name] for name in sorted(names) if name in data}

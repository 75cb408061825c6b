"""The order of hits as one number for each row, which is all that Elasticsearch sorts by first. No server.

The order is a list of steps, each met or not (`search.ranking`). A row's score is the sum of what each step adds that
it meets, and a step adds more than all that another row can have instead of it by later steps. Two kinds of these do
not count: those that the step implies, which no row has instead of it (words side by side in the title are words in the
title), and those that imply it. Many steps of a query imply others, and only so a score has room for them: it is a
float, which counts to 2**24.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Final

from search.ranking import Tier
from search.words.implication import Implications

# The first number that a float cannot tell from its neighbour.
LIMIT: Final = 2**24


def scores(steps: Sequence[Tier], rest: int) -> list[int]:
    """What each step adds to the score of a row; of more steps than there is room for, the last ones add nothing.

    Args:
        rest: the most that a row may have for what comes after all steps.
    """
    implications = Implications([step.expression for step in steps])

    def implies(place: int, other: int) -> bool:
        return _is_narrower(steps[place], steps[other]) and implications.holds(place, other)

    tied = {
        (first, second): implies(first, second) or implies(second, first)
        for first, second in combinations(range(len(steps)), 2)
    }
    for count in range(len(steps), 0, -1):
        added: dict[int, int] = {}
        for place in reversed(range(count)):
            added[place] = 1 + rest + sum(score for later, score in added.items() if not tied[place, later])
        if rest + sum(added.values()) < LIMIT:
            return [added.get(place, 0) for place in range(len(steps))]
    return [0] * len(steps)


def _is_narrower(step: Tier, other: Tier) -> bool:
    """Whether a step asks the same or fewer texts of a row, no longer a title, and no other kind."""
    is_of_row = other.longest in (0, step.longest) and other.kind in ("", step.kind)
    return is_of_row and set(step.parts) <= set(other.parts)

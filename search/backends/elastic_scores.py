"""The order of hits as one number for each row, which is all that Elasticsearch sorts by first. No server.

The order is a list of steps, each met or not (`search.ranking`). A row's score is the sum of what each step adds that
it meets, and a step adds more than all that a row can gain on it by later steps. What it must not outweigh are those
later steps that it implies: words side by side in the title are words in the title. Many steps of a query imply others,
and only so a score has room for them: it is a float, which counts to 2**24.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    for count in range(len(steps), 0, -1):
        added = list(_added(steps[:count], implications, rest))
        if rest + sum(added) < LIMIT:
            return [*reversed(added), *[0] * (len(steps) - count)]
    return [0] * len(steps)


def _added(steps: Sequence[Tier], implications: Implications, rest: int) -> Iterator[int]:
    """From the last step to the first."""
    later: list[tuple[int, int]] = []
    for place in reversed(range(len(steps))):
        score = 1 + rest
        score += sum(
            other
            for at, other in later
            if not (_is_narrower(steps[place], steps[at]) and implications.holds(place, at))
        )
        later.append((place, score))
        yield score


def _is_narrower(step: Tier, other: Tier) -> bool:
    """Whether a step asks the same or fewer texts of a row, and no longer a title."""
    return set(step.parts) <= set(other.parts) and other.longest in (0, step.longest)

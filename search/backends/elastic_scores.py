"""The order of hits as one number for each row, which is all that Elasticsearch sorts by first. No server.

The order is a list of steps, each met or not (`search.ranking`). A row's score is the sum of what each step adds that
it meets, and a step adds more than all that a row can gain on it by later steps. What it must not outweigh are those
later steps that it implies: words side by side in the title are words in the title. Many steps of a query imply others,
and only so a score has room for them: it is a float, which counts to 2**24.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from formats.vietnamese.folding import fold
from search.ranking import Tier
from search.words import query

# The first number that a float cannot tell from its neighbour.
LIMIT: Final = 2**24


def scores(steps: Sequence[Tier], rest: int) -> list[int]:
    """What each step adds to the score of a row; of more steps than there is room for, the last ones add nothing.

    Args:
        rest: the most that a row may have for what comes after all steps.
    """
    met = _Steps(steps)
    for count in range(len(steps), 0, -1):
        added = list(_added(met, count, rest))
        if rest + sum(added) < LIMIT:
            return [*reversed(added), *[0] * (len(steps) - count)]
    return [0] * len(steps)


def _added(met: _Steps, count: int, rest: int) -> Iterator[int]:
    """From the last step to the first."""
    later: list[tuple[int, int]] = []
    for place in reversed(range(count)):
        score = 1 + rest + sum(other for at, other in later if not met.implies(place, at))
        later.append((place, score))
        yield score


class _Alternatives(NamedTuple):
    """Sets of sequences of words, as bits: the ways to meet a term, and all that imply one of them."""

    ways: int
    implying: int


class _Steps:
    """Steps with what implies what in them, by the words alone."""

    def __init__(self, steps: Sequence[Tier]) -> None:
        self.steps = steps
        found = dict.fromkeys(way for step in steps for ways in step.expression for way in ways)
        bits = {way: 1 << place for place, way in enumerate(found)}
        implying = {way: sum(bits[other] for other in found if implies(other, way)) for way in found}
        self.expressions = [
            [
                _Alternatives(sum(bits[way] for way in set(ways)), _union(implying[way] for way in ways))
                for ways in step.expression
            ]
            for step in steps
        ]

    def implies(self, place: int, other: int) -> bool:
        """Whether every row that meets one step meets another."""
        step, later = self.steps[place], self.steps[other]
        if later.longest not in (0, step.longest) or not set(step.parts) <= set(later.parts):
            return False
        terms = self.expressions[place]
        return all(any(not term.ways & ~wanted.implying for term in terms) for wanted in self.expressions[other])


def _union(sets: Iterator[int]) -> int:
    union = 0
    for one in sets:
        union |= one
    return union


def implies(sequence: query.Sequence, other: query.Sequence) -> bool:
    """Whether a text that has one sequence of words has another: a part of it, or the same without marks."""
    words = sequence.words
    if sequence.form != other.form:
        if other.form == "exact":
            return False
        words = _folded(words)
    *before, last = other.words
    for first in range(len(words) - len(before)):
        place = first + len(before)
        is_begun = sequence.is_prefix and place == len(words) - 1
        has_last = words[place].startswith(last) if other.is_prefix else words[place] == last and not is_begun
        if has_last and words[first:place] == tuple(before):
            return True
    return False


@lru_cache(maxsize=1_000)
def _folded(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(fold, words))

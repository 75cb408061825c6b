"""Which expressions imply others, whatever the text: by their words alone. Values in, values out; no engine."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from formats.vietnamese.folding import fold
from search.words.expressions import Expression, Sequence


class _Term(NamedTuple):
    """Sets of sequences of words, as bits: the ways to meet a term, and all that imply one of them."""

    ways: int
    implying: int


class Implications:
    """Some expressions, with which of them imply which."""

    def __init__(self, expressions: Iterable[Expression]) -> None:
        expressions = tuple(expressions)
        found = dict.fromkeys(way for expression in expressions for ways in expression for way in ways)
        bits = {way: 1 << place for place, way in enumerate(found)}
        implying = {way: sum(bits[other] for other in found if implies(other, way)) for way in found}
        self._expressions = [
            [_Term(_union(bits[way] for way in ways), _union(implying[way] for way in ways)) for ways in expression]
            for expression in expressions
        ]

    def holds(self, place: int, other: int) -> bool:
        """Whether every text that meets the expression at one place meets that at another."""
        terms = self._expressions[place]
        return all(any(not term.ways & ~wanted.implying for term in terms) for wanted in self._expressions[other])


def _union(sets: Iterable[int]) -> int:
    union = 0
    for one in sets:
        union |= one
    return union


def implies(sequence: Sequence, other: Sequence) -> bool:
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

"""Compares two versions of a legal document part by part, and the words of a part in both."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from enum import StrEnum
from typing import Final

from formats.lawtext.pairing import Node, pair_parts, without_label
from formats.lawtext.parts import Part

# Lines, or words, of both versions of a part together.
_MOST_COMPARED: Final = 3_000
# Pairs of equal lines or words that are looked at for one page: a second of CPU. Comparing costs up to the cube of the
# number of words, and anybody may ask for it.
MOST_PAIRS: Final = 10_000_000


class Change(StrEnum):
    """Change of a part between two versions."""

    SAME = "same"
    # The same words under another number.
    MOVED = "moved"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Compared:
    """A part in both versions, or in one.

    Attributes:
        before: None: it is new.
        after: None: it is gone.
    """

    change: Change
    before: Part | None
    after: Part | None


@dataclass
class ComparisonBudget:
    """Bounds the work of comparing the words of several parts.

    Attributes:
        pairs: of equal lines or words that may still be looked at.
        is_exceeded: whether a part, or a piece of one, stands whole instead of being compared.
    """

    pairs: int = MOST_PAIRS
    is_exceeded: bool = False

    def spend(self, pairs: int) -> bool:
        """Whether there is enough left for some pairs, which are taken off then. Once there is not, nothing is left."""
        if pairs > self.pairs:
            self.pairs, self.is_exceeded = 0, True
            return False
        self.pairs -= pairs
        return True


class BoundedMatcher(SequenceMatcher[str]):
    """A matcher that finds no further equal blocks once a budget is spent."""

    def __init__(self, old: Sequence[str], new: Sequence[str], *, budget: ComparisonBudget) -> None:
        super().__init__(None, old, new, autojunk=False)
        self.old, self.budget = old, budget
        self.counts = Counter(new)

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        pairs = sum(1 + self.counts[word] for word in self.old[alo:ahi])
        return super().find_longest_match(alo, ahi, blo, bhi) if self.budget.spend(pairs) else Match(alo, blo, 0)


def compare(before: Sequence[Part], after: Sequence[Part]) -> list[Compared]:
    """Pair the parts of two versions, the greater ones first.

    Articles, and what holds articles, are recognised by their words with all that stands in them, then by a heading
    that no other has, then by similar words; clauses and points by the same within the parts that hold them. A part
    that was taken to another place is recognised by its own words.

    Returns them in the order of the later version; what is gone follows the part that stood before it.
    """
    formers, laters = pair_parts(before, after)
    return _in_order(formers, laters)


def pieces_of(
    before: Part | None, after: Part | None, *, budget: ComparisonBudget | None = None
) -> Iterator[tuple[str, str]]:
    """The words of a part in both versions, each piece with "same", "out" or "in".

    Compared by lines, then by words where lines differ; where those are too many, the old and the new stand whole.

    Args:
        budget: of all parts of a page; None: one for these alone.
    """
    budget = budget or ComparisonBudget()
    old, new = (_lines_of(part) if part is not None else [] for part in (before, after))
    for same, former, later in _blocks(old, new, budget):
        if same:
            yield "same", " ".join(later)
            continue
        for same_words, out, came in _blocks(" ".join(former).split(), " ".join(later).split(), budget):
            if same_words:
                yield "same", " ".join(came)
                continue
            if out:
                yield "out", " ".join(out)
            if came:
                yield "in", " ".join(came)


def _lines_of(part: Part) -> list[str]:
    lines = (" ".join(line.split()) for line in without_label(part).splitlines())
    return [line for line in lines if line]


def _blocks(old: list[str], new: list[str], budget: ComparisonBudget) -> Iterator[tuple[bool, list[str], list[str]]]:
    """Align two sequences of parts; yields the pairs, with whether they are the same."""
    if len(old) + len(new) > _MOST_COMPARED:
        budget.is_exceeded |= old != new
        yield old == new, old, new
        return
    for tag, old_from, old_to, new_from, new_to in BoundedMatcher(old, new, budget=budget).get_opcodes():
        yield tag == "equal", old[old_from:old_to], new[new_from:new_to]


def _in_order(formers: Sequence[Node], laters: Sequence[Node]) -> list[Compared]:
    gone, last = defaultdict[Node | None, list[Compared]](list), None
    for node in formers:
        if node.pair is not None:
            last = node
        else:
            gone[last].append(Compared(Change.GONE, node.part, None))
    found = gone[None]
    for node in laters:
        found.append(_compared(node))
        if node.pair is not None:
            found += gone[node.pair]
    return found


def _compared(later: Node) -> Compared:
    former = later.pair
    if former is None:
        return Compared(Change.NEW, None, later.part)
    if former.words != later.words:
        change = Change.CHANGED
    else:
        change = Change.SAME if former.part.anchor == later.part.anchor else Change.MOVED
    return Compared(change, former.part, later.part)

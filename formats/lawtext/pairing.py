"""Recognises the parts of a legal document in its next version. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, product
from typing import Final

from formats.lawtext.parts import Level, Part

# Of fewer characters two parts may say the same by chance: "như trên".
_MIN_DISTINCTIVE: Final = 20
# Share of common pairs of syllables from which two parts are one: under another number, and under the same. Of parts
# of one regulation that have nothing to do with each other nine in ten share less than a fifth.
_SIMILAR: Final = 0.5
_SIMILAR_UNDER_NUMBER: Final = 0.2
_FEW: Final = 10
# Pairs of syllables that are looked at for similarity in one comparison; beyond, only parts of one number are compared.
_MOST_LOOKED_AT: Final = 10_000_000
_COST_OF_PAIR: Final = 30
# Of greater parts the number may stand alone on its line.
_LABEL: Final = re.compile(
    r"\s*(?:(?i:phần|chương|mục|tiểu mục|điều) [\w ]{1,12}?(?:[.:]|\s*$)|\w{1,12}[.:)])\s*", re.MULTILINE
)


@dataclass(eq=False)
class Node:
    """A part with those that stand in it, and its pair in the other version."""

    part: Part
    parent: Node | None
    children: list[Node]
    pair: Node | None = None

    @cached_property
    def words(self) -> str:
        """Of the part without its number, whatever its lines and spaces are."""
        return " ".join(without_label(self.part).split())

    @cached_property
    def all_words(self) -> tuple[str, ...]:
        """Of the part and of those in it, one after the other."""
        return (self.words, *(words for child in self.children for words in child.all_words))

    @cached_property
    def syllables(self) -> frozenset[tuple[str, ...]]:
        """All words as pairs of syllables that follow each other: most words of Vietnamese have two. Of few also each
        syllable."""
        found = [syllable for words in self.all_words for syllable in re.findall(r"\w+", words.casefold())]
        alone = zip(found) if len(found) <= _FEW else ()
        return frozenset([*pairwise(found), *alone])

    @property
    def number(self) -> str:
        """Of the part among those with which it is compared."""
        return self.part.anchor if self.part.level <= Level.ARTICLE else self.part.number

    @property
    def holder(self) -> Node | None:
        """The nearest paired part that holds a clause or point, at most its article."""
        node = self.parent
        while node is not None and node.pair is None and node.part.level > Level.ARTICLE:
            node = node.parent
        return node if node is not None and node.pair is not None else None


def pair_parts(before: Sequence[Part], after: Sequence[Part]) -> tuple[list[Node], list[Node]]:
    """Read two versions as trees and pair their parts, the greater ones first."""
    formers, laters = _tree(before), _tree(after)
    for former, later in zip(formers[:1], laters[:1], strict=False):
        # The text before the first part.
        _pair(former, later)
    similar = _SimilarPairs()
    for level in Level:
        old, new = ([node for node in nodes if node.part.level == level] for nodes in (formers, laters))
        if level <= Level.ARTICLE:
            _pair_greater(old, new, similar)
        else:
            _pair_inner(old, new, similar)
        _pair_equal(old, new, _distinctive_text)
    return formers, laters


def without_label(part: Part) -> str:
    """The text of a part without its number."""
    label = _LABEL.match(part.text) if part.level != Level.BODY else None
    return part.text[label.end() :] if label else part.text


def _tree(parts: Sequence[Part]) -> list[Node]:
    nodes, above = list[Node](), list[Node]()
    for part in parts:
        while above and above[-1].part.level >= part.level:
            above.pop()
        node = Node(part, above[-1] if above else None, [])
        if node.parent is not None:
            node.parent.children.append(node)
        above.append(node)
        nodes.append(node)
    return nodes


def _pair(former: Node, later: Node) -> None:
    former.pair, later.pair = later, former


def _pair_greater(formers: list[Node], laters: list[Node], similar: _SimilarPairs) -> None:
    """Pair articles, or what is greater, wherever they stand."""
    _pair_equal(formers, laters, lambda node: (node.number, node.all_words))
    _pair_equal(formers, laters, lambda node: node.all_words)
    _pair_equal(formers, laters, lambda node: node.part.heading, alone=True)
    similar.pair(formers, laters)


def _pair_inner(formers: list[Node], laters: list[Node], similar: _SimilarPairs) -> None:
    """Pair clauses, or points, within the pairs that hold them."""
    groups = defaultdict[Node, tuple[list[Node], list[Node]]](lambda: ([], []))
    for node in formers:
        if node.holder is not None:
            groups[node.holder][0].append(node)
    for node in laters:
        if node.holder is not None and node.holder.pair is not None:
            groups[node.holder.pair][1].append(node)
    for group in groups.values():
        _pair_equal(*group, lambda node: (node.number, node.all_words))
        _pair_equal(*group, lambda node: node.all_words)
        _pair_equal(*group, lambda node: (node.number, node.words))
        _pair_equal(*group, lambda node: node.words)
        similar.pair(*group)


def _pair_equal(
    formers: list[Node], laters: list[Node], key: Callable[[Node], Hashable], *, alone: bool = False
) -> None:
    """Pair parts with the same key, in their order; those with an empty one are left.

    Args:
        alone: only those that share their key with no other of their version.
    """
    left, counts = defaultdict[Hashable, list[Node]](list), Counter[Hashable]()
    for node in reversed(_unpaired(formers)):
        left[key(node)].append(node)
    if alone:
        counts.update(map(key, _unpaired(laters)))
    for node in _unpaired(laters):
        same = left.get(key(node)) if key(node) else None
        if same and (not alone or (len(same), counts[key(node)]) == (1, 1)):
            _pair(same.pop(), node)


class _SimilarPairs:
    """Pairs similar parts, and keeps count of the work in one comparison."""

    def __init__(self) -> None:
        self._looked_at = 0

    def pair(self, formers: list[Node], laters: list[Node]) -> None:
        """Pair the most similar parts first; of equally similar ones those with the same number."""
        found = []
        for place, (former, later) in enumerate(self._couples(_unpaired(formers), _unpaired(laters))):
            share, is_renumbered = _share(former, later), former.number != later.number
            if share >= (_SIMILAR if is_renumbered else _SIMILAR_UNDER_NUMBER):
                found.append((-share, is_renumbered, place, former, later))
        for *_order, former, later in sorted(found):
            if former.pair is None and later.pair is None:
                _pair(former, later)

    def _couples(self, formers: list[Node], laters: list[Node]) -> Iterator[tuple[Node, Node]]:
        work = len(formers) * sum(_COST_OF_PAIR + len(node.syllables) for node in laters)
        if self._looked_at + work <= _MOST_LOOKED_AT:
            self._looked_at += work
            yield from product(formers, laters)
            return
        of_number = {node.number: node for node in formers}
        for node in laters:
            if node.number in of_number:
                yield of_number[node.number], node


def _unpaired(nodes: Sequence[Node]) -> list[Node]:
    return [node for node in nodes if node.pair is None]


def _distinctive_text(node: Node) -> str:
    return node.words if len(node.words) >= _MIN_DISTINCTIVE else ""


def _share(former: Node, later: Node) -> float:
    """Share of pairs of syllables that two parts have in common, from 0 to 1."""
    common = len(former.syllables & later.syllables)
    return 2 * common / (len(former.syllables) + len(later.syllables) or 1)

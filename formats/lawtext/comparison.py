"""Compares two versions of a legal document part by part."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from formats.lawtext.parts import Level, Part

# Of fewer characters two parts may say the same by chance: "như trên".
_TELLING: Final = 20
_LABEL: Final = re.compile(r"\s*(?:(?i:phần|chương|mục|tiểu mục|điều)\s+)?[\w ]{1,12}?[.:)]\s*")


class Change(StrEnum):
    """What became of a part."""

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


def compare(before: Sequence[Part], after: Sequence[Part]) -> list[Compared]:
    """Pair the parts of two versions: those with their words and number first, then those with their words, then those
    with their number.

    Returns them in the order of the later version; what is gone follows the part that stood before it.
    """
    of_before = {part.anchor: part for part in before}
    pairs: dict[str, tuple[Change, Part]] = {}
    for part in after:
        former = of_before.get(part.anchor)
        if former is not None and words_of(former) == words_of(part):
            pairs[part.anchor] = (Change.SAME, former)
    _pair_moved(before, after, pairs)
    taken = {former.anchor for _change, former in pairs.values()}
    for part in after:
        former = of_before.get(part.anchor)
        if part.anchor not in pairs and former is not None and former.anchor not in taken:
            pairs[part.anchor] = (Change.CHANGED, former)
            taken.add(former.anchor)
    gone = _gone_after(before, taken)
    found = [Compared(Change.GONE, part, None) for part in gone.get("", ())]
    for part in after:
        change, former = pairs.get(part.anchor, (Change.NEW, None))
        found.append(Compared(change, former, part))
        if former is not None:
            found += [Compared(Change.GONE, one, None) for one in gone.get(former.anchor, ())]
    return found


def words_of(part: Part) -> str:
    """The words of a part without its number, whatever its lines and spaces are."""
    text = part.text if part.level == Level.BODY else _LABEL.sub("", part.text, count=1)
    return " ".join(text.split())


def _pair_moved(before: Sequence[Part], after: Sequence[Part], pairs: dict[str, tuple[Change, Part]]) -> None:
    """Pair parts of one level with the same words, in their order."""
    taken = {former.anchor for _change, former in pairs.values()}
    left = defaultdict[tuple[Level, str], list[Part]](list)
    for part in reversed(before):
        if part.anchor not in taken and len(words_of(part)) >= _TELLING:
            left[part.level, words_of(part)].append(part)
    for part in after:
        if part.anchor not in pairs and (formers := left.get((part.level, words_of(part)))):
            pairs[part.anchor] = (Change.MOVED, formers.pop())


def _gone_after(before: Sequence[Part], taken: set[str]) -> dict[str, list[Part]]:
    """Parts that are gone, by the anchor of the one that stood before them and is not; of the first, the empty one."""
    gone, last = defaultdict[str, list[Part]](list), ""
    for part in before:
        if part.anchor in taken:
            last = part.anchor
        else:
            gone[last].append(part)
    return gone

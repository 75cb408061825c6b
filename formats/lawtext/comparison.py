"""Compares two versions of a legal document part by part, and the words of a part in both."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from formats.lawtext.parts import Level, Part

# Of fewer characters two parts may say the same by chance: "như trên".
_TELLING: Final = 20
# Of greater parts the number may stand alone on its line.
_LABEL: Final = re.compile(
    r"\s*(?:(?i:phần|chương|mục|tiểu mục|điều) [\w ]{1,12}?(?:[.:]|\s*$)|\w{1,12}[.:)])\s*", re.MULTILINE
)
# Lines, or words, of both versions together. Comparing costs up to their square, and anybody may ask for it.
_MOST_COMPARED: Final = 3_000


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
    return " ".join(_without_label(part).split())


def pieces_of(before: Part | None, after: Part | None) -> Iterator[tuple[str, str]]:
    """The words of a part in both versions, each piece with "same", "out" or "in".

    Compared by lines, then by words where lines differ; where those are too many, the old and the new stand whole.
    """
    old, new = (_lines_of(part) if part is not None else [] for part in (before, after))
    for same, former, later in _blocks(old, new):
        if same:
            yield "same", " ".join(later)
            continue
        for same_words, out, came in _blocks(" ".join(former).split(), " ".join(later).split()):
            if same_words:
                yield "same", " ".join(came)
                continue
            if out:
                yield "out", " ".join(out)
            if came:
                yield "in", " ".join(came)


def _without_label(part: Part) -> str:
    label = _LABEL.match(part.text) if part.level != Level.BODY else None
    return part.text[label.end() :] if label else part.text


def _lines_of(part: Part) -> list[str]:
    lines = (" ".join(line.split()) for line in _without_label(part).splitlines())
    return [line for line in lines if line]


def _blocks(old: list[str], new: list[str]) -> Iterator[tuple[bool, list[str], list[str]]]:
    """What follows each other in both, with whether it is the same."""
    if len(old) + len(new) > _MOST_COMPARED:
        yield old == new, old, new
        return
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield tag == "equal", old[old_from:old_to], new[new_from:new_to]


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

"""What should be hidden in the text of a citizen before it is published. Proposals: a person confirms them. Pure.

Too much is proposed rather than too little. A telephone number of an office, the address of a site that is complained
about: who confirms takes it back.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from formats.vietnamese.text import visible
from participation.enums.submissions import PieceKind
from participation.personal_data.patterns import MASK, MONEY_AFTER, MONEY_BEFORE, PATTERNS, Pattern

# Characters before and after a find that tell what it is.
NEAR: Final = 24
MARKERS: Final[dict[PieceKind, Any]] = {
    PieceKind.PHONE: _("[telephone number hidden]"),
    PieceKind.IDENTITY: _("[identity number hidden]"),
    PieceKind.EMAIL: _("[e-mail address hidden]"),
    PieceKind.ADDRESS: _("[home address hidden]"),
    PieceKind.ACCOUNT: _("[bank account hidden]"),
    PieceKind.TAX_CODE: _("[tax code hidden]"),
    PieceKind.PLATE: _("[number plate hidden]"),
}
_DASHES: Final = frozenset("‐‑‒–—―−")
_DOTS: Final = frozenset("·•∙．。")
# Marks that stand on a sign or turn it into a picture, and formatting: digits may carry them.
_ON_A_SIGN: Final = frozenset({"Mn", "Me", "Cf"})
# Letters that are blank.
_BLANKS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_RANK: Final = {kind: rank for rank, kind in enumerate(dict.fromkeys(pattern.kind for pattern in PATTERNS))}


@dataclass(frozen=True, slots=True, order=True)
class Proposal:
    """A piece of a text, from `start` up to and without `end`, and what it is."""

    start: int
    end: int
    kind: PieceKind
    text: str

    @property
    def weight(self) -> tuple[int, int]:
        """Of two that overlap, the heavier says what both are: the longer, then that which names itself."""
        return self.end - self.start, -_RANK[self.kind]


def proposals(text: str) -> list[Proposal]:
    """Pieces of a text that tell of a person, in their order; no two overlap.

    The text is composed (NFC), as every input of ours is. Digits of other scripts and widths are digits, and what
    nobody sees between them is nothing. What is found once is found wherever it stands again.
    """
    plain, places = _plain(text)
    found: set[Proposal] = set()
    masked = plain
    while new := _finds(masked, {plain[one.start : one.end]: one.kind for one in found}):
        found |= new
        masked = _replaced(plain, found, lambda one: MASK * (one.end - one.start))
    spans = ((places[one.start], places[one.end - 1] + 1, one.kind) for one in _merged(found))
    return [Proposal(start, end, kind, text[start:end]) for start, end, kind in spans]


def redacted(text: str, chosen: Iterable[Proposal], *, language: str) -> str:
    """A text with the chosen pieces hidden behind a marker in its language, in whatever order they were chosen.

    Pieces that overlap are hidden together.

    Raises:
        ValueError: a piece does not lie in the text.
    """
    pieces = list(chosen)
    if any(not 0 <= piece.start < piece.end <= len(text) for piece in pieces):
        raise ValueError("A piece to hide lies in the text.")
    with translation.override(language):
        return _replaced(text, pieces, lambda piece: str(MARKERS[piece.kind]))


def _replaced(text: str, pieces: Iterable[Proposal], replacement: Callable[[Proposal], str]) -> str:
    parts, position = [], 0
    for piece in _merged(pieces):
        parts += [text[position : piece.start], replacement(piece)]
        position = piece.end
    return "".join([*parts, text[position:]])


def _merged(pieces: Iterable[Proposal]) -> list[Proposal]:
    """Pieces in their order, those that overlap as one."""
    groups: list[list[Proposal]] = []
    end = 0
    for piece in sorted(pieces):
        if groups and piece.start < end:
            groups[-1].append(piece)
        else:
            groups.append([piece])
        end = max(end, piece.end)
    return [
        Proposal(group[0].start, max(piece.end for piece in group), max(group, key=lambda one: one.weight).kind, "")
        for group in groups
    ]


def _finds(masked: str, known: Mapping[str, PieceKind]) -> set[Proposal]:
    """What patterns find in a text, and what was found before and stands in it still."""
    found = {find for pattern in PATTERNS for find in _finds_of(pattern, masked)}
    return found | {find for string, kind in known.items() for find in _again(string, kind, masked)}


def _finds_of(pattern: Pattern, text: str) -> Iterator[Proposal]:
    for match in pattern.expression.finditer(text):
        start, end = match.span("what" if "what" in match.groupdict() else 0)
        before = text[max(0, start - NEAR) : start]
        if pattern.not_after is not None and pattern.not_after.search(before):
            continue
        if pattern.is_number and _is_money(text[start:end], before, text[end : end + NEAR]):
            continue
        yield Proposal(start, end, pattern.kind, "")


def _is_money(number: str, before: str, after: str) -> bool:
    """Whether a number is an amount, or a measure. Those never begin with 0 or +."""
    return number[0] not in "0+" and bool(MONEY_BEFORE.search(before) or MONEY_AFTER.match(after))


def _again(string: str, kind: PieceKind, text: str) -> Iterator[Proposal]:
    """Where a string that is hidden in one place stands in another."""
    start = text.find(string)
    while start >= 0:
        yield Proposal(start, start + len(string), kind, "")
        start = text.find(string, start + len(string))


def _plain(text: str) -> tuple[str, list[int]]:
    """A text as the patterns read it, and the place of each of its characters in what was given."""
    pairs = [(plain, place) for place, sign in enumerate(text) if (plain := _plain_sign(sign))]
    return "".join(plain for plain, _place in pairs), [place for _plain, place in pairs]


@lru_cache(maxsize=1024)
def _plain_sign(sign: str) -> str:
    """One character in ASCII where it is a digit, a dash, a blank or of another width; none for what nobody sees."""
    if sign == "\n":
        return sign
    if not visible(sign) or unicodedata.category(sign) in _ON_A_SIGN:
        return ""
    if sign in _DASHES:
        return "-"
    if sign in _DOTS:
        return "."
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    if sign.isspace() or sign in _BLANKS:
        return " "
    plain = unicodedata.normalize("NFKC", sign)
    return plain if len(plain) == 1 and plain.isascii() else sign

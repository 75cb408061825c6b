"""Abbreviations that a text uses and nowhere explains. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

# Capitals alone, two to ten; not a part of a number or symbol of a document ("15/2024/QĐ-UBND").
_ABBREVIATION: Final = re.compile(r"(?<![\w/.\-–])[^\W\d_]{2,10}(?![\w/\-–]|\.\w)")
_ROMAN: Final = re.compile(r"[IVXLCDM]+")
# Of a line in capitals, each word would be one.
_MOST_CAPITALS: Final = 0.6
# Known to whoever reads a portal of the city.
KNOWN: Final = frozenset({"UBND", "HĐND", "TP", "HCM", "TPHCM", "CCCD", "BHYT", "BHXH", "QR", "PDF", "SMS", "COVID"})


def unexplained_abbreviations(texts: Iterable[str], *, known: Iterable[str] = KNOWN) -> list[str]:
    """Abbreviations in the order of the texts, each once. One that stands in brackets behind its words, or before them,
    anywhere in the texts, is explained."""
    read = list(texts)
    whole = "\n".join(read)
    found: dict[str, None] = {}
    for line in whole.splitlines():
        if not _is_in_capitals(line):
            found |= dict.fromkeys(_ABBREVIATION.findall(line))
    kept = frozenset(known)
    kept |= _explained(whole)
    return [word for word in found if word.isupper() and not _ROMAN.fullmatch(word) and word not in kept]


def _explained(text: str) -> frozenset[str]:
    """Abbreviations that a text explains: "Ủy ban nhân dân (UBND)", "UBND (Ủy ban nhân dân)"."""
    behind = re.findall(r"\(([^()]{0,80})\)", text)
    words = {word for inside in behind for word in _ABBREVIATION.findall(inside) if word.isupper()}
    before = re.findall(r"([^\W\d_]{2,10})\s*\([^()\d]{4,}\)", text)
    return frozenset(words | {word for word in before if word.isupper()})


def _is_in_capitals(line: str) -> bool:
    letters = [letter for letter in line if letter.isalpha()]
    return bool(letters) and sum(map(str.isupper, letters)) > _MOST_CAPITALS * len(letters)

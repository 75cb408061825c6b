"""Sentences and clauses of a text, those that are too long to be read at once, and how long a text takes. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

# Syllables that people read aloud in a second: 5.25 in Vietnamese (Coupé, Oh, Dediu and Pellegrino, Science Advances
# 2019). Who reads silently is not slower.
SYLLABLES_PER_MINUTE: Final = 315
# Words of English that people read in a minute (Brysbaert 2019), as Wagtail counts them.
ENGLISH_WORDS_PER_MINUTE: Final = 238
# GOV.UK asks for at most 25 words, and a Vietnamese word is mostly written as one or two syllables.
LONGEST_SENTENCE: Final = 50

_WORD: Final = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
# A full stop inside a number, an address or an abbreviation ("TP.HCM") ends nothing.
_END: Final = re.compile(r"(?<=[.!?…;])[\"”’)\]]*\s+|\n+")
_CLAUSE_END: Final = re.compile(r"(?<=[.!?;:])\s+|\n+")
_MARKS_AT_END: Final = " .,;:!?"


def count_words(text: str) -> int:
    """What stands between blanks and marks: in Vietnamese, syllables."""
    return sum(1 for _word in _WORD.finditer(text))


def reading_minutes(words: int, *, per_minute: int = SYLLABLES_PER_MINUTE) -> int:
    """Whole minutes, at least one where there is anything to read."""
    return max(1, round(words / per_minute)) if words else 0


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text; a line break ends one, and so does a semicolon, where clauses of a decision end."""
    for part in _END.split(text):
        if sentence := part.strip():
            yield sentence


def clauses(text: str) -> Iterator[str]:
    """The sentences of a text, also divided at colons, to be compared with others: with single spaces, and without the
    marks that end them. Some may be empty."""
    return (" ".join(part.split()).strip(_MARKS_AT_END) for part in _CLAUSE_END.split(text))


def long_sentences(text: str, *, longest: int = LONGEST_SENTENCE) -> list[tuple[str, int]]:
    """Sentences with more syllables than are read at once, each with their number."""
    counted = ((sentence, count_words(sentence)) for sentence in sentences(text))
    return [(sentence, count) for sentence, count in counted if count > longest]

"""Spelling by a list of words: those of hunspell's Vietnamese dictionary, which are syllables. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from formats.vietnamese.folding import exact

_WORD: Final = re.compile(r"(?<![\w@./:\-])[^\W\d_]+(?![\w@/:\-]|\.\w)")
_SHORTEST: Final = 2


def words_of_dictionary(text: str) -> frozenset[str]:
    """The words of a file of hunspell (.dic): a number, then a word a line, with flags behind a slash."""
    lines = (line.partition("/")[0].strip() for line in text.splitlines())
    return frozenset(exact(word) for word in lines if word and not word.isdigit())


def unknown_words(text: str, words: Collection[str]) -> list[str]:
    """Words that the list does not have, each once. Capitals begin names, which no list has: these are left out."""
    found = dict.fromkeys(word for word in _WORD.findall(text) if word.islower() and len(word) >= _SHORTEST)
    return [word for word in found if exact(word) not in words]

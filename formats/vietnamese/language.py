"""Whether a text is Vietnamese, by the words that have Vietnamese marks. Values in, values out."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

_WORD: Final = re.compile(r"[^\W\d_]+")
# Of the words of a Vietnamese text some three quarters have a mark; an English text has them in names alone.
_LEAST_SHARE: Final = 0.3
_MARKS: Final = frozenset("\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b")


class WordCount(NamedTuple):
    """Words of a text: all, and those with Vietnamese marks that are no names."""

    words: int
    marked: int

    @property
    def is_vietnamese(self) -> bool:
        return self.marked > 0 and self.marked >= _LEAST_SHARE * self.words


def count_marked_words(text: str) -> WordCount:
    """Count the words of a text, and those with Vietnamese marks.

    Names (a capital, then small letters) that have marks count as no word: they are written alike in both languages.
    """
    found = _WORD.findall(unicodedata.normalize("NFC", text))
    words = [word for word in found if not (_is_name(word) and _marked(word))]
    return WordCount(len(words), sum(map(_marked, words)))


def _is_name(word: str) -> bool:
    return word[:1].isupper() and not word[1:].isupper()


def _marked(word: str) -> bool:
    return any(letter in "đĐ" or letter in _MARKS for letter in unicodedata.normalize("NFD", word))

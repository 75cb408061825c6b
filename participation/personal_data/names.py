"""What is shown of a name whose owner did not agree to its publication. Pure."""

from __future__ import annotations

import unicodedata
from typing import Final

from formats.vietnamese.text import visible

# No name has more words; a sentence in the field of the name would be told word by word.
MOST_INITIALS: Final = 6


def initials(name: str) -> str:
    """The first letter of each word of a name: "Nguyễn Thị Hoa" gives "N.T.H.". Empty where there is no letter.

    Letters that stand alone one after the other ("N g u y ễ n") are one word: each with its full stop, they would be
    the name.
    """
    words: list[str] = []
    was_alone = False
    for word in _letters(name).split():
        is_alone = len(word) == 1
        if not (is_alone and was_alone):
            words.append(word)
        was_alone = is_alone
    return "".join(f"{_capital(word)}." for word in words[:MOST_INITIALS])


def _letters(name: str) -> str:
    """A name with a blank for whatever is no letter; marks that stand on a letter go with it."""
    signs = unicodedata.normalize("NFC", visible(name))
    kept = (sign for sign in signs if not unicodedata.category(sign).startswith("M"))
    return "".join(sign if sign.isalpha() else " " for sign in kept)


def _capital(word: str) -> str:
    """The first letter, as one capital: "ß" has none of one letter."""
    capital = word[0].upper()
    return capital if len(capital) == 1 else word[0]

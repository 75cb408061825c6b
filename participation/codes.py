"""The code by which a sender asks for what was sent. Pure, but for chance."""

from __future__ import annotations

import secrets
from typing import Final

from formats.vietnamese.text import ascii_fold

# Neither vowels, which make words, nor what is read for something else: 0 and O, 1, I and L.
LETTERS: Final = "23456789BCDFGHJKMNPQRSTVWXZ"
LENGTH: Final = 12
GROUP: Final = 4


def new_code() -> str:
    """A code that nobody guesses: one of 27 to the power of 12."""
    return "".join(secrets.choice(LETTERS) for _number in range(LENGTH))


def written(code: str) -> str:
    """A code as people read it: "7KQ2-M9XT-4B6H"."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def typed_code(text: str) -> str:
    """A code as it is stored, of what somebody typed: other capitals, spaces and dashes make no other code."""
    return "".join(letter for letter in ascii_fold(text).upper() if letter in LETTERS)

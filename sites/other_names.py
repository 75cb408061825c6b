"""Other names of a portal: former units, quarters, streets by which citizens look for it; lines of one column. Pure."""

from __future__ import annotations

from typing import Final

from formats.vietnamese.text import ascii_fold, clean_text
from sites.errors import NamesRefused

MOST_NAMES: Final = 300
NAME_LENGTH: Final = 100
MAX_TEXT_LENGTH: Final = 15_000


def names_of(text: str) -> tuple[str, ...]:
    """Read the lines of the column as names, each once."""
    return tuple(dict.fromkeys(filter(None, map(clean_text, text.splitlines()))))


def check_names(text: str) -> None:
    """Refuse what the column may not hold.

    Raises:
        NamesRefused: a name is too long, or there are too many.
    """
    names = names_of(text)
    if len(names) > MOST_NAMES or any(len(name) > NAME_LENGTH for name in names):
        raise NamesRefused


def name_with_words(names: tuple[str, ...], query: str) -> str:
    """The first of some names that has every word of a query, accents and case aside; empty where none has."""
    words = ascii_fold(query).lower().split()
    return next((name for name in names if words and all(word in ascii_fold(name).lower() for word in words)), "")

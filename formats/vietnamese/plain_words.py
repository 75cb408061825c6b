"""Public words as they are searched: without marks, signs and capitals. Pure."""

from __future__ import annotations

import re
from typing import Final

from formats.vietnamese.text import ascii_fold, clean_text

MOST_WORDS: Final = 8
_SIGNS: Final = re.compile(r"[^a-z0-9]+")


def folded(text: str) -> str:
    """The words of a text, each with a space before it: "Xin cấp lại" gives " xin cap lai"."""
    words = _SIGNS.sub(" ", ascii_fold(clean_text(text)).lower()).split()
    return "".join(f" {word}" for word in words)


def asked_words(typed: str) -> list[str]:
    """The beginnings of words that a text has to have, as `folded` writes them. At most eight."""
    return [f" {word}" for word in dict.fromkeys(folded(typed).split())][:MOST_WORDS]

"""Texts that somebody sent. Pure."""

from __future__ import annotations

from formats.vietnamese.text import to_nfc, visible
from qa.errors import TextMissing, TextTooLong


def checked_text(text: str, *, most: int) -> str:
    """A text in NFC, without invisible characters, and without space around it.

    Raises:
        TextMissing: there is none.
        TextTooLong: of more letters than `most`.
    """
    text = to_nfc(visible(text)).strip()
    if not text:
        raise TextMissing
    if len(text) > most:
        raise TextTooLong
    return text

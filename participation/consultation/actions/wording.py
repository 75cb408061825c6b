"""The words of a comment as they are stored, and the hash by which the same words are found."""

from __future__ import annotations

import hashlib

from formats.vietnamese.text import to_nfc, visible
from participation.errors import CommentMissing


def content_hash_of(text: str) -> str:
    """Hash the words of a comment, ignoring case and white space. Marks count: words differ by them."""
    folded = " ".join(to_nfc(to_nfc(visible(text)).casefold()).split())
    return hashlib.sha256(folded.encode()).hexdigest()


def checked_text(text: str, *, most: int) -> str:
    """A text in NFC, without invisible characters, and without space around it.

    Raises:
        CommentMissing: there is none, or more letters than `most`.
    """
    text = to_nfc(visible(text)).strip()
    if not text or len(text) > most:
        raise CommentMissing
    return text

"""Registration only: how text in an old encoding is told where no screen converts it: descriptions, names."""

from __future__ import annotations

from home.legacy_conversion import in_unicode
from sites.old_text import register_old_text_reader


def read_old_text(text: str) -> tuple[str, list[str]]:
    """A text in Unicode, and the names of the encodings that it was in."""
    (converted,), encodings = in_unicode([text])
    return converted, encodings


register_old_text_reader(read_old_text)

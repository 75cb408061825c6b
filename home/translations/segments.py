"""The pieces of a page that its English version has in its own words or with its own choice: one text, one choice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db.models import Model, TextChoices
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from accounts.models import User

# The path of a text in a page, and its Vietnamese words.
PathAndSource = tuple[str, str]


class SegmentState(TextChoices):
    """State of the translation of one text."""

    MISSING = "missing", pgettext_lazy("text to translate", "Not translated")
    CHANGED = "changed", pgettext_lazy("text to translate", "Changed in Vietnamese")
    MACHINE = "machine", pgettext_lazy("text to translate", "By a machine, to be confirmed")
    DONE = "done", pgettext_lazy("text to translate", "Translated")


@dataclass(frozen=True, slots=True)
class Segment:
    """One text of the Vietnamese page with its translation.

    Attributes:
        path: its place in the page, in the notation of wagtail-localize.
        source: the Vietnamese text as it is stored, with its bold words and links.
        text: the English text; empty where it is still to be written.
        source_before, text_before: the text that stood there when it was translated, with its translation, where the
            Vietnamese was changed since.
        by, at: who translated it and when, where that is known.
    """

    path: str
    source: str
    text: str = ""
    state: SegmentState = SegmentState.MISSING
    source_before: str = ""
    text_before: str = ""
    by: User | None = None
    at: datetime | None = None

    @property
    def key(self) -> str:
        """Identifier of the text in addresses and forms."""
        return sha256(f"{self.path}\n{self.source}".encode()).hexdigest()[:20]

    @property
    def field(self) -> str:
        return self.path.partition(".")[0]

    @property
    def is_open(self) -> bool:
        return self.state != SegmentState.DONE


@dataclass(frozen=True, slots=True)
class Override:
    """A picture, file, page or address of the Vietnamese page that the English one may replace by another.

    Attributes:
        model: what is chosen; None: an address.
        source, value: the choice of the Vietnamese page, and that of the English one.
    """

    path: str
    model: type[Model] | None
    source: Any
    value: Any

    @property
    def key(self) -> str:
        return sha256(self.path.encode()).hexdigest()[:20]

    @property
    def field(self) -> str:
        return self.path.partition(".")[0]


def needs_translation(text: str) -> bool:
    """Whether a text has words: a number, an e-mail address or a code is the same in both languages."""
    return "@" not in text and any(character.isalpha() for character in text)

"""Choices of the library."""

from django.db import models
from django.utils.translation import pgettext_lazy


class LibraryEventKind(models.TextChoices):
    """Kinds of events about pictures and documents."""

    FILE_CLEANED = "file_cleaned", pgettext_lazy("portal event", "File rewritten without data about its maker")


class ReadingState(models.TextChoices):
    """What became of drawing the text out of a document."""

    READ = "read", pgettext_lazy("text of a file", "Its text can be found")
    CUT = (
        "cut",
        pgettext_lazy("text of a file", "Too long: its first 500,000 characters, 1,000 pages at most, can be found"),
    )
    SCAN = "scan", pgettext_lazy("text of a file", "Scanned pages: pictures without text, which nobody finds")
    LOCKED = "locked", pgettext_lazy("text of a file", "Locked with a password: nothing in it is found")
    DAMAGED = "damaged", pgettext_lazy("text of a file", "Damaged: nothing in it is found")
    TOO_LARGE = "too_large", pgettext_lazy("text of a file", "Takes too long to read: nothing in it is found")
    INTERRUPTED = "interrupted", pgettext_lazy("text of a file", "Took too long to read: it is tried once more")
    NO_TEXT_FORMAT = "no_text_format", pgettext_lazy("text of a file", "Files of this format are found by title only")


# What an editor can do something about.
FLAGGED = frozenset(
    {ReadingState.CUT, ReadingState.SCAN, ReadingState.LOCKED, ReadingState.DAMAGED, ReadingState.TOO_LARGE}
)

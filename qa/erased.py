"""What goes of a question when its sender is erased: the words as they were sent, and the files. What the board made
public stays, and so does the history."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from participation.erasing import register_eraser
from qa.attachments import erase_files
from qa.models import Question

if TYPE_CHECKING:
    from participation.models import Sender

# Words of the sender, and those in which an officer may have repeated them.
WORDS: Final = ("title", "text", "asked_back", "clarification")


def erase_question(sender: Sender, at: datetime) -> None:
    """Take the words as sent out of the question of a sender, and its files. Three queries."""
    rows = Question.objects.filter(sender=sender)
    for key in rows.values_list("pk", flat=True):
        erase_files(key, at=at)
    rows.update(**dict.fromkeys(WORDS, ""))


register_eraser("question", erase_question)

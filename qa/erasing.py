"""What goes with the data of a sender: the words of the question as they were sent. What the board published stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from participation.erasing import register_erased
from qa.models import Question, QuestionMessage

if TYPE_CHECKING:
    from participation.models import Sender


def hold_questions_of(sender_key: int) -> None:
    """Hold the question of a sender before the sender, as its verbs do (`qa.moves`). One query."""
    rows = Question.objects.select_for_update(of=("self",), no_key=True).filter(sender=sender_key)
    list(rows.values_list("pk"))


def erase_words_of(sender: Sender) -> None:
    """Empty what a sender wrote, and what the sender was asked. History, public text and replies stay. Two queries.

    No event of the question: it holds none of these words, and the erasing of the sender is one of the portal.
    """
    Question.objects.filter(sender=sender).update(title="", text="", asked_back="")
    QuestionMessage.objects.filter(question__sender=sender).update(text="", asked_back="")


register_erased(hold=hold_questions_of, erase=erase_words_of)

"""What goes with the data of a sender: words and files of the question as they were sent, and wherever staff repeated
them out of the public's sight. What citizens read stays, and so does the history."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from editorial.proposals.actions.proposal import erase_proposals
from participation.erasing import register_erasure
from participation.errors import SealNotOpened
from participation.personal_data.ciphers import contact_digests
from participation.sent_files.storing import erase_files
from qa.core.history import locked_ledgers
from qa.mail.following import end_all
from qa.models import Answer, PublicCopy, Question, QuestionFollower, QuestionMessage, QuestionNote, VisibilityChange
from qa.publication.public_copies import erase_copies

if TYPE_CHECKING:
    from participation.models import Sender


def hold_questions_of(sender_key: int) -> None:
    """Hold the question of a sender before the sender, as its verbs do (`qa.core.transitions`), and the ledger that
    they write to before the record of a portal."""
    rows = Question.objects.select_for_update(of=("self",), no_key=True).filter(sender=sender_key)
    locked_ledgers(set(rows.values_list("received_portal", flat=True)))


def erase_question_of(sender: Sender, at: datetime) -> None:
    """Empty what a sender wrote and was asked, and take the files away; likewise drafts, proposals with their versions,
    notes and reasons of the staff, which may repeat it. Of what is withheld, the public text goes as well.

    The words that the public reads stay; copies of files go. No event of the question, but where its reply waited for
    the board: that ends.
    """
    for question in Question.objects.filter(sender=sender):
        about = {
            Question: [question.pk],
            QuestionMessage: list(question.messages.values_list("pk", flat=True)),
            Answer: list(question.answers.values_list("pk", flat=True)),
            PublicCopy: list(PublicCopy.objects.of_question(question.pk).values_list("pk", flat=True)),
        }
        erase_proposals(about, portal=question.received_portal, at=at)
        erase_copies(question.pk)
        erase_files(question.attachments.kept(), at=at)
        _erase_words(question)
        # The sender may follow the own question with the same address.
        digests = {sender.contact_digest}
        # What no key opens any more is erased all the same.
        with suppress(SealNotOpened):
            digests.update(contact_digests(sender.facts.email))
        end_all(QuestionFollower.objects.kept().filter(question=question, contact_digest__in=digests), at=at)


def _erase_words(question: Question) -> None:
    own = Question.objects.filter(pk=question.pk)
    own.update(title="", text="", asked_back="")
    question.messages.update(text="", asked_back="")
    question.answers.update(draft=[])
    VisibilityChange.objects.filter(question=question).update(text="")
    # Written once, but for this.
    QuestionNote._base_manager.filter(question=question).update(text="")
    if question.is_withheld:
        own.update(public_title="", public_text="", public_folded="", published_at=None)
        question.messages.update(public_text="", published_at=None)


register_erasure(hold=hold_questions_of, erase=erase_question_of)

"""What whoever decides on a proposal reads beside it: the question, for those who handle it, and earlier replies."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from home.dates import vi_short_datetime
from participation.errors import SealNotOpened
from participation.senders import name_to_publish
from qa.attachment_files import SentFile
from qa.copy_files import CopyPiece, pages_of, pieces_in
from qa.models import Answer, PublicCopy, Question, QuestionMessage
from qa.permissions import handled_questions
from qa.publication import approved_wording
from sites.file_contents import ending_of_name
from sites.proposals import open_proposal

if TYPE_CHECKING:
    from accounts.models import User
    from sites.reviewed import Beside


def beside_reply(answer: Answer, user: User, on: date) -> list[Beside]:
    """The kind of the reply, the question as it was sent, what was asked back, and what was published before. Some
    queries; nothing for those who do not handle it."""
    if not handles(user, answer.question, on):
        return []
    question = answer.question
    found = [(_("Kind of the reply"), answer.get_kind_display()), *_as_sent(question)]
    for message in question.messages.all():
        found.append((f"{message.get_kind_display()}, {vi_short_datetime(message.sent_at)}", message.text))
    for one in question.answers.published().order_by("published_at"):
        found.append((f"{one.get_kind_display()}, {vi_short_datetime(one.published_at)}", one.text))
    return found


def beside_question(question: Question, user: User, on: date) -> list[Beside]:
    """The name that will be public, and the question as it was sent: what was hidden is seen by comparing. Nothing for
    those who do not handle it."""
    return [*_asker(question), *_as_sent(question)] if handles(user, question, on) else []


def beside_message(message: QuestionMessage, user: User, on: date) -> list[Beside]:
    """The same of what the sender said after it."""
    if not handles(user, message.question, on):
        return []
    return [*_as_sent(message.question), (message.get_kind_display(), message.text)]


def beside_copy(copy: PublicCopy, user: User, on: date) -> list[Beside]:
    """What still looks like personal data in the proposed file, and what the question asks. Reads the file; nothing for
    those who do not handle the question."""
    question = copy.attachment.question
    if not handles(user, question, on):
        return []
    change = open_proposal(copy)
    if change is None or not change.file:
        return _as_sent(question)
    with change.file.open("rb") as file:
        found = pieces_in(pages_of(SentFile("", ending_of_name(str(change.file.name)), file.read())))
    return [(_("In the file, looked at and left by the proposer"), words_of_pieces(found)), *_as_sent(question)]


def words_of_pieces(pieces: list[CopyPiece]) -> str:
    """What a program found in a copy, in a line for each."""
    if not pieces:
        return _("A program finds nothing in it that looks like personal data; what pictures show it does not read.")
    return "\n".join(words_of_piece(piece) for piece in pieces)


def words_of_piece(piece: CopyPiece) -> str:
    pages = ", ".join(map(str, piece.pages))
    told = {"text": piece.text, "kind": piece.kind.label, "pages": pages}
    return _("“%(text)s” (%(kind)s), page %(pages)s") % told


def _asker(question: Question) -> list[Beside]:
    """The name that the public will read by what is proposed: it is approved with the text."""
    change = open_proposal(question)
    proposed = change.values if change is not None else {}
    read = {name: proposed.get(name, getattr(question, name)) for name in ("public_name", "public_name_wording")}
    try:
        name = name_to_publish(question.sender, approved=approved_wording(**read))
    except SealNotOpened:
        return []
    return [(_("Asked by, as the public reads it"), name)] if name else []


def _as_sent(question: Question) -> list[Beside]:
    return [(_("Title as sent"), question.title), (_("Question as sent"), question.text)]


def handles(user: User, question: Question, on: date) -> bool:
    """Whether a person reads the question as it was sent. Three queries at most."""
    return handled_questions(user, on=on).filter(pk=question.pk).exists()

"""What whoever decides on a proposal reads beside it: the question, for those who handle it, and earlier replies."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from editorial.proposals.actions.proposal import open_proposal
from formats.vietnamese.dates import vi_short_datetime
from participation.errors import SealNotOpened
from participation.senders import name_to_publish
from qa.models import Answer, PublicCopy, Question, QuestionMessage
from qa.permissions import handled_questions
from qa.publication.actions import approved_wording
from qa.publication.copy_files import CopyPiece

if TYPE_CHECKING:
    from accounts.models import User
    from editorial.proposals.reviewed_models import Beside


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
    """What no program read for whoever decides, and what the question asks. Nothing for those who do not handle it."""
    question = copy.attachment.question
    if not handles(user, question, on):
        return []
    read = _("Numbers and addresses in the text of a PDF and in these words; what pictures show it does not read.")
    return [(_("What a program looks for"), read), *_as_sent(question)]


def words_of_pieces(values: list[dict[str, Any]] | None) -> str:
    """What a program found in a copy and beside it, in a line for each."""
    return "\n".join(words_of_piece(CopyPiece.of(value)) for value in values or [])


def words_of_piece(piece: CopyPiece) -> str:
    """A piece with where it stands."""
    told = {"text": " ".join(piece.text.split()), "kind": piece.kind.label, "pages": ", ".join(map(str, piece.pages))}
    if not piece.pages:
        return _("“%(text)s” (%(kind)s), in title or description") % told
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

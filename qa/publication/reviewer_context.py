"""What whoever decides on a proposal reads beside it: the question, for those who handle it, and earlier replies."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from editorial.proposals.actions.proposal import open_proposal
from participation.errors import SealNotOpened
from participation.senders import name_to_publish
from qa.models import Question
from qa.permissions import handled_questions
from qa.publication.actions import approved_wording
from qa.publication.copy_files import CopyPiece

if TYPE_CHECKING:
    from accounts.models import User
    from editorial.proposals.reviewed_models import ReviewerContext


def words_of_pieces(values: list[dict[str, Any]] | None) -> str:
    """What a program found in a copy and beside it, in a line for each."""
    return "\n".join(words_of_piece(CopyPiece.of(value)) for value in values or [])


def words_of_piece(piece: CopyPiece) -> str:
    """A piece with where it stands."""
    told = {"text": " ".join(piece.text.split()), "kind": piece.kind.label, "pages": ", ".join(map(str, piece.pages))}
    if not piece.pages:
        return _("“%(text)s” (%(kind)s), in title or description") % told
    return _("“%(text)s” (%(kind)s), page %(pages)s") % told


def asker(question: Question) -> list[ReviewerContext]:
    """The name that the public will read by what is proposed: it is approved with the text."""
    change = open_proposal(question)
    proposed = change.values if change is not None else {}
    read = {name: proposed.get(name, getattr(question, name)) for name in ("public_name", "public_name_wording")}
    try:
        name = name_to_publish(question.sender, approved=approved_wording(**read))
    except SealNotOpened:
        return []
    return [(_("Asked by, as the public reads it"), name)] if name else []


def as_sent(question: Question) -> list[ReviewerContext]:
    return [(_("Title as sent"), question.title), (_("Question as sent"), question.text)]


def handles(user: User, question: Question, on: date) -> bool:
    """Whether a person reads the question as it was sent."""
    return handled_questions(user, on=on).filter(pk=question.pk).exists()

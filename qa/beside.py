"""What whoever decides on a proposal reads beside it: the question, for those who handle it, and earlier replies."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from home.dates import vi_short_datetime
from participation.errors import SealNotOpened
from participation.senders import name_to_publish
from qa.models import Answer, Question, QuestionMessage
from qa.permissions import handled_questions
from qa.publication import approved_wording
from sites.proposals import open_proposal

if TYPE_CHECKING:
    from accounts.models import User
    from sites.reviewed import Beside


def beside_reply(answer: Answer, user: User, on: date) -> list[Beside]:
    """The kind of the reply, the question as it was sent, what was asked back, and what was published before. Some
    queries; nothing for those who do not handle it."""
    if not _handles(user, answer.question, on):
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
    return [*_asker(question), *_as_sent(question)] if _handles(user, question, on) else []


def beside_message(message: QuestionMessage, user: User, on: date) -> list[Beside]:
    """The same of what the sender said after it."""
    if not _handles(user, message.question, on):
        return []
    return [*_as_sent(message.question), (message.get_kind_display(), message.text)]


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


def _handles(user: User, question: Question, on: date) -> bool:
    return handled_questions(user, on=on).filter(pk=question.pk).exists()

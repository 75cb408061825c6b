"""What those are told who follow a public question: what its page says as well, in the language they chose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from formats.vietnamese.dates import vi_date
from qa.enums import AnswerKind
from qa.mail.kinds import MailKind
from qa.mail.links import follower_url, portal_of, public_url
from qa.mail.messages import Letter, Words, quoted, reply_of
from sites.directory import get_directory

if TYPE_CHECKING:
    from qa.models import QuestionFollower, QuestionMail

# Subject, and what is said first.
_SAID: Final = {
    MailKind.FORWARDED: (
        gettext_noop("A question that you follow was forwarded"),
        gettext_noop("The question “%(title)s” was forwarded to: %(name)s."),
    ),
    MailKind.INTERIM: (
        gettext_noop("When a question that you follow will be answered"),
        gettext_noop("The question “%(title)s” is to be answered by %(day)s."),
    ),
    MailKind.ANSWERED: (
        gettext_noop("A question that you follow was answered"),
        gettext_noop("The question “%(title)s” was answered:"),
    ),
    MailKind.OUT_OF_SCOPE: (
        gettext_noop("A question that you follow is of another body"),
        gettext_noop("Another body is competent for the question “%(title)s”."),
    ),
    MailKind.MERGED: (
        gettext_noop("A question that you follow was joined with another"),
        gettext_noop("The question “%(title)s” is answered together with another one that asks the same."),
    ),
    MailKind.SEPARATED: (
        gettext_noop("A question that you follow goes on by itself"),
        gettext_noop("What the question “%(title)s” was joined with ended without an answer: it goes on by itself."),
    ),
    MailKind.WITHDRAWN: (
        gettext_noop("A question that you follow was withdrawn"),
        gettext_noop("Whoever sent the question “%(title)s” took it back."),
    ),
    MailKind.CONFIRM: (
        gettext_noop("Confirm that you want to follow a question"),
        gettext_noop("Somebody wants mails of what happens to the question “%(title)s”, and gave this address."),
    ),
}


def letter_to_follower(mail: QuestionMail, follower: QuestionFollower) -> Letter:
    """The mail to somebody who follows the question. A few queries."""
    question, kind = mail.question, MailKind(mail.kind)
    # The row that was read with it, so that nothing is asked twice.
    follower.question = question
    with translation.override(follower.language):
        asks = kind == MailKind.CONFIRM
        return Letter(
            words=_words(mail, kind, follower),
            code=question.code,
            portal=portal_of(question),
            language=follower.language,
            # Nothing is to be stopped before it was confirmed.
            stop_url="" if asks else follower_url(follower),
            why="" if asks else _("You get this mail because you follow this question by e-mail."),
        )


def _words(mail: QuestionMail, kind: MailKind, follower: QuestionFollower) -> Words:
    event, question = mail.event, mail.question
    page = ((_("The page of the question"), public_url(question, language=follower.language)),)
    reply = reply_of(event, AnswerKind(_REPLIES[kind])) if kind in _REPLIES else None
    record = get_directory().by_id[event.portal_id]
    subject, line = _SAID[kind]
    said = _(line) % {
        "title": question.public_title,
        "name": event.unit.name if event.unit is not None else record.name,
        "day": vi_date(reply.promised_for) if reply is not None else "",
    }
    if kind == MailKind.CONFIRM:
        lines = (said, _("If it was you, confirm it. If not, do nothing: the address is erased after two days."))
        return Words(_(subject), lines, links=((_("Confirm"), follower_url(follower)), *page))
    return Words(_(subject), (said,), text=quoted(reply) if reply is not None else "", links=page)


_REPLIES: Final = {MailKind.INTERIM: AnswerKind.INTERIM, MailKind.ANSWERED: AnswerKind.ANSWER}

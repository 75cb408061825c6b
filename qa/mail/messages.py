"""What a mail on a question says: plain and short, in the language of the question.

An address may be mistyped, and nobody proves by it to be the sender. So there is in none of them the secret of the
sender's link, the code for talks with the agency, a word of the sender, or what the sender is asked; only what is
public, or what anybody would be told who looks the question up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from formats.vietnamese.dates import vi_date
from home.publication.cited_documents import in_words
from qa.core.reply_text import words_of
from qa.enums import AnswerKind, RefusalReason
from qa.mail.kinds import MailKind
from qa.mail.queue import follower_url, lookup_url, portal_of, public_url, shows_replies, stop_url
from qa.models import Answer, Question, QuestionEvent, QuestionMail
from sites.directory import get_directory

if TYPE_CHECKING:
    from qa.models import QuestionFollower
    from sites.directory import PortalRecord

# To those who follow a question: subject, and what is said first.
_SAID_TO_FOLLOWERS: Final = {
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
# The reply that is quoted to them.
_REPLIES: Final = {MailKind.INTERIM: AnswerKind.INTERIM, MailKind.ANSWERED: AnswerKind.ANSWER}


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of one event.

    Attributes:
        text: what is quoted: a published reply, or what the sender is asked.
        links: label and address of each.
    """

    subject: str
    lines: tuple[str, ...]
    text: str = ""
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail but for its address."""

    words: Words
    code: str
    portal: PortalRecord
    language: str
    stop_url: str
    why: str

    @property
    def subject(self) -> str:
        """One line, with the code, so that mails on one question stand together."""
        return " ".join(f"[{self.code}] {self.words.subject}".split())


def letter_to_sender(mail: QuestionMail) -> Letter:
    """The mail to whoever sent the question."""
    question = mail.question
    with translation.override(question.language):
        return Letter(
            words=_WORDS[MailKind(mail.kind)](mail),
            code=question.code,
            portal=portal_of(question),
            language=question.language,
            stop_url=stop_url(question, language=question.language),
            why=_("You get this mail because you asked the portal to tell you of your question by e-mail."),
        )


def _received(mail: QuestionMail) -> Words:
    question = mail.question
    lines = (
        _("We have received your question."),
        _("Its code, which is public: %(code)s") % {"code": question.code},
        _("By %(day)s it is forwarded to the unit that answers.") % {"day": vi_date(question.classify_due)},
        _("By %(day)s you get the answer, or the day on which it will come.") % {"day": vi_date(question.answer_due)},
        _("Your own link was shown when you sent the question. No mail has it: whoever has it reads what you sent."),
    )
    return Words(_("Your question was received"), lines, links=_links(question))


def _forwarded(mail: QuestionMail) -> Words:
    unit, to = mail.event.unit, get_directory().by_id[mail.event.portal_id].name
    if unit is not None:
        to = _("%(unit)s, %(agency)s") % {"unit": unit.name, "agency": to}
    lines = (
        _("Your question was forwarded to: %(name)s.") % {"name": to},
        _("The time limit stays the same: %(day)s.") % {"day": vi_date(mail.question.answer_due)},
    )
    return Words(_("Your question was forwarded"), lines, links=_links(mail.question))


def _interim(mail: QuestionMail) -> Words:
    reply = reply_of(mail.event, AnswerKind.INTERIM)
    lines = [
        _("Your question is being worked on."),
        _("You get the answer by %(day)s.") % {"day": vi_date(reply.promised_for if reply else None)},
    ]
    return _with_reply(mail.question, reply, _("When your question will be answered"), lines)


def _with_reply(question: Question, reply: Answer | None, subject: str, lines: list[str]) -> Words:
    """A reply is quoted as long as citizens read it; else its sender reads it by the own link."""
    text = quoted(reply) if reply is not None and shows_replies(question) else ""
    if not text:
        lines.append(_("You read it by the link that you got on receipt."))
    return Words(subject, tuple(lines), text, _links(question))


def _merged(mail: QuestionMail) -> Words:
    other: Question | None = mail.question.merged_into
    text = _("Others asked the same. Your question is answered together with theirs.")
    if other is not None and Question.objects.addressed().filter(pk=other.pk).exists():
        text = _("Others asked the same. Your question is answered together with %(code)s.") % {"code": other}
    links = _links(mail.question)
    if other is not None and (url := public_url(other, language=mail.question.language)):
        links = ((_("The question that is answered"), url), *links)
    return Words(_("Your question was joined with another"), (text,), links=links)


def _joined_answered(mail: QuestionMail) -> Words:
    other = mail.event.question
    reply = reply_of(mail.event, AnswerKind.ANSWER)
    text = quoted(reply) if reply is not None and shows_replies(other) else ""
    lines = [_("The question that yours was joined with was answered.")]
    if not text:
        lines.append(_("The answer is not public. Please ask the agency about yours."))
    return Words(_("The question that yours was joined with was answered"), tuple(lines), text, _joined_links(mail))


def _joined_links(mail: QuestionMail) -> tuple[tuple[str, str], ...]:
    """The page of the other question, where it has one, before the own links."""
    url = public_url(mail.event.question, language=mail.question.language)
    own = _links(mail.question)
    return ((_("The question that is answered"), url), *own) if url else own


_WORDS: Final[dict[MailKind, Callable[[QuestionMail], Words]]] = {
    MailKind.RECEIVED: _received,
    MailKind.FORWARDED: _forwarded,
    MailKind.ASKED_BACK: lambda mail: Words(
        _("Your question needs a clarification"),
        (
            _("To answer your question, the unit needs to know more from you."),
            _("What it asks stands behind the link that you got on receipt. Please answer there."),
            _("The time limit goes on meanwhile: %(day)s.") % {"day": vi_date(mail.question.answer_due)},
        ),
        links=_links(mail.question),
    ),
    MailKind.INTERIM: _interim,
    MailKind.ANSWERED: lambda mail: _with_reply(
        mail.question,
        reply_of(mail.event, AnswerKind.ANSWER),
        _("Your question was answered"),
        [_("Your question was answered.")],
    ),
    MailKind.OUT_OF_SCOPE: lambda mail: Words(
        _("Another body is competent for your question"),
        (
            _("Your question is not within the competence of this agency."),
            _("Competent is: %(body)s. Please send it there.") % {"body": mail.event.data["body"]},
        ),
        links=_links(mail.question),
    ),
    MailKind.ROUTED_OUT: lambda mail: Words(
        _("What you sent was passed on"),
        (
            _("What you sent is handled by the law on complaints and denunciations, and is not published."),
            _("It was passed on to: %(body)s.") % {"body": mail.event.data["body"]},
        ),
        links=_links(mail.question),
    ),
    MailKind.REFUSED: lambda mail: Words(
        _("Your question was not accepted"),
        (
            _("Your question was not accepted. The reason: %(reason)s.")
            % {"reason": RefusalReason(mail.question.refused_because).label},
            _("You can write it anew and send it again."),
        ),
        links=_links(mail.question),
    ),
    MailKind.MERGED: _merged,
    MailKind.JOINED_ANSWERED: _joined_answered,
    MailKind.JOINED_DECLINED: lambda mail: Words(
        _("Another body is competent for your question"),
        (
            _("The question that yours was joined with is not within the competence of this agency, and so is yours."),
            _("Competent is: %(body)s. Please send it there.") % {"body": mail.event.data["body"]},
        ),
        links=_joined_links(mail),
    ),
    MailKind.SEPARATED: lambda mail: Words(
        _("Your question goes on by itself"),
        (
            _("The question that yours was joined with ended without an answer. Yours goes on by itself."),
            _("The time limit is counted from its own receipt: %(day)s.") % {"day": vi_date(mail.question.answer_due)},
        ),
        links=_links(mail.question),
    ),
    MailKind.WITHDRAWN: lambda mail: Words(
        _("Your question was withdrawn"),
        (
            _("You took your question back. Nothing more happens to it."),
            _("If it was not you, write to the portal."),
        ),
        links=_links(mail.question),
    ),
}


def _links(question: Question) -> tuple[tuple[str, str], ...]:
    """The public page where there is one, and where the sender looks the question up."""
    public = public_url(question, language=question.language)
    own = (_("Look it up with your tracking code"), lookup_url(question, language=question.language))
    return ((_("The page of the question"), public), own) if public else (own,)


def quoted(reply: Answer) -> str:
    """A published reply as mails quote it: with the documents that it rests on."""
    documents, text = in_words(reply.documents), words_of(reply.text, with_links=True)
    return f"{text}\n\n{_('Legal documents that the reply rests on')}:\n{documents}" if documents else text


def reply_of(event: QuestionEvent, kind: AnswerKind) -> Answer | None:
    """The published reply that an event names."""
    return Answer.objects.published().filter(question=event.question_id, kind=kind, pk=event.data["reply"]).first()


def letter_to_follower(mail: QuestionMail, follower: QuestionFollower) -> Letter:
    """The mail to somebody who follows the question."""
    question, kind = mail.question, MailKind(mail.kind)
    # The row that was read with it, so that nothing is asked twice.
    follower.question = question
    with translation.override(follower.language):
        asks = kind == MailKind.CONFIRM
        return Letter(
            words=_words_to_follower(mail, kind, follower),
            code=question.code,
            portal=portal_of(question),
            language=follower.language,
            # Nothing is to be stopped before it was confirmed.
            stop_url="" if asks else follower_url(follower),
            why="" if asks else _("You get this mail because you follow this question by e-mail."),
        )


def _words_to_follower(mail: QuestionMail, kind: MailKind, follower: QuestionFollower) -> Words:
    event, question = mail.event, mail.question
    page = ((_("The page of the question"), public_url(question, language=follower.language)),)
    reply = reply_of(event, AnswerKind(_REPLIES[kind])) if kind in _REPLIES else None
    record = get_directory().by_id[event.portal_id]
    subject, line = _SAID_TO_FOLLOWERS[kind]
    said = _(line) % {
        "title": question.public_title,
        "name": event.unit.name if event.unit is not None else record.name,
        "day": vi_date(reply.promised_for) if reply is not None else "",
    }
    if kind == MailKind.CONFIRM:
        lines = (said, _("If it was you, confirm it. If not, do nothing: the address is erased after two days."))
        return Words(_(subject), lines, links=((_("Confirm"), follower_url(follower)), *page))
    return Words(_(subject), (said,), text=quoted(reply) if reply is not None else "", links=page)

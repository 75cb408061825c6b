"""Of what the sender of a question is told by mail, and until when it is worth telling. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db import models
from django.utils.translation import pgettext_lazy

from qa.enums import QuestionState, Verb


class MailKind(models.TextChoices):
    """What a mail tells."""

    RECEIVED = "received", pgettext_lazy("mail on a question", "Received")
    FORWARDED = "forwarded", pgettext_lazy("mail on a question", "Forwarded to who answers")
    ASKED_BACK = "asked_back", pgettext_lazy("mail on a question", "Clarification asked for")
    INTERIM = "interim", pgettext_lazy("mail on a question", "Progress, with the day of the answer")
    ANSWERED = "answered", pgettext_lazy("mail on a question", "Answered")
    OUT_OF_SCOPE = "out_of_scope", pgettext_lazy("mail on a question", "Another body is competent")
    ROUTED_OUT = "routed_out", pgettext_lazy("mail on a question", "Passed on as a complaint or denunciation")
    REFUSED = "refused", pgettext_lazy("mail on a question", "Not accepted")
    MERGED = "merged", pgettext_lazy("mail on a question", "Joined with another question")
    JOINED_ANSWERED = "joined_answered", pgettext_lazy("mail on a question", "What it was joined with is answered")
    JOINED_DECLINED = (
        "joined_declined",
        pgettext_lazy("mail on a question", "Another body is competent for what it was joined with"),
    )
    SEPARATED = "separated", pgettext_lazy("mail on a question", "Goes on by itself")
    WITHDRAWN = "withdrawn", pgettext_lazy("mail on a question", "Withdrawn by the sender")
    CONFIRM = "confirm", pgettext_lazy("mail on a question", "To confirm that somebody follows it")


class MailState(models.TextChoices):
    """Where a mail stands."""

    QUEUED = "queued", pgettext_lazy("mail on a question", "To be sent")
    SENDING = "sending", pgettext_lazy("mail on a question", "Being sent")
    SENT = "sent", pgettext_lazy("mail on a question", "Sent")
    FAILED = "failed", pgettext_lazy("mail on a question", "Not sent")
    DROPPED = "dropped", pgettext_lazy("mail on a question", "Not needed any more")


class MailTrouble(models.TextChoices):
    """Why a mail was not sent; in no words of the mail server, which name the address."""

    SERVER = "server", pgettext_lazy("mail on a question", "The mail server did not take it")
    ADDRESS = "address", pgettext_lazy("mail on a question", "The mail server refuses the address")
    UNREADABLE = "unreadable", pgettext_lazy("mail on a question", "The address cannot be read: a key is missing")


class MailDropped(models.TextChoices):
    """Why a mail is not needed any more."""

    OVERTAKEN = "overtaken", pgettext_lazy("mail on a question", "Something else has happened since")
    NOT_WANTED = "not_wanted", pgettext_lazy("mail on a question", "The person wants no mail")
    NO_ADDRESS = "no_address", pgettext_lazy("mail on a question", "The person gave no e-mail address")
    ERASED = "erased", pgettext_lazy("mail on a question", "The personal data was erased")
    NOT_PUBLIC = "not_public", pgettext_lazy("mail on a question", "Citizens do not read the question any more")
    TOO_OLD = "too_old", pgettext_lazy("mail on a question", "It could not be sent for a week")


# What those are told who follow a question: what its page says as well.
TOLD_TO_FOLLOWERS: Final = frozenset(
    {
        MailKind.FORWARDED,
        MailKind.INTERIM,
        MailKind.ANSWERED,
        MailKind.OUT_OF_SCOPE,
        MailKind.MERGED,
        MailKind.SEPARATED,
        MailKind.WITHDRAWN,
    }
)
# Kinds of mail that quote the reply.
TELLS_A_REPLY: Final = frozenset({MailKind.INTERIM, MailKind.ANSWERED})
_KINDS: Final = {
    Verb.RECEIVE: MailKind.RECEIVED,
    Verb.FORWARD: MailKind.FORWARDED,
    Verb.ASK_BACK: MailKind.ASKED_BACK,
    Verb.TELL_PROGRESS: MailKind.INTERIM,
    Verb.ANSWER: MailKind.ANSWERED,
    Verb.DECLINE: MailKind.OUT_OF_SCOPE,
    Verb.ROUTE_OUT: MailKind.ROUTED_OUT,
    Verb.REFUSE: MailKind.REFUSED,
    Verb.MERGE: MailKind.MERGED,
    Verb.SEPARATE: MailKind.SEPARATED,
    Verb.WITHDRAW: MailKind.WITHDRAWN,
}
# What the senders of those are told that were joined with a question, of what is told of that one.
_KINDS_FOR_JOINED: Final = {
    MailKind.ANSWERED: MailKind.JOINED_ANSWERED,
    MailKind.OUT_OF_SCOPE: MailKind.JOINED_DECLINED,
}
# What takes back what a mail tells, without a mail of its own.
_UNDONE_BY: Final = {
    # Back with the board of the same portal it stays forwarded: another unit makes no mail.
    MailKind.FORWARDED: frozenset({Verb.RETURN, Verb.SEND_BACK}),
    MailKind.ASKED_BACK: frozenset({Verb.CLARIFY, Verb.START, Verb.ASSIGN, Verb.FALL_BACK, Verb.LET_STAND}),
}
# Which later mails make one needless. The receipt holds the code and the link, and an answer stays an answer: both are
# worth telling late.
_ANY: Final = frozenset(MailKind)
_OVERTAKEN_BY: Final = {
    MailKind.RECEIVED: frozenset({MailKind.WITHDRAWN}),
    MailKind.ANSWERED: frozenset({MailKind.ANSWERED}),
    MailKind.JOINED_ANSWERED: frozenset({MailKind.ANSWERED}),
    MailKind.CONFIRM: frozenset(),
}


def kind_of(verb: str, before: str) -> MailKind | None:
    """The mail that an event makes; None where it makes none. Within a portal the first unit is told, no other."""
    if verb == Verb.ASSIGN:
        return MailKind.FORWARDED if before == QuestionState.RECEIVED else None
    return _KINDS.get(Verb(verb))


def kind_for_joined(kind: MailKind) -> MailKind | None:
    """The mail to the senders of what was joined with a question; None where they are told nothing."""
    return _KINDS_FOR_JOINED.get(kind)


def is_overtaken(kind: MailKind, later: Iterable[tuple[str, str]]) -> bool:
    """Whether what a mail tells holds no more.

    Args:
        later: verb and state before of each event since.
    """
    undone, needless = _UNDONE_BY.get(kind, frozenset()), _OVERTAKEN_BY.get(kind, _ANY)
    return any(verb in undone or kind_of(verb, before) in needless for verb, before in later)

"""Receiving a question: its code, and the first verb, which writes the first event."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone

from audit.events import record_event
from audit.sealing.seals import hash_of, new_token
from participation.enums.submissions import ConsentChannel
from participation.senders import receive_sender
from qa.asking.attachments import keep_files
from qa.core.history import Entry, record
from qa.core.queries import days_from
from qa.core.texts import checked_text
from qa.core.topics import check_topic
from qa.enums import Actor, QuestionEventKind, Verb
from qa.errors import PortalNotServing
from qa.mail.queue import queue_mail
from qa.models import Question, QuestionCounter, QuestionTopic
from qa.models.question import TEXT_LENGTH, TITLE_LENGTH
from sites.enums import PortalState
from sites.locking import locked_portal

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence, Sized

    from accounts.models import User
    from participation.models import ConsentText, SenderFacts
    from participation.sent_files.checking import SentFile
    from sites.models import Portal


_CODE: Final = re.compile(r"(?P<portal>[A-Z0-9-]+)-(?P<year>\d{4})-(?P<number>\d{6,})")


def question_code(portal_code: str, *, year: int, number: int) -> str:
    """The code of the question with a number within a year of the portal that received it."""
    return f"{portal_code.upper()}-{year}-{number:06d}"


def as_typed(text: str) -> str:
    """A code as somebody types or reads it from paper, written as it is kept; empty where it is none.

    Spaces do not count, nor do small letters and the kind of dash.
    """
    code = re.sub(r"[‐-―−]", "-", re.sub(r"\s+", "", text)).upper()
    return code if _CODE.fullmatch(code) else ""


@transaction.atomic
def receive_question(
    portal: Portal,
    *,
    title: str,
    text: str,
    language: str,
    sender: SenderFacts,
    agreed: Collection[ConsentText],
    at: datetime,
    channel: ConsentChannel = ConsentChannel.FORM,
    by: User | None = None,
    topic: QuestionTopic | None = None,
    files: Sequence[SentFile] = (),
    token: str = "",
    token_hash: str = "",
) -> tuple[Question, str]:
    """Take a question in. Returns it with the secret of the sender's link, which is kept nowhere.

    Args:
        agreed: the consents that were ticked.
        by: who entered it, of what came by letter; None: the person did.
        files: that were looked at (`participation.sent_files.checking`).
        token: the secret, where the caller has one of that length that nobody guesses.
        token_hash: of the secret of a link that the sender has already; the secret that is returned is of no use then.

    Raises:
        PortalNotServing: the portal is not live.
        SenderIncomplete, ConsentMissing: as `participation.senders.receive_sender` says.
        TextMissing, TextTooLong: of the title or the text.
        TopicEnded: the topic is not in use any more.
        ClocksUnknown: no time limits are in force.
    """
    portal = locked_portal(portal.pk)
    if portal.state != PortalState.LIVE:
        raise PortalNotServing
    if topic is not None:
        check_topic(topic)
    title, text = checked_text(title, most=TITLE_LENGTH), checked_text(text, most=TEXT_LENGTH)
    today = timezone.localdate(at)
    token = token or new_token()
    # A number is never given twice: the portal is locked.
    counter, _made = QuestionCounter.objects.get_or_create(portal=portal, year=today.year)
    counter.last += 1
    counter.save(update_fields=["last"])
    question = Question.objects.create(
        code=question_code(portal.code, year=today.year, number=counter.last),
        token_hash=token_hash or hash_of(token),
        received_portal=portal,
        responsible_portal=portal,
        sender=receive_sender(portal, sender, agreed=agreed, channel=channel, by=by, at=at),
        topic=topic,
        language=language,
        title=title,
        text=text,
        received_at=at,
        **asdict(days_from(at)),
    )
    _record_receipt(question, files=keep_files(question, files), by=by, at=at)
    return question, token


def _record_receipt(question: Question, *, files: Sized, by: User | None, at: datetime) -> None:
    """Write the first event of a question, and that of its portal, and queue the receipt."""
    told: dict[str, Any] = {"days": question.days_in_words()}
    if files:
        told["files"] = len(files)
    queue_mail(record(Entry(question, Verb.RECEIVE, "", Actor.SENDER, data=told), by=by, at=at))
    record_event(
        QuestionEventKind.QUESTION_RECEIVED, portal=question.received_portal, at=at, by=by, question=question.code
    )

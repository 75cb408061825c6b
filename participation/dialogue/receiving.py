"""Receipt of a live question: its data, and the verb."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from audit.sealing.seals import hash_of, new_token
from participation.codes import new_code
from participation.dialogue.errors import LiveQuestionsClosed
from participation.dialogue.events import locked_event
from participation.dialogue.notices import tell_of_first_waiting
from participation.dialogue.transitions import checked_words, record_live_question_event
from participation.enums.live_questions import LiveQuestionEventKind
from participation.enums.submissions import ConsentChannel
from participation.errors import SenderIncomplete
from participation.models import LiveQuestion
from participation.models.live_question import QUESTION_LENGTH
from participation.senders import receive_sender
from sites.enums import PortalState

if TYPE_CHECKING:
    from information.models import LiveEventPage
    from participation.models import ConsentText, SenderFacts


@dataclass(frozen=True, slots=True)
class LiveQuestionData:
    """Content of a question from the form, before it is received.

    Attributes:
        pass_on: what is not answered becomes a question with time limits; with a name and a contact alone.
        sender: None: neither a name nor a contact was left.
        agreed: the texts of consents that were ticked.
    """

    text: str
    language: str
    pass_on: bool = False
    sender: SenderFacts | None = None
    agreed: Collection[ConsentText] = ()


@transaction.atomic
def receive_live_question(
    event: LiveEventPage, asked: LiveQuestionData, *, at: datetime, token: str = ""
) -> tuple[LiveQuestion, str]:
    """Take in a question from the form. Returns it with the secret of the sender's link, which is kept nowhere.

    Args:
        token: the secret, where the caller has one that nobody guesses.

    Raises:
        LiveQuestionsClosed: the event takes none at this time, or is not public any more.
        LiveWordsMissing: there is no text, or too much.
        SenderIncomplete: it is to be passed on, and there is no name or no contact.
        ConsentMissing: a name or a contact was left, and no consent to use it.
    """
    portal, stored = locked_event(event)
    if portal is None or stored is None or portal.state != PortalState.LIVE or not stored.takes_questions_at(at):
        raise LiveQuestionsClosed
    text = checked_words(asked.text, most=QUESTION_LENGTH)
    sender = None
    if asked.sender is not None:
        sender = receive_sender(
            portal, asked.sender, agreed=asked.agreed, channel=ConsentChannel.FORM, by=None, at=at,
            needs_name_and_contact=asked.pass_on,
        )  # fmt: skip
    elif asked.pass_on:
        raise SenderIncomplete
    token = token or new_token()
    question = LiveQuestion.objects.create(
        portal=portal,
        page=stored,
        code=new_code(),
        token_hash=hash_of(token),
        sender=sender,
        pass_on=asked.pass_on,
        language=asked.language,
        text=text,
        received_at=at,
    )
    received = LiveQuestionEventKind.LIVE_QUESTION_RECEIVED
    event_record = record_live_question_event(received, question, by=None, at=at)
    tell_of_first_waiting(question, event=event_record)
    return question, token

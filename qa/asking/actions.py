"""The verb of whoever fills in the form: a question is received once, and not more often than one person asks."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from audit.errors import TooManyTries
from audit.sealing.seals import hash_of
from audit.throttling import Action, hit_within
from formats.vietnamese.text import ascii_fold
from participation.enums.submissions import ConsentPurpose
from participation.errors import RulesNotAccepted
from participation.personal_data.ciphers import contact_digest
from participation.sent_forms.limits import DAY, HOUR, check_proof, count_sent, counted_network
from participation.sent_forms.sender_requests import renew_consents
from qa.core.receiving import receive_question
from qa.errors import AskedBefore, AskedTooOften
from qa.models import Question
from qa.throttled_actions import (
    ASKING,
    ASKING_THE_SAME,
    CHECKING_NUMBERS,
    LOOKING_UP,
    SENDING_FORM,
    TYPING_TITLE,
)
from sites.locking import locked_portal

if TYPE_CHECKING:
    from participation.models import ConsentText, SenderFacts
    from participation.sent_files.checking import SentFile
    from participation.sent_forms.form_tokens import FormToken
    from qa.models import QuestionTopic
    from sites.directory import PortalRecord


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody filled in."""

    title: str
    text: str
    language: str
    sender: SenderFacts
    agreed: Collection[ConsentText]
    topic: QuestionTopic | None = None
    files: Sequence[SentFile] = ()


def count_lookup(*, address: str | None, at: datetime) -> None:
    """Count a code that is looked up.

    Raises:
        AskedTooOften: there were too many from this address.
    """
    _count(LOOKING_UP, counted_network(address), limit=settings.QUESTION_LOOKUPS_PER_ADDRESS_HOUR, period=HOUR, at=at)


def count_similar(*, address: str | None, at: datetime) -> None:
    """Count a title for which similar questions are looked for.

    Raises:
        AskedTooOften: there were too many from this address.
    """
    _count(TYPING_TITLE, counted_network(address), limit=settings.QUESTION_SIMILAR_PER_ADDRESS_HOUR, period=HOUR, at=at)


def count_numbers(*, address: str | None, at: datetime) -> None:
    """Count a question whose numbers are looked for before its form is sent: as many as there may be forms.

    Raises:
        AskedTooOften: there were too many from this address.
    """
    _count(
        CHECKING_NUMBERS, counted_network(address), limit=settings.QUESTION_FORMS_PER_ADDRESS_HOUR, period=HOUR, at=at
    )


def count_form(*, address: str | None, at: datetime) -> None:
    """Count a form that was sent, right or wrong: each is looked at, with its files.

    Raises:
        AskedTooOften: there were too many from this address.
    """
    _count(SENDING_FORM, counted_network(address), limit=settings.QUESTION_FORMS_PER_ADDRESS_HOUR, period=HOUR, at=at)


def ask_question(
    portal: PortalRecord, asked: Asked, *, form_token: FormToken, proof: str, address: str | None, at: datetime
) -> tuple[Question, str]:
    """Receive a question from the form. Returns it with the secret of its link.

    A form that is sent once more, since nobody waited for the answer, gives the question that it gave before.

    Raises:
        AskedBefore: the same contact asked the same from the same network within a day. Of another network nothing is
            said: who knows a contact and a text would learn that they belong together.
        AskedTooOften: with this contact from this address in a day, or from this address in an hour. A contact is not
            counted over all networks: whoever types that of somebody else would keep them from asking, and learn
            whether they ask.
        ProofMissing: a proof of work is asked for, and neither is there one nor was there time enough without.
        RulesNotAccepted: Article 13 is not accepted (29.1). What comes by letter has no box to tick.
        PortalRefusal: as `qa.core.receiving.receive_question` says.
    """
    if ConsentPurpose.RULES not in {text.purpose for text in asked.agreed}:
        raise RulesNotAccepted
    token = form_token.token_for(portal.id, title=asked.title, text=asked.text, sender=asked.sender.as_content())
    with transaction.atomic():
        # Who sends the same form at the same moment waits here, and then finds the question.
        stored = locked_portal(portal.id)
        known = Question.objects.filter(token_hash=hash_of(token), received_portal=stored).first()
        if known is not None:
            renew_consents(known.sender, agreed=asked.agreed, at=at)
            return known, token
        check_proof(form_token, proof, address=address, at=at, refusal=AskedTooOften)
        _count_question(stored.pk, asked, address=address, at=at)
        question, _token = receive_question(
            stored,
            title=asked.title,
            text=asked.text,
            language=asked.language,
            sender=asked.sender,
            agreed=asked.agreed,
            topic=asked.topic,
            files=asked.files,
            token=token,
            at=at,
        )
    return question, token


def _count_question(portal_id: int, asked: Asked, *, address: str | None, at: datetime) -> None:
    """Count a question of its words, with its contact and from its address."""
    network, contact = counted_network(address), contact_digest(asked.sender.contact)
    # As it is compared, neither spaces, nor capitals, nor marks make another text.
    bare = "".join(ascii_fold(asked.text).lower().split())
    same = "\n".join([str(portal_id), contact, network, hashlib.sha256(bare.encode()).hexdigest()])
    try:
        hit_within(ASKING_THE_SAME, same, limit=1, period=DAY, at=at)
    except TooManyTries as refusal:
        raise AskedBefore(since=refusal.since or at) from refusal
    _count(ASKING, f"{contact}\n{network}", limit=settings.QUESTIONS_PER_CONTACT_DAY, period=DAY, at=at)
    _count(ASKING, network, limit=settings.QUESTIONS_PER_ADDRESS_HOUR, period=HOUR, at=at)


def _count(what: Action, name: str, *, limit: int, period: timedelta, at: datetime) -> None:
    count_sent(what, name, limit=limit, period=period, at=at, refusal=AskedTooOften)

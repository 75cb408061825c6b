"""The verbs of whoever asks at a live event: by the form, and by the secret link."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from audit.sealing.seals import hash_of
from participation.consents import withdraw_consent
from participation.dialogue.actions import LiveQuestionData, receive_live_question, withdraw_live_question
from participation.dialogue.errors import NotYourLiveQuestion
from participation.enums import CommentState, ConsentChannel, ConsentPurpose
from participation.errors import FormUsed, RulesNotAccepted
from participation.models import LiveQuestion
from participation.sent_forms.limits import HOUR, check_proof, count_sent, counted_network
from participation.sent_forms.sender_requests import ask_to_erase, hide_name, sender_by_token
from participation.throttled_actions import ASKING_LIVE, SENDING_LIVE_FORM
from sites.directory import get_directory
from sites.locking import locked_portal

if TYPE_CHECKING:
    from information.models import LiveEventPage
    from participation.models import Sender
    from participation.sent_forms.form_tokens import FormToken


def count_form(*, address: str | None, at: datetime) -> None:
    """Count a form that was sent, right or wrong.

    Raises:
        SentTooOften: there were too many from this address.
    """
    limit = settings.QUESTION_FORMS_PER_ADDRESS_HOUR
    count_sent(SENDING_LIVE_FORM, counted_network(address), limit=limit, period=HOUR, at=at)


def send_live_question(
    event: LiveEventPage, asked: LiveQuestionData, *, sheet: FormToken, proof: str, address: str | None, at: datetime
) -> tuple[LiveQuestion, str]:
    """Receive a question from the form. Returns it with the secret of its link.

    A form that is sent once more gives the question that it gave before.

    Raises:
        FormUsed: the question that the form gave was taken back since.
        RulesNotAccepted: Article 13 is not accepted (29.1).
        SentTooOften: too many came from this address in an hour.
        ProofMissing: as `participation.sent_forms.limits.check_proof` says.
        PortalRefusal: as `participation.dialogue.actions.receive_live_question` says.
    """
    if ConsentPurpose.RULES not in {text.purpose for text in asked.agreed}:
        raise RulesNotAccepted
    facts = asked.sender.as_content() if asked.sender else {}
    record = get_directory().for_path(event.path)
    title = json.dumps(["live", event.pk, asked.pass_on])
    token = sheet.token_for(record.id if record else 0, title=title, text=asked.text, sender=facts)
    with transaction.atomic():
        # Who sends the same form at the same moment waits here, and then finds the question.
        portal = locked_portal(record.id if record else None)
        known = LiveQuestion.objects.for_portal(portal).filter(token_hash=hash_of(token)).first()
        if known is not None and known.state == CommentState.WITHDRAWN:
            raise FormUsed
        if known is not None:
            return known, token
        check_proof(sheet, proof, address=address, at=at)
        limit = settings.COMMENTS_PER_ADDRESS_HOUR
        count_sent(ASKING_LIVE, counted_network(address), limit=limit, period=HOUR, at=at)
        return receive_live_question(event, asked, token=token, at=at)


def hide_own_name(question: LiveQuestion, *, token: str, at: datetime) -> None:
    """Let the initials stand where the name was public.

    Raises:
        NotYourLiveQuestion: the secret is another, or there is no data of a sender.
        ConsentNotGiven, SenderErased: as `participation.consents.withdraw_consent` says.
    """
    hide_name(_sender_of(question, token), LiveQuestion.objects.filter(pk=question.pk), at=at)


@transaction.atomic
def refuse_use(question: LiveQuestion, *, token: str, at: datetime) -> None:
    """Let the sender agree no more to the use of the data: the question is taken back with it.

    Raises:
        NotYourLiveQuestion: the secret is another, or there is no data of a sender.
        LiveQuestionMoved, PortalArchived: as `participation.dialogue.actions.withdraw_live_question` says.
        ConsentNotGiven, SenderErased: as `participation.consents.withdraw_consent` says.
    """
    sender = _sender_of(question, token)
    if question.state != CommentState.WITHDRAWN:
        withdraw_live_question(question, token=token, at=at)
    locked_portal(question.portal_id)
    withdraw_consent(sender, ConsentPurpose.ANSWER, channel=ConsentChannel.LINK, by=None, at=at)


def ask_to_delete(question: LiveQuestion, *, token: str, at: datetime) -> None:
    """Ask the board to erase what is kept of the sender.

    Raises:
        NotYourLiveQuestion: the secret is another, or there is no data of a sender.
        RequestWaits: it was asked before.
        SenderErased: it was erased before.
    """
    ask_to_erase(_sender_of(question, token), at=at)


def _sender_of(question: LiveQuestion, token: str) -> Sender:
    return sender_by_token(question, token, refusal=NotYourLiveQuestion)

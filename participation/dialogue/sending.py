"""Receive a live question from the public form: once per form, within the limits."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from audit.sealing.seals import hash_of
from participation.dialogue.receiving import LiveQuestionData, receive_live_question
from participation.enums.submissions import ConsentPurpose, ModerationState
from participation.errors import FormUsed, RulesNotAccepted
from participation.models import LiveQuestion
from participation.sent_forms.limits import HOUR, check_proof, count_sent, counted_network
from participation.sent_forms.sender_requests import renew_consents
from participation.throttled_actions import ASKING_LIVE
from sites.directory import get_directory
from sites.locking import locked_portal

if TYPE_CHECKING:
    from information.models import LiveEventPage
    from participation.sent_forms.form_tokens import FormToken


def send_live_question(
    event: LiveEventPage,
    asked: LiveQuestionData,
    *,
    form_token: FormToken,
    proof: str,
    address: str | None,
    at: datetime,
) -> tuple[LiveQuestion, str]:
    """Receive a question from the form. Returns it with the secret of its link.

    A form that is sent once more gives the question that it gave before.

    Raises:
        FormUsed: the question that the form gave was taken back since.
        RulesNotAccepted: Article 13 is not accepted (29.1).
        SentTooOften: too many came from this address in an hour.
        ProofMissing: as `participation.sent_forms.limits.check_proof` says.
        PortalRefusal: as `participation.dialogue.receiving.receive_live_question` says.
    """
    if ConsentPurpose.RULES not in {text.purpose for text in asked.agreed}:
        raise RulesNotAccepted
    facts = asked.sender.as_content() if asked.sender else {}
    record = get_directory().for_path(event.path)
    title = json.dumps(["live", event.pk, asked.pass_on])
    token = form_token.token_for(record.id if record else 0, title=title, text=asked.text, sender=facts)
    with transaction.atomic():
        # Who sends the same form at the same moment waits here, and then finds the question.
        portal = locked_portal(record.id if record else None)
        known = LiveQuestion.objects.for_portal(portal).filter(token_hash=hash_of(token)).first()
        if known is not None and known.state == ModerationState.WITHDRAWN:
            raise FormUsed
        if known is not None:
            renew_consents(known.sender, agreed=asked.agreed, rows=LiveQuestion.objects.filter(pk=known.pk), at=at)
            return known, token
        check_proof(form_token, proof, address=address, at=at)
        limit = settings.COMMENTS_PER_ADDRESS_HOUR
        count_sent(ASKING_LIVE, counted_network(address), limit=limit, period=HOUR, at=at)
        return receive_live_question(event, asked, token=token, at=at)

"""Receive a comment from the public form: once per form, within the limits."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from audit.sealing.seals import hash_of
from participation.consultation.actions.receiving import CommentData, link_secret, receive_comment
from participation.enums.submissions import ConsentPurpose, ModerationState
from participation.errors import FormUsed, RulesNotAccepted
from participation.models import Comment
from participation.sent_forms.limits import HOUR, check_proof, count_sent, counted_network
from participation.sent_forms.sender_requests import renew_consents
from participation.throttled_actions import COMMENTING
from sites.directory import get_directory
from sites.locking import locked_portal

if TYPE_CHECKING:
    from information.models import DraftPage
    from participation.sent_forms.form_tokens import FormToken


def send_comment(
    draft: DraftPage, data: CommentData, *, form_token: FormToken, proof: str, address: str | None, at: datetime
) -> tuple[Comment, str]:
    """Receive a comment from the form. Returns it with the secret of its link.

    A form that is sent once more gives the comment that it gave before.

    Raises:
        FormUsed: the comment that the form gave was taken back since.
        RulesNotAccepted: Article 13 is not accepted (29.1).
        SentTooOften: too many came from this address in an hour.
        ProofMissing: as `participation.sent_forms.limits.check_proof` says.
        PortalRefusal: as `participation.consultation.actions.receiving.receive_comment` says.
    """
    if ConsentPurpose.RULES not in {text.purpose for text in data.agreed}:
        raise RulesNotAccepted
    record = get_directory().for_path(draft.path)
    token = link_secret(draft, record.id if record else 0, data, form_token=form_token)
    with transaction.atomic():
        # Who sends the same form at the same moment waits here, and then finds the comment.
        portal = locked_portal(record.id if record else None)
        known = Comment.objects.for_portal(portal).filter(token_hash=hash_of(token)).first()
        if known is not None and known.state == ModerationState.WITHDRAWN:
            raise FormUsed
        if known is not None:
            renew_consents(known.sender, agreed=data.agreed, rows=Comment.objects.filter(pk=known.pk), at=at)
            return known, token
        check_proof(form_token, proof, address=address, at=at)
        limit = settings.COMMENTS_PER_ADDRESS_HOUR
        count_sent(COMMENTING, counted_network(address), limit=limit, period=HOUR, at=at)
        return receive_comment(draft, data, token=token, at=at)

"""Withdraw consent or ask for erasure, by the sender's secret link."""

from __future__ import annotations

import hmac
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from audit.sealing.seals import hash_of
from participation.consents import withdraw_consent
from participation.contribution.errors import NotYourContribution
from participation.data_requests import receive_request
from participation.enums import ConsentChannel, ConsentPurpose, DataRequestKind
from participation.errors import ConsentNotGiven, RequestWaits, SenderErased
from participation.models import Contribution
from sites.locking import locked_portal

if TYPE_CHECKING:
    from participation.models import Sender


@transaction.atomic
def stop_mails(contribution: Contribution, *, at: datetime, token: str = "") -> None:
    """Send the sender no more mails. Nothing happens where none were wanted any more.

    Args:
        token: the secret of the own page; the caller who has none has read the link of a mail.

    Raises:
        NotYourContribution: the secret is another.
    """
    sender = _sender_of(contribution, token) if token else contribution.sender
    locked_portal(contribution.portal_id)
    # Who withdrew it before, or whose data was erased, gets none anyway.
    with suppress(ConsentNotGiven, SenderErased):
        withdraw_consent(sender, ConsentPurpose.NOTICES, channel=ConsentChannel.LINK, by=None, at=at)


@transaction.atomic
def ask_to_delete(contribution: Contribution, *, token: str, at: datetime) -> None:
    """Ask the board to erase what is kept of the sender.

    Raises:
        NotYourContribution: the secret is another.
        RequestWaits: it was asked before.
        SenderErased: it was erased before.
    """
    sender = _sender_of(contribution, token)
    locked_portal(contribution.portal_id)
    if sender.data_requests.open().filter(kind=DataRequestKind.DELETE).exists():
        raise RequestWaits
    receive_request(sender, DataRequestKind.DELETE, details="", by=None, at=at)


def _sender_of(contribution: Contribution, token: str) -> Sender:
    if not hmac.compare_digest(contribution.token_hash, hash_of(token)):
        raise NotYourContribution
    return contribution.sender

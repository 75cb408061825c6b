"""Stopping the mails on a question, by the link that stands in each."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core import signing

from participation.consents import withdraw_consent
from participation.enums import ConsentChannel, ConsentPurpose
from participation.errors import ConsentNotGiven, SenderErased
from participation.models import Sender
from qa.mail.queue import STOPS

if TYPE_CHECKING:
    from sites.directory import PortalRecord


def sender_of(token: str, *, portal: PortalRecord) -> Sender | None:
    """The sender whose link it is, on a portal; None for what we did not write. One query."""
    try:
        kind, key = STOPS.unsign_object(token)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    return Sender.objects.for_portals([portal.pk]).filter(pk=key).first() if kind == "sender" else None


def stop_mails_to(sender: Sender, *, at: datetime) -> None:
    """Withdraw the consent to notices, as the person asks by the link. What waits to be sent is dropped then.

    Who withdrew it before, or whose data was erased, gets none anyway.
    """
    try:
        withdraw_consent(sender, ConsentPurpose.NOTICES, channel=ConsentChannel.LINK, by=None, at=at)
    except (ConsentNotGiven, SenderErased):
        return

"""Requests of senders about the own data, by the secret link of what they sent."""

from __future__ import annotations

import hmac
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from django.db import transaction

from audit.sealing.seals import hash_of
from page_cache.purging import purge_on_commit
from participation.consents import consents_of, give_consent, withdraw_consent
from participation.data_requests.actions import receive_request
from participation.enums.submissions import WITHDRAWABLE, ConsentChannel, ConsentPurpose, DataRequestKind
from participation.errors import ConsentNotGiven, RequestWaits, SenderErased
from participation.personal_data.contacts import initials
from sites.locking import locked_portal

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from audit.errors import PortalRefusal
    from participation.models import ConsentText, Sender


class Submission(Protocol):
    """A row with a secret link. `sender` is None where nothing of a person was told."""

    token_hash: Any
    sender: Any


def sender_by_token(row: Submission, token: str, *, refusal: type[PortalRefusal]) -> Sender:
    """Return the sender of what was sent, for whoever has its secret.

    Raises:
        PortalRefusal: of the class that is asked for: the secret is another, or there is no data of a sender.
    """
    if row.sender is None or not hmac.compare_digest(row.token_hash, hash_of(token)):
        raise refusal
    sender: Sender = row.sender
    return sender


@transaction.atomic
def stop_notices(sender: Sender, *, at: datetime) -> None:
    """Send a sender no more mails. Nothing happens where none were wanted any more."""
    locked_portal(sender.portal_id)
    # Who withdrew it before, or whose data was erased, gets none anyway.
    with suppress(ConsentNotGiven, SenderErased):
        withdraw_consent(sender, ConsentPurpose.NOTICES, channel=ConsentChannel.LINK, by=None, at=at)


@transaction.atomic
def hide_name(sender: Sender, rows: QuerySet[Any], *, at: datetime) -> None:
    """Let the initials stand where the name of a sender was public in some rows.

    Raises:
        ConsentNotGiven, SenderErased: as `participation.consents.withdraw_consent` says.
    """
    locked_portal(sender.portal_id)
    withdraw_consent(sender, ConsentPurpose.PUBLISH_NAME, channel=ConsentChannel.LINK, by=None, at=at)
    rows.exclude(public_name="").update(public_name=initials(sender.facts.name))
    purge_on_commit([sender.portal_id])


def renew_consents(
    sender: Sender | None, *, agreed: Collection[ConsentText], rows: QuerySet[Any] | None = None, at: datetime
) -> None:
    """Bring the consents of a sender in line with a form that was sent once more: what is ticked now counts. Nothing
    happens where no data of the sender is kept. In a transaction that holds the portal.

    Args:
        rows: what was sent, where it holds a name that is public.
    """
    if sender is None or sender.is_erased:
        return
    given = {purpose for purpose, consent in consents_of(sender).items() if consent.given}
    for text in agreed:
        if text.purpose not in given:
            give_consent(sender, ConsentPurpose(text.purpose), text=text, channel=ConsentChannel.FORM, by=None, at=at)
    for purpose in sorted(given.difference(text.purpose for text in agreed).intersection(WITHDRAWABLE)):
        withdraw_consent(sender, purpose, channel=ConsentChannel.FORM, by=None, at=at)
        if purpose == ConsentPurpose.PUBLISH_NAME:
            if rows is not None:
                rows.exclude(public_name="").update(public_name=initials(sender.facts.name))
            purge_on_commit([sender.portal_id])


@transaction.atomic
def ask_to_erase(sender: Sender, *, at: datetime) -> None:
    """Ask the board to erase what is kept of a sender.

    Raises:
        RequestWaits: it was asked before.
        SenderErased: it was erased before.
    """
    locked_portal(sender.portal_id)
    if sender.data_requests.open().filter(kind=DataRequestKind.DELETE).exists():
        raise RequestWaits
    receive_request(sender, DataRequestKind.DELETE, details="", by=None, at=at)

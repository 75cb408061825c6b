"""Lock senders until the transaction ends: after portal and account, before the chain of events
(`editorial.review.locking`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from participation.errors import SenderErased
from participation.models import Sender
from sites.errors import TargetGone

if TYPE_CHECKING:
    from datetime import date


def locked_sender(key: int) -> Sender:
    """A sender whose data is there.

    Raises:
        TargetGone: there is none.
        SenderErased: the data was erased.
    """
    sender = Sender.objects.select_for_update(of=("self",), no_key=True).filter(pk=key).first()
    if sender is None:
        raise TargetGone
    if sender.is_erased:
        raise SenderErased
    return sender


def locked_sender_to_erase(key: int, *, on: date) -> Sender | None:
    """A sender whose period of keeping is over; None where that is so no more."""
    return Sender.objects.to_erase(on=on).select_for_update(of=("self",), no_key=True).filter(pk=key).first()

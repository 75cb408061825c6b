"""Withdraw consent or ask for erasure, by the sender's secret link."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from participation.contribution.errors import NotYourContribution
from participation.models import Contribution
from participation.sent_forms.sender_requests import ask_to_erase, sender_by_token, stop_notices

if TYPE_CHECKING:
    from participation.models import Sender


def stop_mails(contribution: Contribution, *, at: datetime, token: str = "") -> None:
    """Send the sender no more mails. Nothing happens where none were wanted any more.

    Args:
        token: the secret of the own page; the caller who has none has read the link of a mail.

    Raises:
        NotYourContribution: the secret is another.
    """
    stop_notices(_sender_of(contribution, token) if token else contribution.sender, at=at)


def ask_to_delete(contribution: Contribution, *, token: str, at: datetime) -> None:
    """Ask the board to erase what is kept of the sender.

    Raises:
        NotYourContribution: the secret is another.
        RequestWaits: it was asked before.
        SenderErased: it was erased before.
    """
    ask_to_erase(_sender_of(contribution, token), at=at)


def _sender_of(contribution: Contribution, token: str) -> Sender:
    return sender_by_token(contribution, token, refusal=NotYourContribution)

"""Registry of the verb that receives unanswered live questions."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from participation.models import ConsentText, SenderFacts
    from sites.models import Portal


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A question as it is handed over.

    Attributes:
        event: title of the event at which it was asked.
        agreed: the texts of the consents that the sender gave and did not withdraw.
        token_hash: of the sender's link, whose secret opens the new question as well.
    """

    portal: Portal
    event: str
    text: str
    language: str
    sender: SenderFacts
    agreed: Collection[ConsentText]
    token_hash: str
    at: datetime


Receiver = Callable[[PassedOn], str]
_receivers: list[Receiver] = []


def register_receiver(receive: Receiver) -> None:
    """Register the verb that takes a question in and returns its code.

    Raises:
        ValueError: there is one already.
    """
    if _receivers:
        raise ValueError("Live questions are passed on to one receiver")
    _receivers.append(receive)


def hand_over(question: PassedOn) -> str:
    """Pass a question on. Returns its new code. Raises the refusals of the receiver."""
    (receive,) = _receivers
    return receive(question)

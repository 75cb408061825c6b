"""Tell the sender whether a mail of confirmation was sent, and to which address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from participation.enums.submissions import ViewReason
from participation.errors import SealNotOpened, SenderErased
from participation.personal_data.contacts import recognisable_address
from participation.senders import read_contact
from qa.mail.kinds import MailKind, MailState

if TYPE_CHECKING:
    from qa.models import Question


@dataclass(frozen=True, slots=True)
class ReceiptMail:
    """The mail on the receipt of a question. `address`: as its owner recognises it; empty where none is kept."""

    state: MailState
    address: str

    @property
    def is_sent(self) -> bool:
        return self.state == MailState.SENT

    @property
    def is_on_its_way(self) -> bool:
        return self.state in {MailState.QUEUED, MailState.SENDING}


def receipt_mail(question: Question, *, at: datetime) -> ReceiptMail | None:
    """The mail on the receipt; None where the sender wanted none, or enough went to the address that day. That the
    address was read is written down."""
    mail = question.mails.filter(kind=MailKind.RECEIVED, follower=None).first()
    if mail is None or mail.state == MailState.DROPPED:
        return None
    try:
        facts = read_contact(question.sender, by=None, at=at, why=ViewReason.OWN, about=f"qa.question:{question.pk}")
    except (SenderErased, SealNotOpened):
        return ReceiptMail(MailState(mail.state), "")
    return ReceiptMail(MailState(mail.state), recognisable_address(facts.email) if facts.email else "")

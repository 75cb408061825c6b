"""Sending one mail on a question: claimed, asked whether it still holds, and said to be sent once the server took it.

Neither the log nor an error names an address: mail servers do, so what they say is left out.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from accounts.mail import send
from participation.consents import has_consent
from participation.enums.submissions import ConsentPurpose, ViewReason
from participation.errors import SealNotOpened, SenderErased
from participation.mails.sending import MailNotTaken, is_refused_for_good
from participation.senders import read_contact
from qa.enums import Visibility
from qa.mail.kinds import TELLS_A_REPLY, MailDropped, MailKind, MailState, MailTrouble, is_overtaken
from qa.mail.messages import Letter, letter_to_follower, letter_to_sender
from qa.mail.queue import is_open_to_all
from qa.models import QuestionEvent, QuestionMail

if TYPE_CHECKING:
    from qa.models import QuestionFollower

logger = logging.getLogger(__name__)

TEMPLATE: Final = "email/qa/letter"


def deliver(mail_id: int, *, at: datetime) -> bool:
    """Send a mail that is to go. Returns whether it went. What went already, or is being sent, is left alone.

    A worker that dies in between leaves it to be sent again, by `qa.mail.queue.send_left`.

    Raises:
        MailNotTaken: the mail server did not take it, and may take it later.
    """
    mail = _claim(mail_id, at=at)
    if mail is None:
        return False
    try:
        if mail.follower is None:
            # That it was read of a sender is on record, before the mail goes.
            about = f"qa.question:{mail.question_id}"
            facts = read_contact(mail.question.sender, by=None, at=at, why=ViewReason.NOTICE, about=about)
            address, letter = facts.email, letter_to_sender(mail)
        else:
            address, letter = mail.follower.address, letter_to_follower(mail, mail.follower)
    except (SenderErased, SealNotOpened) as refusal:
        erased = isinstance(refusal, SenderErased)
        return _drop(mail, MailDropped.ERASED) if erased else _fail(mail, MailTrouble.UNREADABLE)
    except BaseException:
        _fail(mail, MailTrouble.SERVER)
        raise
    if not address:
        return _drop(mail, MailDropped.NO_ADDRESS)
    return _send(mail, address, letter, at=at)


def _send(mail: QuestionMail, address: str, letter: Letter, *, at: datetime) -> bool:
    trouble = ""
    try:
        post(letter, address)
    except ValueError:
        return _fail(mail, MailTrouble.ADDRESS)
    except OSError as error:
        if is_refused_for_good(error):
            return _fail(mail, MailTrouble.ADDRESS)
        trouble = type(error).__name__
    except BaseException:
        _fail(mail, MailTrouble.SERVER)
        raise
    if trouble:
        _fail(mail, MailTrouble.SERVER)
        # Outside of the handler: the chain of errors would tell what the server said.
        raise MailNotTaken(f"Mail {mail.pk} on a question was not taken: {trouble}")
    mail.state, mail.sent_at, mail.trouble = MailState.SENT, at, ""
    mail.save(update_fields=["state", "sent_at", "trouble"])
    return True


@transaction.atomic
def _claim(key: int, *, at: datetime) -> QuestionMail | None:
    """One that is to be sent now, marked as being sent; None where nothing is to go."""
    rows = QuestionMail.objects.open(at=at).select_for_update(of=("self",), no_key=True)
    mail = rows.select_related("question__sender", "event__unit", "event__question", "follower").filter(pk=key).first()
    if mail is None:
        return None
    if because := reason_to_drop(mail):
        _drop(mail, because)
        return None
    mail.state, mail.tried_at, mail.tries = MailState.SENDING, at, mail.tries + 1
    mail.save(update_fields=["state", "tried_at", "tries"])
    return mail


def reason_to_drop(mail: QuestionMail) -> MailDropped | None:
    """Why a mail is not sent any more; None where it is."""
    because = _reason_of_sender(mail) if mail.follower is None else _reason_of_follower(mail, mail.follower)
    if because is not None:
        return because
    told_of = mail.event.question_id
    if told_of not in {mail.question_id, mail.question.merged_into_id}:
        # It goes on by itself since, or with another.
        return MailDropped.OVERTAKEN
    later = QuestionEvent.objects.filter(question=told_of, number__gt=mail.event.number)
    is_news = not is_overtaken(MailKind(mail.kind), later.values_list("verb", "before"))
    return None if is_news else MailDropped.OVERTAKEN


def _reason_of_follower(mail: QuestionMail, follower: QuestionFollower) -> MailDropped | None:
    if not is_open_to_all(mail.question):
        return MailDropped.NOT_PUBLIC
    asks = mail.kind == MailKind.CONFIRM
    is_wanted = follower.ended_at is None and (follower.confirmed_at is None) is asks
    return None if is_wanted else MailDropped.NOT_WANTED


def _reason_of_sender(mail: QuestionMail) -> MailDropped | None:
    sender = mail.question.sender
    if mail.kind in TELLS_A_REPLY and mail.question.visibility == Visibility.HIDDEN:
        # Not even its sender reads it.
        return MailDropped.NOT_PUBLIC
    if sender.is_erased:
        return MailDropped.ERASED
    return None if has_consent(sender, ConsentPurpose.NOTICES) else MailDropped.NOT_WANTED


def _drop(mail: QuestionMail, because: MailDropped) -> bool:
    mail.state, mail.dropped_because, mail.trouble = MailState.DROPPED, because, ""
    mail.save(update_fields=["state", "dropped_because", "trouble"])
    return False


def _fail(mail: QuestionMail, trouble: MailTrouble) -> bool:
    logger.warning("Mail %s on question %s was not sent: %s", mail.pk, mail.question_id, trouble.value)
    mail.state, mail.trouble = MailState.FAILED, trouble
    mail.save(update_fields=["state", "trouble"])
    return False


def post(letter: Letter, address: str) -> None:
    """Send a letter.

    Answers go to the address of the portal where it has one. Where it has none, the letter says that nobody reads them.

    Raises:
        OSError: the mail server did not take it.
        ValueError: no mail can be sent to what is said to be an address.
    """
    with translation.override(letter.language):
        text = render_to_string(f"{TEMPLATE}.txt", {"letter": letter})
        html = render_to_string(f"{TEMPLATE}.html", {"letter": letter})
    send(
        address,
        subject=letter.subject,
        text=text,
        html=html,
        reply_to=letter.portal.email,
        stop_url=letter.stop_url,
    )

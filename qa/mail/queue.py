"""What is to be mailed of a question: queued by the verbs beside their event, sent once they are committed; the
addresses that stand in mails."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from audit.events import record_event
from audit.locking import atomic_refusing_deadlocks
from audit.on_commit import enqueue_on_commit
from members.access.actor import lock_actor
from participation.consents import has_consent, senders_who_agree
from participation.enums.submissions import ConsentPurpose
from participation.mails.following import may_mail_unproved
from qa.enums import NEVER_LISTED, QuestionEventKind, QuestionState
from qa.errors import MailNotFailed, NotYourQuestion
from qa.mail.kinds import TOLD_TO_FOLLOWERS, MailDropped, MailKind, MailState, kind_for_joined, kind_of
from qa.models import Question, QuestionFollower, QuestionMail
from qa.permissions import mailing_portals
from sites.directory import get_directory
from sites.locking import locked_portal

if TYPE_CHECKING:
    from accounts.models import User
    from participation.models import Sender
    from qa.models import QuestionEvent
    from sites.directory import PortalRecord

# After this time what a mail tells is no news any more.
KEPT_FOR: Final = timedelta(days=7)
# What stands in the link by which somebody stops mails: good for mails alone.
STOPS = signing.Signer(salt="qa.mails")


def queue_mail(event: QuestionEvent) -> None:
    """Queue the mails that an event makes: to the sender, who agreed to notices, to those who follow a public question,
    and to the senders of what was joined with it. Of receipts so many go to an address in a day.

    In the transaction of the verb, which holds the question; it goes once that is committed.
    """
    kind = kind_of(event.verb, event.before)
    if kind is None:
        return
    _queue_to_followers(event, kind)
    _queue_to_joined(event, kind)
    sender = event.question.sender
    if not has_consent(sender, ConsentPurpose.NOTICES):
        return
    if kind == MailKind.RECEIVED and not may_mail_unproved(sender.contact_digest, at=event.at):
        return
    mail = QuestionMail.objects.create(question=event.question, event=event, kind=kind, queued_at=event.at)
    hand_over(mail.pk)


def _queue_to_followers(event: QuestionEvent, kind: MailKind) -> None:
    """Queue a mail to each who follows a public question, of what its page says as well."""
    if kind not in TOLD_TO_FOLLOWERS or not is_open_to_all(event.question):
        return
    followers = QuestionFollower.objects.confirmed().filter(question=event.question_id).order_by("pk")
    mails = [
        QuestionMail(question=event.question, event=event, kind=kind, follower=follower, queued_at=event.at)
        for follower in followers
    ]
    if QuestionMail.objects.bulk_create(mails):
        enqueue_on_commit("qa.tasks.send_mails_to_followers", event.pk)


def _queue_to_joined(event: QuestionEvent, kind: MailKind) -> None:
    """Queue a mail to each sender of what was joined with a question, who agreed to notices."""
    told = kind_for_joined(kind)
    if told is None:
        return
    joined = event.question.duplicates.filter(state=QuestionState.MERGED_DUPLICATE).order_by("pk")
    wants = senders_who_agree(joined.values("sender"), ConsentPurpose.NOTICES)
    mails = [
        QuestionMail(question=question, event=event, kind=told, queued_at=event.at)
        for question in joined.filter(sender__in=wants)
    ]
    hand_over(*(mail.pk for mail in QuestionMail.objects.bulk_create(mails)))


def hand_over(*keys: int) -> None:
    """Give mails to the workers once the transaction is committed."""
    for key in keys:
        enqueue_on_commit("qa.tasks.send_question_mail", key)


def send_again(mail: QuestionMail, *, by: User, at: datetime) -> None:
    """Try a mail once more that the mail server did not take. Writes an event, which names the question, on the portal
    for which the person acts: the one that handles the question, else the one that received it.

    Raises:
        NotYourQuestion: the person answers for none of the portals of the question.
        MailNotFailed: it went meanwhile, or is not needed any more.
        PortalArchived, AccessEnded: as `editorial.review.locking` and `members.access.actor` say.
    """
    with atomic_refusing_deadlocks():
        question = mail.question
        portal = locked_portal(mailing_portal(question, by, on=timezone.localdate(at)))
        lock_actor(by)
        if portal.pk not in mailing_portals(by, on=timezone.localdate(at)):
            raise NotYourQuestion
        row = QuestionMail.objects.select_for_update(of=("self",), no_key=True).get(pk=mail.pk)
        if row.state != MailState.FAILED:
            raise MailNotFailed
        row.state, row.trouble, row.queued_at = MailState.QUEUED, "", at
        row.save(update_fields=["state", "trouble", "queued_at"])
        record_event(
            QuestionEventKind.QUESTION_MAIL_AGAIN, portal=portal, at=at, by=by, question=question.code, mail=row.pk
        )
        hand_over(row.pk)


def mailing_portal(question: Question, by: User, *, on: date) -> int:
    """Key of the portal for which a person sends a mail on a question; of none of the own ones, the one that received
    it: whoever holds it asks again."""
    handles = question.responsible_portal_id
    return handles if handles in mailing_portals(by, on=on) else question.received_portal_id


def send_left(*, at: datetime) -> int:
    """Hand over what the broker lost, and give up what is a week old. Returns how many go once more."""
    with transaction.atomic():
        # A failure stays to be seen.
        given_up = QuestionMail.objects.open(at=at).exclude(state=MailState.FAILED)
        given_up.filter(queued_at__lt=at - KEPT_FOR).update(
            state=MailState.DROPPED, dropped_because=MailDropped.TOO_OLD
        )
        keys = list(QuestionMail.objects.left(at=at).order_by("pk").values_list("pk", flat=True))
        hand_over(*keys)
    return len(keys)


def portal_of(question: Question) -> PortalRecord:
    """The portal that owns the address of a question."""
    return get_directory().by_id[question.received_portal_id]


def address_of(portal: PortalRecord, view: str, *args: str, language: str) -> str:
    """A whole address below the questions of a portal."""
    with override(language):
        return f"{portal.root_url}{reverse(view, args=args)}"


def is_open_to_all(question: Question) -> bool:
    """Whether citizens read a page of the question."""
    return question.is_readable and portal_of(question).is_readable


def shows_replies(question: Question) -> bool:
    """Whether citizens read the replies to a question now: also before its own words are public."""
    return not question.is_withheld and question.state not in NEVER_LISTED and portal_of(question).is_readable


def public_url(question: Question, *, language: str) -> str:
    """The page of a question; empty where it has none."""
    if not is_open_to_all(question):
        return ""
    return address_of(portal_of(question), "question", question.code, language=language)


def lookup_url(question: Question, *, language: str) -> str:
    """Where the sender looks for the question by its code."""
    return address_of(portal_of(question), "question_lookup", language=language)


def stop_url(question: Question, *, language: str) -> str:
    """Where the sender of a question stops the mails on it."""
    return address_of(portal_of(question), "question_mails", stop_token(question.sender), language=language)


def follower_url(follower: QuestionFollower) -> str:
    """Where somebody who follows a question confirms that, and stops it."""
    token = STOPS.sign_object(["follower", follower.secret])
    return address_of(portal_of(follower.question), "question_mails", token, language=follower.language)


def stop_token(sender: Sender) -> str:
    """What names a sender in a link, and nobody else makes. It does not run out."""
    return STOPS.sign_object(["sender", sender.pk])

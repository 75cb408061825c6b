"""Following a public question by mail: asked for, confirmed by a link, ended by another."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.db import transaction

from audit.sealing.seals import new_token
from participation.consents import withdraw_consent
from participation.enums.submissions import ConsentChannel, ConsentPurpose
from participation.errors import ConsentNotGiven, SenderErased
from participation.mails.following import ASKED_AGAIN_AFTER, CONFIRM_WITHIN, may_mail_unproved
from participation.models import Sender
from participation.personal_data.ciphers import contact_digest
from participation.throttled_actions import MAILING_FOLLOW_LINK
from qa.core.transitions import locked_question
from qa.errors import NotOpenToAll
from qa.mail.kinds import MailKind, MailState
from qa.mail.queue import STOPS, hand_over, is_open_to_all
from qa.models import Question, QuestionFollower, QuestionMail

if TYPE_CHECKING:
    from qa.models.follower import QuestionFollowerQuerySet
    from sites.directory import PortalRecord


@transaction.atomic
def ask_to_follow(question: Question, *, address: str, language: str, at: datetime) -> None:
    """Mail an address the link by which it follows a question. One that follows already gets nothing, nor does one that
    got enough of such mails today, from whatever network and portal.

    Raises:
        NotOpenToAll: citizens do not read the question.
        TargetGone: there is none.
    """
    stored = locked_question(question)
    if not is_open_to_all(stored):
        raise NotOpenToAll
    # The question is held: two who ask at once come one after the other.
    follower = QuestionFollower.objects.kept().filter(question=stored).with_address(address).first()
    if follower is None:
        follower = QuestionFollower(question=stored, language=language, secret=new_token(), asked_at=at)
        follower.put_address(address)
    elif follower.confirmed_at is not None or follower.asked_at > at - ASKED_AGAIN_AFTER:
        return
    if not may_mail_unproved(contact_digest(address), at=at, action=MAILING_FOLLOW_LINK):
        return
    follower.asked_at, follower.language = at, language
    follower.save()
    mail, _made = QuestionMail.objects.update_or_create(
        event=stored.events.latest("number"),
        kind=MailKind.CONFIRM,
        follower=follower,
        defaults={
            "question": stored, "state": MailState.QUEUED, "queued_at": at, "sent_at": None, "trouble": "",
            "dropped_because": "",
        },
    )  # fmt: skip
    hand_over(mail.pk)


@transaction.atomic
def confirm_following(follower: QuestionFollower, *, at: datetime) -> None:
    """Begin to tell somebody who proved by the link that the address is theirs. Who began before goes on."""
    row = _locked(follower)
    if row.ended_at is None and row.confirmed_at is None:
        row.confirmed_at = at
        row.save(update_fields=["confirmed_at"])


@transaction.atomic
def end_following(follower: QuestionFollower, *, at: datetime) -> None:
    """Stop, and erase the address. The row stays without it; what waits to be sent is dropped then."""
    row = _locked(follower)
    if row.ended_at is None:
        row.empty_content()
        row.ended_at = at
        row.save(update_fields=[*QuestionFollower.SEALED_FIELDS, "ended_at"])


def forget_unconfirmed(*, at: datetime) -> int:
    """Erase the addresses of those who did not confirm in time. Returns how many."""
    return end_all(QuestionFollower.objects.unconfirmed_since(at - CONFIRM_WITHIN), at=at)


def end_of_closed(*, at: datetime) -> int:
    """Stop for followers of closed questions to which nothing has happened for a period. Returns their number."""
    since = at - timedelta(days=settings.QUESTION_FOLLOWERS_KEPT_DAYS)
    ended = list(QuestionFollower.objects.of_closed_since(since).values_list("pk", flat=True))
    return end_all(QuestionFollower.objects.kept().filter(pk__in=ended), at=at)


def end_all(followers: QuestionFollowerQuerySet, *, at: datetime) -> int:
    """Stop some at once, and erase their addresses. Returns how many."""
    return followers.update(sealed="", sealed_with="", contact_digest="", ended_at=at)


def follower_of(token: str, *, portal: PortalRecord) -> QuestionFollower | None:
    """The follower whose link it is, of a question that a portal received, ended or not; None for what is not ours."""
    try:
        kind, secret = STOPS.unsign_object(token)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    rows = QuestionFollower.objects.select_related("question").filter(question__received_portal=portal.pk)
    return rows.filter(secret=secret).first() if kind == "follower" else None


def _locked(follower: QuestionFollower) -> QuestionFollower:
    return QuestionFollower.objects.select_for_update(of=("self",), no_key=True).get(pk=follower.pk)


def sender_of(token: str, *, portal: PortalRecord) -> Sender | None:
    """The sender whose link it is, on a portal; None for what we did not write."""
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

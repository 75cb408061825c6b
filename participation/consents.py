"""Verbs of consents: each is a row that stays, and the last of a purpose counts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from members.access.actor import lock_actor
from participation.enums.submissions import WITHDRAWABLE, ConsentChannel, ConsentPurpose
from participation.errors import ConsentNotGiven, ConsentTextWrong, RulesStay
from participation.locking import locked_sender
from participation.models import Consent, ConsentText, Sender

if TYPE_CHECKING:
    from accounts.models import User


def consents_of(sender: Sender) -> dict[ConsentPurpose, Consent]:
    """Return the last consent of a sender by purpose; a purpose that was never asked about is missing."""
    return {ConsentPurpose(row.purpose): row for row in sender.consents.order_by("pk").select_related("text__rules")}


def has_consent(sender: Sender, purpose: ConsentPurpose) -> bool:
    """Whether a sender agreed, and has not withdrawn it. Silence is no consent."""
    last = sender.consents.filter(purpose=purpose).order_by("-pk").first()
    return last is not None and last.given


def senders_who_agree(senders: QuerySet[Any] | Collection[int], purpose: ConsentPurpose) -> QuerySet[Sender]:
    """Those of some senders, given as their keys, who agreed and have not withdrawn it. Asks nothing by itself."""
    last = Consent.objects.filter(sender=OuterRef("pk"), purpose=purpose).order_by("-pk").values("given")[:1]
    return Sender.objects.filter(pk__in=senders).annotate(agrees=Subquery(last)).filter(agrees=True)


@transaction.atomic
def give_consent(
    sender: Sender,
    purpose: ConsentPurpose,
    *,
    text: ConsentText,
    channel: ConsentChannel,
    by: User | None,
    at: datetime,
) -> Consent:
    """Note that a sender agrees, in which words. Whoever agreed before agrees again, to these.

    Args:
        by: who entered it; None: the person did.

    Raises:
        ConsentTextWrong: the text asks for another consent.
        SenderErased: the data was erased.
    """
    if text.purpose != purpose:
        raise ConsentTextWrong
    lock_actor(by)
    return Consent.objects.create(
        sender=locked_sender(sender.pk), purpose=purpose, given=True, text=text, channel=channel, at=at, entered_by=by
    )


@transaction.atomic
def withdraw_consent(
    sender: Sender, purpose: ConsentPurpose, *, channel: ConsentChannel, by: User | None, at: datetime
) -> Consent:
    """Note that a sender agrees no more to what stood in the text of then (Law 91/2025/QH15, Article 10).

    What follows from it is the matter of whoever processes: without consent to an answer, the submission is withdrawn.

    Args:
        by: who entered it; None: the person did.

    Raises:
        ConsentNotGiven: it was not given, or is withdrawn already.
        RulesStay: it is the acceptance of the rules.
        SenderErased: the data was erased.
    """
    if purpose not in WITHDRAWABLE:
        raise RulesStay
    lock_actor(by)
    held = locked_sender(sender.pk)
    last = consents_of(held).get(purpose)
    if last is None or not last.given:
        raise ConsentNotGiven
    return Consent.objects.create(
        sender=held, purpose=purpose, given=False, text=last.text, channel=channel, at=at, entered_by=by
    )

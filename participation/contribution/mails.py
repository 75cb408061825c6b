"""Mails to those who sent a contribution and want them: one for each step that concerns them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.mail import one_line, send
from audit.errors import TooManyTries
from audit.on_commit import enqueue_on_commit
from audit.throttling import hit_within
from participation.consents import has_consent, senders_who_agree
from participation.enums import MAILED_STEPS, ConsentPurpose, ContributionStepKind, ViewReason
from participation.errors import SealNotOpened, SenderErased
from participation.models import Contribution, ContributionStep
from participation.personal_data.ciphers import contact_digest
from participation.senders import read_contact
from participation.sent_forms.limits import DAY
from participation.throttled_actions import CONFIRMING_CONTRIBUTION
from sites.directory import get_directory

if TYPE_CHECKING:
    from participation.models import Sender

TEMPLATE: Final = "email/participation/contribution"
# What stands in the link by which somebody stops mails: good for mails alone.
STOPS: Final = signing.Signer(salt="participation.contributions")
# Lost mails that are handed over at once, and how old they may be.
MOST_LEFT: Final = 500
LEFT_WITHIN: Final = timedelta(days=7)


def send_left(*, at: datetime) -> int:
    """Hand over mails whose task was lost; some at a time. Returns how many."""
    with transaction.atomic():
        rows = ContributionStep.objects.filter(kind__in=MAILED_STEPS, mailed_at=None, at__gte=at - LEFT_WITHIN)
        wants = senders_who_agree(rows.values("contribution__sender"), ConsentPurpose.NOTICES)
        found = list(
            rows.filter(contribution__sender__in=wants).order_by("pk").values_list("pk", flat=True)[:MOST_LEFT]
        )
        for key in found:
            enqueue_on_commit("participation.tasks.mail_contribution", key)
    return len(found)


def deliver(step_id: int, *, at: datetime) -> bool:
    """Mail the sender of a contribution what happened, unless that was done or is not wanted. Returns whether a mail
    went. It is claimed before it goes, so that two workers never send it twice.

    Raises:
        OSError: the mail server did not take it.
    """
    step = _claim(step_id, at=at)
    if step is None:
        return False
    try:
        address = _address_of(step, at=at)
        if not address:
            return False
        _mail(step, address)
    except (SenderErased, SealNotOpened, ValueError):
        # Nobody is there to be mailed, or the address is none.
        return False
    except BaseException:
        ContributionStep.objects.filter(pk=step.pk).update(mailed_at=None)
        raise
    return True


@transaction.atomic
def _claim(step_id: int, *, at: datetime) -> ContributionStep | None:
    rows = ContributionStep.objects.select_for_update(of=("self",), no_key=True)
    step = rows.select_related("contribution__sender", "contribution__page").filter(pk=step_id, mailed_at=None).first()
    if step is None or not has_consent(step.contribution.sender, ConsentPurpose.NOTICES):
        return None
    step.mailed_at = at
    step.save(update_fields=["mailed_at"])
    return step


def _address_of(step: ContributionStep, *, at: datetime) -> str:
    """The address of the sender; empty where there is none, or it got enough receipts today."""
    sender: Sender = step.contribution.sender
    about = f"participation.contribution:{step.contribution_id}"
    address = read_contact(sender, by=None, at=at, why=ViewReason.NOTICE, about=about).email
    if address and step.kind == ContributionStepKind.RECEIVED:
        limit = settings.QUESTION_MAILS_PER_UNPROVED_ADDRESS_DAY
        try:
            hit_within(CONFIRMING_CONTRIBUTION, contact_digest(address), limit=limit, period=DAY, at=at)
        except TooManyTries:
            return ""
    return address


def stop_token(contribution: Contribution) -> str:
    """Sign the key of a contribution for the link that stops its mails. The link does not expire."""
    return STOPS.sign_object(contribution.pk)


def contribution_of_stop(token: str, *, portal_id: int) -> Contribution | None:
    """The contribution of such a link, on its own portal."""
    try:
        key = STOPS.unsign_object(token)
    except signing.BadSignature:
        return None
    return Contribution.objects.for_portal(portal_id).select_related("sender").filter(pk=key).first()


def _mail(step: ContributionStep, address: str) -> None:
    contribution, record = step.contribution, get_directory().by_id[step.contribution.portal_id]
    with translation.override(contribution.language):
        stop_url = record.root_url + reverse("contribution_mails", args=[stop_token(contribution)])
        context = {
            "contribution": contribution,
            "step": step,
            "portal": record,
            "page_url": contribution.page.full_url if contribution.is_published else "",
            "stop_url": stop_url,
        }
        send(
            address,
            subject=one_line(render_to_string(f"{TEMPLATE}_subject.txt", context)),
            text=render_to_string(f"{TEMPLATE}.txt", context),
            reply_to=record.email,
            stop_url=stop_url,
        )

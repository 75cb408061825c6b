"""Mails to those who sent a contribution and want them: one for each step that concerns them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.core import signing
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from audit.on_commit import enqueue_on_commit
from participation.consents import has_consent, senders_who_agree
from participation.enums.contributions import MAILED_STEPS
from participation.enums.submissions import ConsentPurpose, ViewReason
from participation.mails.claims import send_claimed, unclaimed
from participation.mails.following import may_mail_unproved
from participation.mails.sending import send_to
from participation.models import Contribution, ContributionStep
from participation.personal_data.ciphers import contact_digest
from participation.senders import read_contact
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


def may_mail_receipt(sender: Sender, address: str, *, at: datetime) -> bool:
    """Count the receipt of a contribution to an address that nobody has proved, in the caller's transaction. False:
    enough went in a day. What is not wanted is not counted."""
    if not address or not has_consent(sender, ConsentPurpose.NOTICES):
        return True
    return may_mail_unproved(contact_digest(address), at=at, action=CONFIRMING_CONTRIBUTION)


def send_left(*, at: datetime) -> int:
    """Hand over mails whose task was lost or whose worker died; some at a time. Returns how many."""
    with transaction.atomic():
        rows = ContributionStep.objects.filter(unclaimed(at=at), kind__in=MAILED_STEPS, mailed_at=None)
        rows = rows.filter(at__gte=at - LEFT_WITHIN)
        wants = senders_who_agree(rows.values("contribution__sender"), ConsentPurpose.NOTICES)
        found = list(
            rows.filter(contribution__sender__in=wants).order_by("pk").values_list("pk", flat=True)[:MOST_LEFT]
        )
        for key in found:
            enqueue_on_commit("participation.tasks.mail_contribution", key)
    return len(found)


def deliver(step_id: int, *, at: datetime) -> bool:
    """Mail the sender of a contribution what happened, unless that was done or is not wanted. Returns whether a mail
    went.

    Raises:
        MailNotTaken: the mail server did not take it, and may take it later.
    """
    step = _claim(step_id, at=at)
    if step is None:
        return False

    def send_mail() -> bool:
        about = f"participation.contribution:{step.contribution_id}"
        sender = step.contribution.sender
        address = read_contact(sender, by=None, at=at, why=ViewReason.NOTICE, about=about).email
        return bool(address) and _mail(step, address)

    return send_claimed(step, send_mail, mailed_at=at)


@transaction.atomic
def _claim(step_id: int, *, at: datetime) -> ContributionStep | None:
    rows = ContributionStep.objects.select_for_update(of=("self",), no_key=True)
    rows = rows.select_related("contribution__sender", "contribution__page")
    step = rows.filter(unclaimed(at=at), pk=step_id, mailed_at=None).first()
    if step is None or not has_consent(step.contribution.sender, ConsentPurpose.NOTICES):
        return None
    step.mail_claimed_at = at
    step.save(update_fields=["mail_claimed_at"])
    return step


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


def _mail(step: ContributionStep, address: str) -> bool:
    """Send one mail. False: there is no such address."""
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
        subject = render_to_string(f"{TEMPLATE}_subject.txt", context)
        text = render_to_string(f"{TEMPLATE}.txt", context)
    return send_to(address, about=step, subject=subject, text=text, reply_to=record.email, stop_url=stop_url)

"""Erasing of contributions with the data of their sender: words and files. A page that was made of one stays, and
names its author."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from participation.consultation.permissions import archived_portals
from participation.contribution.actions import empty, record_withdrawal
from participation.enums import UNDECIDED_CONTRIBUTIONS, ContributionState
from participation.erasing import register_erased
from participation.models import Contribution
from participation.senders import start_keeping
from sites.locking import locked_portal

if TYPE_CHECKING:
    from participation.models import Sender


def hold_contributions_of(sender_key: int) -> None:
    """Lock the contributions of a sender before the sender, as their verbs do."""
    rows = Contribution.objects.select_for_update(of=("self",), no_key=True).filter(sender=sender_key)
    list(rows.order_by("pk").values_list("pk"))


def erase_contributions_of(sender: Sender, at: datetime) -> None:
    """Empty what a sender sent. What nobody has decided on is taken back: nobody could read it any more."""
    for row in Contribution.objects.filter(sender=sender).select_related("portal", "sender", "page"):
        if row.is_undecided:
            record_withdrawal(row, portal=row.portal, at=at)
        else:
            empty(row, at=at)


def settle_archived(*, at: datetime) -> int:
    """Let the period of keeping begin for senders whose contribution nobody can decide on any more: its portal was
    archived. Returns how many."""
    rows = Contribution.objects.for_portals(archived_portals()).filter(
        state__in=UNDECIDED_CONTRIBUTIONS | {ContributionState.ACCEPTED},
        sender__keep_until=None,
        sender__erased_at=None,
    )
    found = list(rows.select_related("sender").order_by("pk"))
    for row in found:
        with transaction.atomic():
            locked_portal(row.portal_id)
            start_keeping(row.sender, ended_on=timezone.localdate(at), by=None, at=at)
    return len(found)


register_erased(hold=hold_contributions_of, erase=erase_contributions_of)

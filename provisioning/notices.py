"""Notices of the opening of a portal."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from audit.models import PortalEvent
from members.board.queries import approvers_of
from notifications.models import Notice
from notifications.notice_types import Recipient, approvers, each, register_notice
from notifications.notices import tell
from provisioning.enums import PortalNoticeKind
from provisioning.opening import first_approval, what_opens
from sites.enums import PortalState
from sites.models import Portal


def tell_of_first_opening(portal: Portal, *, event: PortalEvent) -> None:
    """Tell those of the board who can approve the opening of a portal as the second."""
    tell(approvers_of(portal.pk, on=timezone.localdate(event.at)), PortalNoticeKind.TO_OPEN, portal, event=event)


def _waits_for_second(portal: Portal, recipient: Recipient) -> bool:
    if portal.state != PortalState.PREPARING:
        return False
    first = first_approval(portal, seen=what_opens(portal, at=recipient.at), on=recipient.today)
    return first is not None and first.actor_id != recipient.user.pk


def _text(notice: Notice, on: date) -> tuple[str, str]:
    portal: Any = notice.item
    return portal.name, reverse("portals_admin:open", args=[portal.pk])


register_notice(PortalNoticeKind.TO_OPEN, order=30, text=_text, holding=each(_waits_for_second), audience=approvers)

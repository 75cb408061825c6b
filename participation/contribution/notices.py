"""Notices of contributions that wait for a decision, to those who handle them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone

from notifications.notice_types import Recipient, each, register_notice
from notifications.notices import tell
from participation.enums.contributions import ContributionNoticeKind, ContributionState
from participation.permissions import handlers_of, handling_portals

if TYPE_CHECKING:
    from audit.models import PortalEvent
    from notifications.models import Notice
    from participation.models import Contribution


def tell_of_waiting(contribution: Contribution, *, event: PortalEvent) -> None:
    """Tell those who handle the contributions to a portal that one waits: it came, or its sender answered."""
    people = handlers_of(contribution.portal_id, on=timezone.localdate(event.at))
    tell(people, ContributionNoticeKind.WAITING, contribution, event=event)


def _handlers(notice: Notice, recipient: Recipient) -> bool:
    return notice.portal_id in handling_portals(recipient.user, on=recipient.today)


def _waits(row: Any, recipient: Recipient) -> bool:
    return row.state == ContributionState.RECEIVED


def _text(notice: Notice, on: date) -> tuple[str, str]:
    """Kind and code, and where it is handled; the words of the sender stay where they are."""
    row: Any = notice.item
    text = f"{row.get_kind_display()} ({row.written_code})"
    return text, reverse("contributions:contribution", args=[row.pk])


register_notice(ContributionNoticeKind.WAITING, order=110, text=_text, holding=each(_waits), audience=_handlers)

"""Notices of live events with questions that wait for the board."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone

from members.board.queries import approvers_of
from notifications.notice_types import Recipient, approvers, each, register_notice
from notifications.notices import tell
from participation.enums.live_questions import LiveNoticeKind
from participation.models import LiveQuestion

if TYPE_CHECKING:
    from audit.models import PortalEvent
    from notifications.models import Notice


def tell_of_first_waiting(question: LiveQuestion, *, event: PortalEvent) -> None:
    """Tell those who moderate of a live event whose questions begin to wait; of further ones that come beside it,
    nothing."""
    waiting = LiveQuestion.objects.of_event(question.page).waiting()
    if not waiting.exclude(pk=question.pk).exists():
        people = approvers_of(question.portal_id, on=timezone.localdate(event.at))
        tell(people, LiveNoticeKind.TO_MODERATE, question.page, event=event)


def _waits(page: Any, recipient: Recipient) -> bool:
    return LiveQuestion.objects.of_event(page).waiting().exists()


def _text(notice: Notice, on: date) -> tuple[str, str]:
    page: Any = notice.item
    return page.title, reverse("live_questions_desk:event", args=[page.pk])


register_notice(LiveNoticeKind.TO_MODERATE, order=112, text=_text, holding=each(_waits), audience=approvers)

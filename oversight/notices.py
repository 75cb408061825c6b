"""Notices of violations and of assignments to cover an event."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from audit.models import PortalEvent
from members.board.queries import approvers_of
from notifications.models import Notice
from notifications.notice_types import (
    Holding,
    Recipient,
    approvers,
    each,
    register_notice,
    supervisors,
    with_last_day,
)
from notifications.notices import tell
from oversight.enums import CoverageState, OversightNoticeKind, ViolationState
from oversight.models import Violation


def tell_of_violation(violation: Violation, *, event: PortalEvent) -> None:
    """Tell those of the board who can answer."""
    _tell_board(OversightNoticeKind.VIOLATION, violation, event)


def tell_of_closing(violation: Violation, *, event: PortalEvent) -> None:
    """Tell them that the matter is over."""
    _tell_board(OversightNoticeKind.VIOLATION_CLOSED, violation, event)


def tell_of_answer(violation: Violation, *, event: PortalEvent) -> None:
    """Tell the supervisor who recorded it."""
    tell([violation.recorded_by_id], OversightNoticeKind.VIOLATION_ANSWERED, violation, event=event)


def _tell_board(kind: OversightNoticeKind, violation: Violation, event: PortalEvent) -> None:
    tell(approvers_of(violation.portal_id, on=timezone.localdate(event.at)), kind, violation, event=event)


def _in_state(state: str) -> Holding:
    """Notices of rows that are in a state."""

    def holds(row: Any, recipient: Recipient) -> bool:
        return row.state == state

    return each(holds)


def _violation_text(notice: Notice, on: date) -> tuple[str, str]:
    row: Any = notice.item
    text = with_last_day(f"{row.title} ({row.get_kind_display()})", row.due)
    return text, reverse("portals_admin:violation", args=[row.pk])


def _coverage_text(notice: Notice, on: date) -> tuple[str, str]:
    row: Any = notice.item
    text = gettext("%(event)s, %(place)s, %(begins)s; item due %(due)s") % {
        "event": row.event,
        "place": row.place,
        "begins": date_format(timezone.localtime(row.starts_at), "SHORT_DATETIME_FORMAT"),
        "due": date_format(timezone.localtime(row.due_at), "SHORT_DATETIME_FORMAT"),
    }
    return text, reverse("portals_admin:coverage_assignment", args=[row.pk])


register_notice(
    OversightNoticeKind.VIOLATION,
    order=60,
    text=_violation_text,
    holding=_in_state(ViolationState.OPEN),
    audience=approvers,
    for_all=True,
    on_archived=True,
)
register_notice(
    OversightNoticeKind.VIOLATION_ANSWERED,
    order=70,
    text=_violation_text,
    holding=_in_state(ViolationState.ANSWERED),
    audience=supervisors,
    on_archived=True,
)
register_notice(
    OversightNoticeKind.VIOLATION_CLOSED,
    order=80,
    text=_violation_text,
    holding=_in_state(ViolationState.CLOSED),
    audience=approvers,
    on_archived=True,
)
register_notice(
    OversightNoticeKind.COVERAGE_ASSIGNED,
    order=140,
    text=_coverage_text,
    holding=_in_state(CoverageState.ASSIGNED),
)
register_notice(
    OversightNoticeKind.COVERAGE_CANCELLED,
    order=150,
    text=_coverage_text,
    holding=_in_state(CoverageState.CANCELLED),
    on_archived=True,
)

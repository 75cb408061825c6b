"""Verbs of sheets of figures: given to the measurement system, or downloaded; each with its line in the log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from exchange.enums import SendingState
from exchange.models import FigureSending
from exchange.sheets import Sheet, counted_portals, hash_of, sheet_of
from sites.directory import PortalRecord
from sites.enums import PortalEventKind
from sites.errors import ReasonMissing
from sites.events import record_event
from sites.models import Portal

if TYPE_CHECKING:
    from accounts.models import User
    from exchange.receivers import Receiver

LONGEST_RESULT: Final = 300


def send_figures(*, first: date, last: date, receiver: Receiver, by: User | None, at: datetime) -> FigureSending:
    """Give the figures of all portals to a system as JSON. What it does not take stands in the log as well.

    Raises:
        PeriodWrong, PeriodTooLong: see `sheet_of`.
    """
    sheet = sheet_of(counted_portals(), first=first, last=last, today=timezone.localdate(at))
    content = sheet.as_json()
    try:
        result, state = receiver.take(f"so-lieu-{first}-{last}.json", content), SendingState.TAKEN
    except OSError as error:
        result, state = str(error.strerror or error), SendingState.FAILED
    return _log(
        sheet, content, portal=None, receiver=receiver.name, state=state, result=result, by=by, at=at, reason=""
    )


@transaction.atomic
def export_figures(
    portals: Sequence[PortalRecord],
    *,
    portal: Portal | None,
    first: date,
    last: date,
    by: User,
    at: datetime,
    reason: str,
) -> bytes:
    """Figures as a table that a person takes away.

    Args:
        portal: whose figures they are; None: those of all.

    Raises:
        ReasonMissing: no reason given.
        PeriodWrong, PeriodTooLong: see `sheet_of`.
    """
    if not reason.strip():
        raise ReasonMissing
    sheet = sheet_of(portals, first=first, last=last, today=timezone.localdate(at))
    content = sheet.as_csv()
    state = SendingState.DOWNLOADED
    _log(sheet, content, portal=portal, receiver=by.get_username(), state=state, result="", by=by, at=at, reason=reason)
    return content


def was_sent(*, first: date, last: date) -> bool:
    """Whether a system took the figures of exactly these days. One query."""
    return FigureSending.objects.filter(first_day=first, last_day=last, state=SendingState.TAKEN).exists()


@transaction.atomic
def _log(
    sheet: Sheet,
    content: bytes,
    *,
    portal: Portal | None,
    receiver: str,
    state: SendingState,
    result: str,
    by: User | None,
    at: datetime,
    reason: str,
) -> FigureSending:
    sending = FigureSending.objects.create(
        portal=portal,
        first_day=sheet.first,
        last_day=sheet.last,
        sent_at=at,
        sent_by=by,
        receiver=receiver[:100],
        row_count=len(sheet.lines),
        sheet_hash=hash_of(content),
        state=state,
        result=result[:LONGEST_RESULT],
    )
    record_event(
        PortalEventKind.FIGURES_SENT,
        portal=portal,
        at=at,
        by=by,
        reason=reason.strip(),
        first_day=sheet.first.isoformat(),
        last_day=sheet.last.isoformat(),
        receiver=sending.receiver,
        count=sending.row_count,
        sheet=sending.sheet_hash,
        state=str(state),
    )
    return sending

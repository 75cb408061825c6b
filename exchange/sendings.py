"""Sending sheets of figures to the measurement system, or downloading them; each with its line in the log."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import file_digest, sha256
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, Protocol

from django.db import transaction
from django.utils import timezone

from audit.errors import ReasonMissing, refusing_contents
from audit.events import record_event
from exchange.enums import ExchangeEventKind, SendingState
from exchange.models import FigureSending
from exchange.sheets import Sheet, sheet_of
from formats.tables.exports import TableFormat, table_file
from sites.directory import PortalRecord, get_directory
from sites.models import Portal

if TYPE_CHECKING:
    from accounts.models import User


class Receiver(Protocol):
    """A system that takes sheets. `name` stands in the log of what was sent."""

    @property
    def name(self) -> str: ...

    def take(self, name: str, content: bytes) -> str:
        """Take a sheet; what the system says of it.

        Raises:
            OSError: it does not take it.
        """


@dataclass(frozen=True, slots=True)
class FolderReceiver:
    """Puts sheets into a folder, from which the connection of the city fetches them."""

    folder: Path

    @property
    def name(self) -> str:
        return f"{self.folder.name}/"

    def take(self, name: str, content: bytes) -> str:
        """Write a file that is there once it is whole."""
        partial = self.folder / f".{name}.part"
        partial.write_bytes(content)
        os.replace(partial, self.folder / name)
        return name


LONGEST_RESULT: Final = 300
# How far back the daily run looks for days that were missed.
CAUGHT_UP: Final = timedelta(days=31)


def send_figures(
    *, first: date, last: date, receiver: Receiver, by: User | None, at: datetime, reason: str = ""
) -> FigureSending:
    """Give the figures of all portals to a system as JSON. What it does not take stands in the log as well.

    Args:
        reason: why it is sent now, for the record.

    Raises:
        PeriodWrong, PeriodTooLong: see `sheet_of`.
    """
    sheet = sheet_of(get_directory().listed, first=first, last=last, today=timezone.localdate(at))
    content = sheet.as_json()
    try:
        result, state = receiver.take(f"so-lieu-{first}-{last}.json", content), SendingState.TAKEN
    except OSError as error:
        result, state = str(error.strerror or error), SendingState.FAILED
    return _log(
        sheet,
        sha256(content).hexdigest(),
        portal=None,
        receiver=receiver.name,
        state=state,
        result=result,
        by=by,
        at=at,
        reason=reason,
    )


@transaction.atomic
def export_figures(
    portals: Sequence[PortalRecord],
    *,
    portal: Portal | None,
    is_part: bool = False,
    first: date,
    last: date,
    by: User,
    at: datetime,
    reason: str,
    table_format: TableFormat = TableFormat.CSV,
) -> IO[bytes]:
    """Figures as a table that a person takes away: a file that is gone once it is closed.

    Args:
        portal: whose figures they are; None: those of several.
        is_part: these are not all portals; the record names them.

    Raises:
        ReasonMissing: no reason given.
        PeriodWrong, PeriodTooLong: see `sheet_of`.
        ContentsRefused: a workbook would have more rows than it may.
    """
    if not reason.strip():
        raise ReasonMissing
    sheet = sheet_of(portals, first=first, last=last, today=timezone.localdate(at))
    with refusing_contents():
        table = table_file(sheet.rows(), table_format)
    sheet_hash, state = file_digest(table, "sha256").hexdigest(), SendingState.DOWNLOADED
    table.seek(0)
    _log(
        sheet,
        sheet_hash,
        portal=portal,
        receiver=by.get_username(),
        state=state,
        result="",
        by=by,
        at=at,
        reason=reason,
        named=[record.code for record in portals] if is_part and portal is None else [],
    )
    return table


def missing_days(*, today: date) -> list[date]:
    """Days that are over and of which no system took the figures, since the first of which one did; yesterday where
    none did.

    Of the last weeks alone: what is older, the operator sends by the command.
    """
    yesterday = today - timedelta(days=1)
    taken = FigureSending.objects.filter(portal=None, state=SendingState.TAKEN)
    periods = list(taken.order_by().values_list("first_day", "last_day").distinct())
    first = max(min((begun for begun, _end in periods), default=yesterday), today - CAUGHT_UP)
    days = (first + timedelta(days=number) for number in range((today - first).days))
    return [day for day in days if not any(begun <= day <= end for begun, end in periods)]


@transaction.atomic
def _log(
    sheet: Sheet,
    sheet_hash: str,
    *,
    portal: Portal | None,
    receiver: str,
    state: SendingState,
    result: str,
    by: User | None,
    at: datetime,
    reason: str,
    named: Sequence[str] = (),
) -> FigureSending:
    sending = FigureSending.objects.create(
        portal=portal,
        first_day=sheet.first,
        last_day=sheet.last,
        sent_at=at,
        sent_by=by,
        receiver=receiver[:100],
        row_count=sum(1 for _line in sheet.lines),
        sheet_hash=sheet_hash,
        state=state,
        result=result[:LONGEST_RESULT],
    )
    record_event(
        ExchangeEventKind.FIGURES_SENT,
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
        **({"portals": list(named)} if named else {}),
    )
    return sending

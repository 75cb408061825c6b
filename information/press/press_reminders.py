"""Who is told that a board owes the press something: a conference in a quarter (9.4), a pack for a month (4.2.b).

Which kinds of portal are asked says the checklist of required information. Each board is told once for each period, and
the supervisors of the city with it; the event says of what.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from django.urls import reverse
from django.utils import timezone

from audit.errors import PortalRefusal
from audit.events import record_event
from audit.locking import atomic_refusing_deadlocks
from audit.models import PortalEvent
from information.enums import InformationEventKind, Period, PressNoticeKind
from information.models import PressConferencePage, PressPackPage
from information.periods import period_in_words
from information.press.press_packs import month_before
from information.reference import requirements
from members.access.permissions import supervisors_of
from members.models import BoardSeat
from notifications.models import Notice
from notifications.notice_types import Holding, Recipient, board_and_supervisors, register_notice
from notifications.notices import register_daily_notes, tell
from sites.directory import CONTAINER_PATH_LENGTH, PortalRecord, get_directory
from sites.enums import PortalState
from sites.locking import locked_portal
from sites.tree import in_public_branch

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from wagtail.query import PageQuerySet

logger = logging.getLogger(__name__)

MONTHS_OF_QUARTER: Final = 3
# Until then the pack of the month before may be in the making.
FIRST_DAY_FOR_PACKS: Final = 5


class DutyPeriod(NamedTuple):
    """What a duty is owed for."""

    period: Period
    number: int
    year: int

    @property
    def key(self) -> str:
        """As events hold it: "2026-quarter-4"."""
        return f"{self.year}-{self.period}-{self.number}"

    @classmethod
    def of(cls, key: str) -> DutyPeriod:
        year, period, number = key.split("-")
        return cls(Period(period), int(number), int(year))


@dataclass(frozen=True, slots=True)
class Duty:
    """What a board owes the press in a period.

    Attributes:
        kind: of the notice that tells of it.
        code: of the requirement in the checklist, whose kinds of portals are asked.
        due: for which period a board is reminded on a day; None: for none.
        pages: public pages that fulfil it for a period.
    """

    kind: PressNoticeKind
    code: str
    due: Callable[[date], DutyPeriod | None]
    pages: Callable[[DutyPeriod], PageQuerySet]


def _quarter_due(on: date) -> DutyPeriod | None:
    """In the last month of a quarter: a conference is announced by then."""
    quarter, rest = divmod(on.month, MONTHS_OF_QUARTER)
    return None if rest else DutyPeriod(Period.QUARTER, quarter, on.year)


def _month_due(on: date) -> DutyPeriod | None:
    """Some days into the month after it."""
    if on.day < FIRST_DAY_FOR_PACKS:
        return None
    year, month = month_before(on)
    return DutyPeriod(Period.MONTH, month, year)


def _conferences(owed: DutyPeriod) -> PageQuerySet:
    """Announced for the quarter, whether they were already or will be."""
    last = owed.number * MONTHS_OF_QUARTER
    months = range(last - MONTHS_OF_QUARTER + 1, last + 1)
    return PressConferencePage.objects.filter(starts_at__year=owed.year, starts_at__month__in=months)


DUTIES: Final = (
    Duty(PressNoticeKind.PRESS_CONFERENCE, "press-conferences", _quarter_due, _conferences),
    Duty(
        PressNoticeKind.PRESS_PACK,
        "press-packs",
        _month_due,
        lambda owed: PressPackPage.objects.filter(year=owed.year, month=owed.number),
    ),
)


def note_duties(at: datetime) -> None:
    """Tell the boards that owe something on a day. A board whose turn does not come is told the next day."""
    on = timezone.localdate(at)
    for duty in DUTIES:
        owed = duty.due(on)
        if owed is None:
            continue
        for record in _owing(duty, owed):
            try:
                _tell(duty, owed, record, at=at)
            except PortalRefusal as refusal:
                logger.warning("board of portal %s was not reminded: %s", record.code, refusal.code)


def _owing(duty: Duty, owed: DutyPeriod) -> list[PortalRecord]:
    """Open portals that are asked for it and have not got it, nor were they told."""
    kinds = next(one.kinds for one in requirements() if one.code == duty.code)
    asked = [record for record in get_directory().records if record.kind in kinds and record.is_live]
    missing = _missing(duty, owed, asked)
    before = set(_told(duty, owed).filter(portal__in=[one.id for one in missing]).values_list("portal", flat=True))
    return [record for record in missing if record.id not in before]


def _told(duty: Duty, owed: DutyPeriod) -> QuerySet[PortalEvent]:
    reminded = PortalEvent.objects.filter(kind=InformationEventKind.PRESS_REMINDED)
    return reminded.filter(data__duty=duty.kind, data__period=owed.key)


def _missing(duty: Duty, owed: DutyPeriod, records: Iterable[PortalRecord]) -> list[PortalRecord]:
    """Those of some portals where no public page fulfils a duty."""
    pages = duty.pages(owed).live().filter(in_public_branch())
    places = {path[:CONTAINER_PATH_LENGTH] for path in pages.values_list("path", flat=True)}
    return [record for record in records if record.container_path not in places]


def _tell(duty: Duty, owed: DutyPeriod, record: PortalRecord, *, at: datetime) -> None:
    """Raises:
    ChangedMeanwhile, TargetGone: somebody holds the portal, or it is gone.
    """
    on = timezone.localdate(at)
    with atomic_refusing_deadlocks():
        portal = locked_portal(record.id)
        if portal.state != PortalState.LIVE or _told(duty, owed).filter(portal=portal).exists():
            return
        event = record_event(
            InformationEventKind.PRESS_REMINDED, portal=portal, at=at, by=None, duty=duty.kind, period=owed.key
        )
        board = BoardSeat.objects.approving(on=on).filter(board__portal=portal).values_list("user", flat=True)
        tell([*board, *sorted(supervisors_of(portal.pk, on=on))], duty.kind, portal, event=event)


def _words(notice: Notice, on: date) -> tuple[str, str]:
    """The period of the event, in words; the checklist says the rest."""
    return period_in_words(*_period_of(notice)), reverse("required_of_portal", args=[notice.object_id])


def _period_of(notice: Notice) -> DutyPeriod:
    # Every notice of a duty has its event.
    return DutyPeriod.of(notice.event.data["period"])


def _still_owing(duty: Duty) -> Holding:
    def holding(notices: Sequence[Notice], recipient: Recipient) -> set[int]:
        """Those whose period has nothing yet."""
        records, found = get_directory().by_id, set()
        for owed in {_period_of(notice) for notice in notices}:
            missing = {str(one.id) for one in _missing(duty, owed, records.values())}
            found |= {one.pk for one in notices if _period_of(one) == owed and one.object_id in missing}
        return found

    return holding


register_daily_notes(note_duties)
for _number, _duty in enumerate(DUTIES):
    register_notice(
        _duty.kind,
        order=220 + _number,
        text=_words,
        holding=_still_owing(_duty),
        audience=board_and_supervisors,
        is_told_by_period=True,
    )

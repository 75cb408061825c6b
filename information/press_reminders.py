"""Who is told that a board owes the press something: a conference in a quarter (9.4), a pack for a month (4.2.b).

Which kinds of portal are asked says the checklist of required information. Each board is told once for each period, and
the supervisors of the city with it; the event says of what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils import timezone

from information.enums import Period
from information.models import PressConferencePage, PressPackPage
from information.periods import period_in_words
from information.press_packs import month_before
from information.reference import requirements
from sites.directory import CONTAINER_PATH_LENGTH, PortalRecord, get_directory
from sites.enums import NoticeKind, PortalEventKind, PortalState, Role
from sites.events import record_event
from sites.locks import in_turn, locked_portal
from sites.models import BoardSeat, Membership, Notice, PortalEvent
from sites.notice_checks import register_notice_check
from sites.notice_mail import register_notice_words
from sites.notices import register_daily_notes, tell
from sites.tree import in_public_branch

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet

MONTHS_OF_QUARTER: Final = 3
# Until then the pack of the month before may be in the making.
FIRST_DAY_FOR_PACKS: Final = 5


@dataclass(frozen=True, slots=True)
class Duty:
    """What a board owes the press in a period.

    Attributes:
        code: of the requirement in the checklist, whose kinds of portals are asked.
        is_due: whether a board is reminded on a day.
        pages: public pages that fulfil it on a day.
        period: what it is owed for, on a day.
    """

    kind: NoticeKind
    code: str
    is_due: Callable[[date], bool]
    pages: Callable[[date], PageQuerySet]
    period: Callable[[date], tuple[Period, int, int]]


def _conferences(on: date) -> PageQuerySet:
    """Announced for the quarter, whether they were already or will be."""
    first = (on.month - 1) // MONTHS_OF_QUARTER * MONTHS_OF_QUARTER + 1
    months = range(first, first + MONTHS_OF_QUARTER)
    return PressConferencePage.objects.filter(starts_at__year=on.year, starts_at__month__in=months)


def _packs(on: date) -> PageQuerySet:
    year, month = month_before(on)
    return PressPackPage.objects.filter(year=year, month=month)


def _month(on: date) -> tuple[Period, int, int]:
    year, month = month_before(on)
    return Period.MONTH, month, year


DUTIES: Final = (
    Duty(
        NoticeKind.PRESS_CONFERENCE,
        "press-conferences",
        # The last month: a conference is announced by then.
        lambda on: on.month % MONTHS_OF_QUARTER == 0,
        _conferences,
        lambda on: (Period.QUARTER, (on.month - 1) // MONTHS_OF_QUARTER + 1, on.year),
    ),
    Duty(NoticeKind.PRESS_PACK, "press-packs", lambda on: on.day >= FIRST_DAY_FOR_PACKS, _packs, _month),
)


def note_duties(at: datetime) -> None:
    """Tell the boards that owe something on a day. Two queries for each duty, some ten for each board that is told."""
    on = timezone.localdate(at)
    for duty in DUTIES:
        if duty.is_due(on):
            for record in _owing(duty, on=on):
                _tell(duty, record, on=on, at=at)


def _owing(duty: Duty, *, on: date) -> list[PortalRecord]:
    """Open portals that are asked for it and have not got it, nor were they told. Two queries."""
    kinds = next(one.kinds for one in requirements() if one.code == duty.code)
    asked = [record for record in get_directory().records if record.kind in kinds and record.state == PortalState.LIVE]
    missing = _missing(duty, asked, on=on)
    told = PortalEvent.objects.filter(
        kind=PortalEventKind.PRESS_REMINDED,
        portal__in=[record.id for record in missing],
        data__duty=duty.kind,
        data__period=_key(duty, on),
    )
    before = set(told.values_list("portal", flat=True))
    return [record for record in missing if record.id not in before]


def _missing(duty: Duty, records: Iterable[PortalRecord], *, on: date) -> list[PortalRecord]:
    """Those of some portals where no public page fulfils a duty. One query."""
    pages = duty.pages(on).live().filter(in_public_branch())
    places = {path[:CONTAINER_PATH_LENGTH] for path in pages.values_list("path", flat=True)}
    return [record for record in records if record.container_path not in places]


def _key(duty: Duty, on: date) -> str:
    kind, number, year = duty.period(on)
    return f"{year}-{kind}-{number}"


def _tell(duty: Duty, record: PortalRecord, *, on: date, at: datetime) -> None:
    with in_turn():
        portal = locked_portal(record.id)
        event = record_event(
            PortalEventKind.PRESS_REMINDED, portal=portal, at=at, by=None, duty=duty.kind, period=_key(duty, on)
        )
        board = BoardSeat.objects.approving(on=on).filter(board__portal=portal).values_list("user", flat=True)
        supervisors = Membership.objects.in_force(on=on).filter(role=Role.SUPERVISOR).values_list("user", flat=True)
        tell([*board, *supervisors], duty.kind, portal, event=event)


def _words(duty: Duty) -> Callable[[Notice], tuple[str, str]]:
    def words(notice: Notice) -> tuple[str, str]:
        """The period of the event, in words; the checklist says the rest."""
        year, kind, number = notice.event.data["period"].split("-")
        text = period_in_words(Period(kind), int(number), int(year))
        return text, reverse("required_of_portal", args=[notice.object_id])

    return words


def _still_owing(duty: Duty) -> Callable[[Iterable[str], date], set[str]]:
    def holding(keys: Iterable[str], on: date) -> set[str]:
        records = get_directory().by_id
        asked = [records[int(key)] for key in keys if int(key) in records]
        return {str(record.id) for record in _missing(duty, asked, on=on)} if asked else set()

    return holding


register_daily_notes(note_duties)
for _duty in DUTIES:
    register_notice_check(_duty.kind, _still_owing(_duty))
    register_notice_words(_duty.kind, _words(_duty))

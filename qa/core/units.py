"""Verbs of the units that answer and of their officers: for administrators of the portal, who give the roles as well.

Each writes an event of the portal, which names what was done, the unit, and the account by its key. What a unit is
called is proposed to the board: the public reads it beside answers (13.1.g).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_noop

from audit.locking import atomic_refusing_deadlocks
from editorial.enums import ProposalState
from editorial.proposals.actions.proposal import open_proposal, overtake, propose_change, take_back_reverted
from members.access.actor import lock_actor
from members.duties import check_left, held_posts, told_of_succession
from members.signals import duty_vacated
from qa.core.texts import checked_text
from qa.desk.succession import OFFICER_NAMED, give_back, record_desk_act, take_over
from qa.enums import OPEN_STATES
from qa.errors import DeskForbidden, OfficerNamed, OfficerWithoutRole, PeriodWrong, UnitBusy, UnitEnded, UnitNamed
from qa.models import AnsweringUnit, UnitOfficer
from qa.permissions import kept_desks, officers_of_portal
from sites.errors import TargetGone
from sites.locking import locked_portal

if TYPE_CHECKING:
    from accounts.models import User
    from editorial.models import ProposedChange
    from sites.models import Portal

NAME_LENGTH = 200
# Of the questions that a unit still has, so many are named.
NAMED = 5


def create_unit(
    portal: Portal, *, name_vi: str, name_en: str, by: User, at: datetime, position: int = 0
) -> AnsweringUnit:
    """Say that a unit of a portal's agency answers questions, once the board approves its name.

    Raises:
        DeskForbidden: the person is no administrator of the portal.
        TextMissing, TextTooLong: of a name.
        UnitNamed: the portal has one of this name.
        PortalRefusal: as `editorial.proposals.actions.proposal.propose_change` says.
    """
    with _held(portal.pk, by=by, at=at) as held:
        names = _names(held.pk, name_vi, name_en)
        unit = AnsweringUnit.objects.create(
            portal=held, position=position, draft_vi=names["name_vi"], draft_en=names["name_en"]
        )
        propose_change(unit, names, by=by, at=at)
        record_desk_act(gettext_noop("Unit made"), unit, portal=held, by=by, at=at)
    return unit


def change_unit(
    unit: AnsweringUnit, *, name_vi: str, name_en: str, position: int, by: User, at: datetime
) -> ProposedChange | None:
    """Move a unit in the list, and propose another name to the board; None where it has that name, or that one waits.
    Where it has that name, the person's own proposal of another one is taken back.

    What it answered stays signed with the name that was approved with it.

    Raises:
        UnitEnded: it is not in use any more.
        DeskForbidden, TextMissing, TextTooLong, UnitNamed, PortalRefusal: as above.
    """
    with _held(unit.portal_id, by=by, at=at) as portal:
        row = _locked_unit(unit)
        names = _names(portal.pk, name_vi, name_en, but=row.pk)
        asked = open_proposal(row)
        is_waiting = asked is not None and asked.state == ProposalState.WAITING
        is_asked = is_waiting and (row.draft_vi, row.draft_en) == (names["name_vi"], names["name_en"])
        change = None if is_asked else propose_change(row, names, by=by, at=at)
        facts: dict[str, Any] = {"position": position}
        if change is None and not is_asked:
            take_back_reverted(row, names, by=by, at=at)
        if change is not None:
            # After it: the proposal that this one replaces takes its names along.
            facts |= {"draft_vi": names["name_vi"], "draft_en": names["name_en"]}
        AnsweringUnit.objects.filter(pk=row.pk).update(**facts)
        row.refresh_from_db()
        record_desk_act(gettext_noop("Unit changed"), row, portal=portal, by=by, at=at)
    return change


def end_unit(unit: AnsweringUnit, *, by: User, at: datetime) -> None:
    """Say that a unit answers no more, from today on. What it answered stays its own; a name that waits for the board
    ends with it.

    Raises:
        UnitEnded: that was said before.
        UnitBusy: open questions are with it.
        DeskForbidden: the person is no administrator of the portal.
    """
    with _held(unit.portal_id, by=by, at=at) as portal:
        row = _locked_unit(unit)
        busy = row.questions.filter(state__in=OPEN_STATES).order_by("answer_due", "pk").values_list("code", flat=True)
        if count := busy.count():
            raise UnitBusy(list(busy[:NAMED]), count=count)
        if (change := open_proposal(row)) is not None:
            overtake(change, by=by, at=at, reason=gettext_noop("The unit answers no more."))
        AnsweringUnit.objects.filter(pk=row.pk).update(ended_on=timezone.localdate(at))
        record_desk_act(gettext_noop("Unit ended"), row, portal=portal, by=by, at=at)


def name_officer(
    unit: AnsweringUnit, person: User, *, valid_from: date, by: User, at: datetime, valid_until: date | None = None
) -> UnitOfficer:
    """Let a person answer for a unit in a period, as long as the role of answering officer holds as well.

    Raises:
        UnitEnded: the unit is not in use any more.
        PeriodWrong: the period runs backwards, or is past.
        OfficerWithoutRole: the person has not the role on the portal today.
        OfficerNamed: the person answers for it in that time already.
        DeskForbidden: who names is no administrator of the portal.
    """
    today = timezone.localdate(at)
    if valid_until is not None and valid_until < max(valid_from, today):
        raise PeriodWrong
    with _held(unit.portal_id, by=by, at=at, also=person) as portal:
        row = _locked_unit(unit)
        if not officers_of_portal(portal.pk, on=today).filter(pk=person.pk).exists():
            raise OfficerWithoutRole
        if row.officers.filter(user=person).exclude(valid_until__lt=valid_from).exists():
            raise OfficerNamed
        officer = UnitOfficer.objects.create(unit=row, user=person, valid_from=valid_from, valid_until=valid_until)
        record_desk_act(OFFICER_NAMED, row, portal=portal, by=by, at=at, person=person)
    return officer


def end_officer(
    officer: UnitOfficer, *, by: User, at: datetime, successor: User | None = None, vacancy_reason: str = ""
) -> None:
    """Let a person answer for a unit no more, from now on.

    What the person has open there goes to the successor, or back to the board.

    Args:
        successor: an officer of the portal who answers for the unit from now on.
        vacancy_reason: why nobody follows, where the unit has no other officer.

    Raises:
        TargetGone: it ended before.
        LastHolder: nobody would be left to answer for the unit, and neither is given.
        OfficerWithoutRole: the successor has not the role on the portal today, or is the person.
        DeskForbidden: who ends it is no administrator of the portal.
    """
    unit, person, today = officer.unit, officer.user, timezone.localdate(at)
    with _held(unit.portal_id, by=by, at=at, also=[person, *([successor] if successor else [])]) as portal:
        rows = UnitOfficer.objects.select_for_update(of=("self",), no_key=True).exclude(valid_until__lt=today)
        row = rows.filter(pk=officer.pk).first()
        if row is None:
            raise TargetGone
        held = held_posts(person, [portal.pk], on=today)
        if successor is not None:
            officers = officers_of_portal(portal.pk, on=today).exclude(pk=person.pk)
            if not officers.filter(pk=successor.pk).exists():
                raise OfficerWithoutRole
            take_over(portal, person, successor, by=by, at=at, unit=unit)
        if row.valid_from >= today:
            # Not one whole day: what was named today by mistake was never in force.
            row.delete()
        else:
            UnitOfficer.objects.filter(pk=row.pk).update(valid_until=today - timedelta(days=1))
        give_back(portal, person, by=by, at=at)
        vacant = check_left(held, on=today, vacancy_reason=vacancy_reason)
        told = told_of_succession(vacant, successor=successor, vacancy_reason=vacancy_reason)
        act = gettext_noop("Officer ended")
        event = record_desk_act(act, unit, portal=portal, by=by, at=at, person=person, **told)
        if vacant:
            duty_vacated.send(UnitOfficer, portal=portal, event=event)


@contextmanager
def _held(portal_id: int, *, by: User, at: datetime, also: User | Iterable[User] | None = None) -> Iterator[Portal]:
    """One transaction with the portal and the accounts held, for its administrators."""
    with atomic_refusing_deadlocks():
        portal = locked_portal(portal_id)
        lock_actor(by, also=also)
        if portal.pk not in kept_desks(by, on=timezone.localdate(at)):
            raise DeskForbidden
        yield portal


def _locked_unit(unit: AnsweringUnit) -> AnsweringUnit:
    row = AnsweringUnit.objects.select_for_update(of=("self",), no_key=True).filter(pk=unit.pk).first()
    if row is None:
        raise TargetGone
    if row.ended_on is not None:
        raise UnitEnded
    return row


def _names(portal_id: int, name_vi: str, name_en: str, *, but: int = 0) -> dict[str, str]:
    """Names as they are kept; the Vietnamese one is the portal's only one, also among those that wait."""
    names = {"name_vi": checked_text(name_vi, most=NAME_LENGTH), "name_en": checked_text(name_en, most=NAME_LENGTH)}
    others = AnsweringUnit.objects.for_portals([portal_id]).in_use().exclude(pk=but)
    if others.filter(Q(name_vi=names["name_vi"]) | Q(draft_vi=names["name_vi"])).exists():
        raise UnitNamed
    return names

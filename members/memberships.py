"""Verbs on roles and seats: each is atomic, writes its event and brings the person's groups in step."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.errors import ReasonMissing
from audit.events import lock_chains, record_event
from members.access.actor import lock_actor
from members.duties import check_left, check_successor, held_posts, told_of_succession
from members.enums import CITY_ROLES, Engagement, MemberEventKind, MembershipScope, Role, Seat
from members.errors import (
    AlreadyWithdrawn,
    HeadSeated,
    LastOperator,
    OwnOperatorRole,
    PeriodBackwards,
    RoleHeld,
    RoleNotGrantable,
    SeatEnded,
    SeatTaken,
)
from members.groups import ensure_city_groups, sync_user_groups
from members.held_invitations import hold_invitations, withdraw_held_invitations
from members.models import Board, BoardSeat, Invitation, Membership
from members.models.remit import remit_columns
from members.remits import check_remit
from members.sections import check_section
from members.signals import duty_vacated, right_ended, role_given, seat_given
from sites.locking import locked_portal
from sites.models import Portal

if TYPE_CHECKING:
    from wagtail.models import Page

    from audit.models import PortalEvent
    from members.remits import Remit


def check_grantable(role: Role, *, portal: Portal | None) -> None:
    """Refuse to give a role in a place, a portal or, where that is None, the city.

    Raises:
        RoleNotGrantable: a city role on a portal, a portal role over the city, or the board's, which follows seats.
    """
    if role == Role.BOARD or (role in CITY_ROLES) != (portal is None):
        raise RoleNotGrantable


@transaction.atomic
def grant_membership(
    user: User,
    *,
    role: Role,
    portal: Portal | None,
    reason: str,
    by: User | None,
    at: datetime,
    valid_from: date | None = None,
    valid_until: date | None = None,
    decision_ref: str = "",
    engagement: Engagement | Literal[""] = "",
    section: Page | None = None,
    remit: Remit | None = None,
) -> Membership:
    """Give a person a role on a portal, or over the city where `portal` is None (Regulation 8.7).

    A role that ended by its date is closed first, and given again. Without `valid_from`, the role begins today.

    Args:
        remit: of a supervisor, part of the portals; None: all of them.

    Raises:
        ReasonMissing: no reason given.
        RoleNotGrantable: a city role on a portal, a portal role over the city, or the board's (which follows seats).
        SectionNotAsked, SectionElsewhere: a section for a role that has none, or not one of this portal.
        RemitNotAsked: part of the portals for another role than that of a supervisor.
        PeriodBackwards: the role would end before it begins.
        RoleHeld: the person has the role, or will have it.
        AccessEnded: whoever gives it lost the access just now.
    """
    if not reason.strip():
        raise ReasonMissing
    check_grantable(role, portal=portal)
    check_section(section, role=role, portal=portal)
    check_remit(remit, role=role)
    today = timezone.localdate(at)
    valid_from = valid_from or today
    if valid_until is not None and valid_until < valid_from:
        raise PeriodBackwards(first=valid_from, last=valid_until)
    _hold_place(portal)
    lock_actor(by, also=user)
    present = Membership.objects.filter(user=user, portal=portal, role=role, withdrawn_at=None).first()
    if present is not None:
        if present.valid_until is None or present.valid_until >= today:
            raise RoleHeld
        # It ended by its date: the record is closed, and the role given again.
        present.withdrawn_at, present.withdrawn_reason = at, str(_("Ended by its date."))
        present.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    if portal is None:
        ensure_city_groups()
    membership = Membership.objects.create(
        user=user,
        scope=MembershipScope.CITY if portal is None else MembershipScope.PORTAL,
        portal=portal,
        role=role,
        granted_by=by,
        granted_at=at,
        reason=reason,
        decision_ref=decision_ref,
        engagement=engagement,
        section=section,
        valid_from=valid_from,
        valid_until=valid_until,
        **remit_columns(remit),
    )
    sync_user_groups(user, on=today)
    event = record_event(
        MemberEventKind.MEMBERSHIP_GRANTED,
        portal=portal,
        at=at,
        by=by,
        reason=reason,
        user=user.get_username(),
        role=role,
        until=valid_until,
        **({"section": section.title} if section is not None else {}),
        **({"remit": remit.label} if remit is not None else {}),
    )
    role_given.send(Membership, membership=membership, event=event)
    return membership


@transaction.atomic
def withdraw_membership(
    membership: Membership,
    *,
    by: User | None,
    at: datetime,
    reason: str,
    successor: User | None = None,
    vacancy_reason: str = "",
) -> None:
    """End a role at once. The record stays. Invitations that came from it and are not answered are taken back.

    Args:
        successor: a person of the portal who has the role from now on.
        vacancy_reason: why nobody follows, where the person is the last to do a duty on the portal.

    Raises:
        ReasonMissing: no reason given.
        AlreadyWithdrawn: somebody was faster; the first record stands.
        OwnOperatorRole: an operator ends the own role.
        LastOperator: nobody would be left to run the installation.
        LastHolder: nobody would be left to answer questions or to administer the portal, and neither is given.
        SuccessorElsewhere, RoleHeld: of the successor, who is not of the portal, or begins only later.
    """
    if not reason.strip():
        raise ReasonMissing
    today = timezone.localdate(at)
    _hold_place(membership.portal)
    lock_actor(by, also=[membership.user, *([successor] if successor else [])])
    if membership.role == Role.OPERATOR:
        if by is not None and by.pk == membership.user_id:
            raise OwnOperatorRole
        if {key for key, _user_id in _operators(on=today)} == {membership.pk}:
            raise LastOperator
    rows = Membership.objects.select_for_update(of=("self",), no_key=True).select_related("user", "portal")
    row = rows.get(pk=membership.pk)
    if row.withdrawn_at is not None:
        raise AlreadyWithdrawn
    held = held_posts(row.user, [row.portal_id], on=today) if row.portal_id else []
    if successor is not None:
        _pass_role_on(row, successor, by=by, at=at, reason=reason)
    row.withdrawn_at, row.withdrawn_reason = at, reason
    row.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    sync_user_groups(row.user, on=today)
    if row.portal is not None:
        right_ended.send(Membership, portal=row.portal, person=row.user, successor=successor, by=by, at=at)
    vacant = check_left(held, on=today, vacancy_reason=vacancy_reason)
    offered = _offered_by(row)
    lock_chains({row.portal_id, *(invitation.portal_id for invitation in offered)})
    event = record_event(
        MemberEventKind.MEMBERSHIP_WITHDRAWN,
        portal=row.portal,
        at=at,
        by=by,
        reason=reason,
        user=row.user.get_username(),
        role=row.role,
        **({"remit": row.remit.label} if row.remit is not None else {}),
        **told_of_succession(vacant, successor=successor, vacancy_reason=vacancy_reason),
    )
    if vacant:
        duty_vacated.send(Membership, portal=row.portal, event=event)
    withdraw_held_invitations(offered, by=by, at=at, reason=reason)


def _pass_role_on(row: Membership, successor: User, *, by: User | None, at: datetime, reason: str) -> None:
    """Give a role that ends to the successor, who may have it already."""
    today, role = timezone.localdate(at), Role(row.role)
    check_successor(successor, person=row.user, portal=row.portal, on=today)
    if not Membership.objects.in_force(on=today).filter(user=successor, portal=row.portal, role=role).exists():
        grant_membership(successor, role=role, portal=row.portal, reason=reason, by=by, at=at, section=row.section)


def _hold_place(portal: Portal | None) -> None:
    """Lock the portal of a role before the account and the role itself, as all do who change one of the three
    (`editorial.review.locking`)."""
    if portal is not None:
        locked_portal(portal.pk)


def _offered_by(row: Membership) -> list[Invitation]:
    """Unanswered invitations of who gives roles by this one, held: an administrator's to the portal, an operator's to
    all."""
    if row.role == Role.OPERATOR:
        return hold_invitations(Q(invited_by=row.user_id))
    if row.role == Role.PORTAL_ADMIN:
        return hold_invitations(Q(invited_by=row.user_id, portal=row.portal_id))
    return []


def check_seat_free(board: Board, *, seat: Seat, user_id: int, valid_from: date) -> None:
    """Refuse a seat that cannot be given from a day on.

    Raises:
        SeatTaken: the person holds a seat on this board on that day, or will later.
        HeadSeated: the board has another head on that day, or will have one later.
    """
    seats = board.seats.held_from(valid_from)
    if seats.filter(user=user_id).exists():
        raise SeatTaken
    if seat == Seat.HEAD and seats.filter(seat=Seat.HEAD).exists():
        raise HeadSeated


@transaction.atomic
def seat_on_board(
    board: Board,
    user: User,
    *,
    seat: Seat,
    by: User | None,
    at: datetime,
    valid_from: date | None = None,
    valid_until: date | None = None,
    engagement: Engagement | Literal[""] = "",
    decision_ref: str = "",
) -> BoardSeat:
    """Give a person a seat on a board (Regulation 15.2). Without `valid_from`, it begins today.

    Raises:
        PeriodBackwards: the seat would end before it begins.
        SeatTaken: the person holds a seat on this board on that day, or will later.
        HeadSeated: the board has another head on that day, or will have one later.
        AccessEnded: whoever gives it lost the access just now.
    """
    today = timezone.localdate(at)
    valid_from = valid_from or today
    if valid_until is not None and valid_until < valid_from:
        raise PeriodBackwards(first=valid_from, last=valid_until)
    # Two heads of one board come one after the other.
    _hold_place(board.portal)
    lock_actor(by, also=user)
    check_seat_free(board, seat=seat, user_id=user.pk, valid_from=valid_from)
    created = BoardSeat.objects.create(
        board=board,
        user=user,
        seat=seat,
        engagement=engagement,
        decision_ref=decision_ref,
        valid_from=valid_from,
        valid_until=valid_until,
    )
    sync_user_groups(user, on=today)
    event = record_event(
        MemberEventKind.SEAT_TAKEN,
        portal=board.portal,
        at=at,
        by=by,
        user=user.get_username(),
        seat=seat,
        **({"decision": decision_ref} if decision_ref else {}),
    )
    seat_given.send(BoardSeat, seat=created, event=event)
    return created


@transaction.atomic
def leave_board(
    seat: BoardSeat,
    *,
    by: User | None,
    at: datetime,
    last_day: date,
    reason: str = "",
    successor: User | None = None,
    vacancy_reason: str = "",
) -> None:
    """End a seat on a day. Rights that follow from it end with the day.

    The day before the first one ends the seat at once: the record keeps the first day, and the time.

    Args:
        successor: a person of the portal who has the seat from the next day on, and leaves a lower one for it.
        vacancy_reason: why nobody follows, where nobody else approves on that day.

    Raises:
        SeatEnded: it ended already.
        PeriodBackwards: the seat began later still.
        LastHolder: nobody would be left to approve, and neither is given.
        SuccessorElsewhere, SeatTaken: of the successor, who is not of the portal, or sits as high already.
    """
    today = timezone.localdate(at)
    _hold_place(seat.board.portal)
    seat = (
        BoardSeat.objects.select_for_update(of=("self",), no_key=True)
        .select_related("user", "board__portal")
        .get(pk=seat.pk)
    )
    lock_actor(by, also=[seat.user, *([successor] if successor else [])])
    if seat.ended_at is not None or (seat.valid_until is not None and seat.valid_until < today):
        raise SeatEnded
    if last_day < seat.valid_from - timedelta(days=1):
        raise PeriodBackwards(first=seat.valid_from, last=last_day)
    portal, first = seat.board.portal, max(last_day + timedelta(days=1), today)
    held = held_posts(seat.user, [portal.pk], on=max(today, last_day))
    _end_seat(seat, at=at, last_day=last_day)
    sync_user_groups(seat.user, on=today)
    if successor is not None:
        _pass_seat_on(seat, successor, first=first, by=by, at=at, reason=reason)
    vacant = check_left(held, on=first, vacancy_reason=vacancy_reason)
    told = told_of_succession(vacant, successor=successor, vacancy_reason=vacancy_reason)
    event = _record_seat_left(seat, by=by, at=at, reason=reason, **told)
    if vacant and first == today:
        duty_vacated.send(BoardSeat, portal=portal, event=event)


def _pass_seat_on(seat: BoardSeat, successor: User, *, first: date, by: User | None, at: datetime, reason: str) -> None:
    """Give a seat that ends to the successor, who leaves a lower one for it.

    Raises:
        SeatTaken: the successor sits as high, or higher.
    """
    check_successor(successor, person=seat.user, portal=seat.board.portal, on=timezone.localdate(at))
    lower = Seat.values[Seat.values.index(seat.seat) + 1 :]
    rows = seat.board.seats.held_from(first).filter(user=successor, seat__in=lower)
    rows = rows.select_related("user", "board__portal")
    for row in rows.select_for_update(of=("self",), no_key=True).order_by("pk"):
        # One that begins later still never begins.
        _end_seat(row, at=at, last_day=max(first, row.valid_from) - timedelta(days=1))
        _record_seat_left(row, by=by, at=at, reason=reason)
    seat_on_board(seat.board, successor, seat=Seat(seat.seat), by=by, at=at, valid_from=first)


def _end_seat(seat: BoardSeat, *, at: datetime, last_day: date) -> None:
    """End a seat that is held on a day; the day before the first one ends it at once."""
    seat.valid_until = max(last_day, seat.valid_from)
    seat.ended_at = at if last_day < seat.valid_from else None
    seat.save(update_fields=["valid_until", "ended_at"])


def _record_seat_left(seat: BoardSeat, *, by: User | None, at: datetime, reason: str, **told: Any) -> PortalEvent:
    return record_event(
        MemberEventKind.SEAT_LEFT,
        portal=seat.board.portal,
        at=at,
        by=by,
        reason=reason,
        user=seat.user.get_username(),
        seat=seat.seat,
        last_day=seat.valid_until,
        **told,
    )


def check_somebody_operates(*, without: User, on: date) -> None:
    """Refuse to close the account of the last operator.

    Raises:
        LastOperator: nobody would be left to run the installation.
    """
    if {user_id for _key, user_id in _operators(on=on)} == {without.pk}:
        raise LastOperator


def _operators(*, on: date) -> set[tuple[int, int]]:
    """Keys of the roles of operator that hold, and of their accounts.

    All rows of the role are locked first, so that two operators cannot end each other's access at the same time. Then
    they are read again: a row that waited for its lock brings the account as it was before.
    """
    rows = Membership.objects.filter(role=Role.OPERATOR)
    list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    return set(rows.in_force(on=on).filter(user__is_active=True).values_list("pk", "user_id"))

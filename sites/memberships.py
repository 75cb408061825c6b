"""Verbs on roles and seats: each is atomic, writes its event and brings the person's groups in step."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sites.enums import CITY_ROLES, MembershipScope, PortalEventKind, Role, Seat
from sites.errors import ReasonMissing, RoleNotGrantable, SeatTaken
from sites.events import record_event
from sites.groups import ensure_city_groups, sync_user_groups
from sites.models import Board, BoardSeat, Membership, Portal

if TYPE_CHECKING:
    from accounts.models import User


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
) -> Membership:
    """Give a person a role on a portal, or over the city where `portal` is None (Regulation 8.7).

    Idempotent: a role in force, or still to begin, is returned as it is; one that ended by its date is closed first.

    Raises:
        ReasonMissing: no reason given.
        RoleNotGrantable: a city role on a portal, a portal role over the city, or the board's (which follows seats).
    """
    if not reason.strip():
        raise ReasonMissing
    if role == Role.BOARD or (role in CITY_ROLES) != (portal is None):
        raise RoleNotGrantable
    today = timezone.localdate(at)
    present = Membership.objects.filter(user=user, portal=portal, role=role, withdrawn_at=None).first()
    if present is not None:
        if present.valid_until is None or present.valid_until >= today:
            return present
        # It ended by its date: the record is closed, and the role given anew.
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
        valid_from=valid_from or today,
        valid_until=valid_until,
    )
    sync_user_groups(user, on=today)
    record_event(
        PortalEventKind.MEMBERSHIP_GRANTED,
        portal=portal,
        at=at,
        by=by,
        reason=reason,
        user=user.get_username(),
        role=role,
        until=valid_until,
    )
    return membership


@transaction.atomic
def withdraw_membership(membership: Membership, *, by: User | None, at: datetime, reason: str) -> None:
    """End a role at once. The record stays.

    Raises:
        ReasonMissing: no reason given.
    """
    if not reason.strip():
        raise ReasonMissing
    membership.withdrawn_at = at
    membership.withdrawn_reason = reason
    membership.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    sync_user_groups(membership.user, on=timezone.localdate(at))
    record_event(
        PortalEventKind.MEMBERSHIP_WITHDRAWN,
        portal=membership.portal,
        at=at,
        by=by,
        reason=reason,
        user=membership.user.get_username(),
        role=membership.role,
    )


@transaction.atomic
def seat_on_board(
    board: Board, user: User, *, seat: Seat, by: User | None, at: datetime, valid_from: date | None = None
) -> BoardSeat:
    """Give a person a seat on a board (Regulation 15.2). Idempotent for the same seat.

    Raises:
        SeatTaken: the person holds another seat on this board.
    """
    present = BoardSeat.objects.filter(board=board, user=user, valid_until=None).first()
    if present is not None:
        if present.seat != seat:
            raise SeatTaken
        return present
    created = BoardSeat.objects.create(
        board=board, user=user, seat=seat, valid_from=valid_from or timezone.localdate(at)
    )
    sync_user_groups(user, on=timezone.localdate(at))
    record_event(PortalEventKind.SEAT_TAKEN, portal=board.portal, at=at, by=by, user=user.get_username(), seat=seat)
    return created


@transaction.atomic
def leave_board(seat: BoardSeat, *, by: User | None, at: datetime, last_day: date, reason: str = "") -> None:
    """End a seat on a day. Rights that follow from it end with the day."""
    seat.valid_until = last_day
    seat.save(update_fields=["valid_until"])
    sync_user_groups(seat.user, on=timezone.localdate(at))
    record_event(
        PortalEventKind.SEAT_LEFT,
        portal=seat.board.portal,
        at=at,
        by=by,
        reason=reason,
        user=seat.user.get_username(),
        seat=seat.seat,
        last_day=last_day,
    )

"""Verbs on delegations: a head or deputy lets a member of the same board approve for a period (Regulation 15.2)."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from audit.errors import ReasonMissing
from audit.events import record_event
from members.access.actor import lock_actor
from members.enums import APPROVING_SEATS, MemberEventKind, Seat
from members.errors import DelegationHeld, DelegationOver, NotDelegable, OutsideTerm, PeriodBackwards, PeriodPassed
from members.models import Board, BoardSeat, Delegation
from members.signals import approval_delegated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Q

    from accounts.models import User


@transaction.atomic
def delegate(
    from_seat: BoardSeat,
    to_seat: BoardSeat,
    *,
    valid_from: date,
    valid_until: date,
    reason: str,
    by: User | None,
    at: datetime,
) -> Delegation:
    """Let a member approve from the first to the last day, both included. `delegable_seats` says whether `by` may.

    Raises:
        ReasonMissing: no reason given.
        PeriodPassed, PeriodBackwards: the period begins before today, or ends before it begins.
        NotDelegable: not from a head or deputy, not to a member, two boards, or an account that was closed.
        OutsideTerm: one of the seats, or the board's term, does not hold on every day of the period.
        DelegationHeld: the member holds one from this seat on a day of the period already.
    """
    if not reason.strip():
        raise ReasonMissing
    if valid_from < timezone.localdate(at):
        raise PeriodPassed
    if valid_until < valid_from:
        raise PeriodBackwards(first=valid_from, last=valid_until)
    # Whoever changes the term comes before, or finds this delegation.
    list(Board.objects.select_for_update(of=("self",), no_key=True).filter(pk=from_seat.board_id).values_list("pk"))
    keys = {from_seat.pk, to_seat.pk}
    locked = (
        BoardSeat.objects.select_for_update(of=("self",), no_key=True)
        .select_related("user", "board__portal")
        .order_by("pk")
    )
    seats = {seat.pk: seat for seat in locked.filter(pk__in=keys)}
    from_seat, to_seat = seats[from_seat.pk], seats[to_seat.pk]
    # With both accounts held: whoever suspends one of them comes before, or finds this delegation.
    held = lock_actor(by, also=[from_seat.user, to_seat.user])
    from_seat.user, to_seat.user = held[from_seat.user_id], held[to_seat.user_id]
    if not _is_delegable(from_seat, to_seat):
        raise NotDelegable
    # Periods have no gaps: what holds on both ends holds on the days between.
    if any(
        BoardSeat.objects.in_force(on=day).filter(pk__in=keys).count() < len(keys) for day in (valid_from, valid_until)
    ):
        raise OutsideTerm
    same = Delegation.objects.open(on=valid_from).filter(
        from_seat=from_seat, to_seat=to_seat, valid_from__lte=valid_until
    )
    if clash := same.order_by("valid_from").first():
        raise DelegationHeld(first=clash.valid_from, last=clash.valid_until)
    delegation = Delegation.objects.create(
        from_seat=from_seat, to_seat=to_seat, valid_from=valid_from, valid_until=valid_until, reason=reason
    )
    event = record_event(
        MemberEventKind.DELEGATED, portal=from_seat.board.portal, at=at, by=by, reason=reason, **_details(delegation)
    )
    approval_delegated.send(Delegation, delegation=delegation, event=event)
    return delegation


@transaction.atomic
def end_delegation(delegation: Delegation, *, by: User | None, at: datetime, reason: str) -> None:
    """Take a delegation back at once. The record stays.

    Raises:
        ReasonMissing: no reason given.
        DelegationOver: it was taken back, or its last day has passed.
    """
    if not reason.strip():
        raise ReasonMissing
    lock_actor(by, also=delegation.to_seat.user)
    rows = Delegation.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("from_seat__user", "from_seat__board__portal", "to_seat__user").get(pk=delegation.pk)
    if row.ended_at is not None or row.valid_until < timezone.localdate(at):
        raise DelegationOver
    end_held_delegations([row], by=by, at=at, reason=reason)


def hold_delegations(which: Q, *, at: datetime) -> list[Delegation]:
    """Some of what is lent of the right to approve, now or from a later day on, locked."""
    rows = Delegation.objects.select_for_update(of=("self",), no_key=True).open(on=timezone.localdate(at))
    related = rows.select_related("from_seat__user", "from_seat__board__portal", "to_seat__user")
    return list(related.filter(which).order_by("pk"))


def end_held_delegations(rows: Iterable[Delegation], *, by: User | None, at: datetime, reason: str) -> None:
    """End delegations that are held. An event for each; the caller holds the chains of their portals."""
    for row in rows:
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        record_event(
            MemberEventKind.DELEGATION_ENDED,
            portal=row.from_seat.board.portal,
            at=at,
            by=by,
            reason=reason,
            **_details(row),
        )


def _is_delegable(from_seat: BoardSeat, to_seat: BoardSeat) -> bool:
    return (
        from_seat.board_id == to_seat.board_id
        and from_seat.seat in APPROVING_SEATS
        and to_seat.seat == Seat.MEMBER
        and from_seat.user.is_active
        and to_seat.user.is_active
    )


def _details(delegation: Delegation) -> dict[str, Any]:
    return {
        "delegator": delegation.from_seat.user.get_username(),
        "user": delegation.to_seat.user.get_username(),
        "since": delegation.valid_from,
        "until": delegation.valid_until,
    }


__all__ = ["delegate", "end_delegation"]

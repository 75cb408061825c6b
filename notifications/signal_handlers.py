"""Registration only: whoever is given a role, a seat or a delegation hears of it."""

from typing import Any

from django.dispatch import receiver

from audit.models import PortalEvent
from members.models import BoardSeat, Delegation, Membership
from members.signals import approval_delegated, role_given, seat_given
from notifications.enums import MemberNoticeKind
from notifications.notices import tell


@receiver(role_given, dispatch_uid="notifications.role_given")
def tell_of_role(membership: Membership, event: PortalEvent, **kwargs: Any) -> None:
    tell([membership.user_id], MemberNoticeKind.ROLE_GIVEN, membership, event=event)


@receiver(seat_given, dispatch_uid="notifications.seat_given")
def tell_of_seat(seat: BoardSeat, event: PortalEvent, **kwargs: Any) -> None:
    tell([seat.user_id], MemberNoticeKind.SEAT_GIVEN, seat, event=event)


@receiver(approval_delegated, dispatch_uid="notifications.approval_delegated")
def tell_of_delegation(delegation: Delegation, event: PortalEvent, **kwargs: Any) -> None:
    tell([delegation.to_seat.user_id], MemberNoticeKind.DELEGATED, delegation, event=event)

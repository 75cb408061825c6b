"""Registration only: whoever is given a role, a seat or a delegation hears of it, and the board of a duty that nobody
does any more."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from audit.models import PortalEvent
from members.models import BoardSeat, Delegation, Membership
from members.signals import approval_delegated, duty_vacated, role_given, seat_given
from notifications.enums import MemberNoticeKind
from notifications.member_notices import board_and_supervisors_of
from notifications.notices import tell
from sites.models import Portal


@receiver(role_given, dispatch_uid="notifications.role_given")
def tell_of_role(membership: Membership, event: PortalEvent, **kwargs: Any) -> None:
    tell([membership.user_id], MemberNoticeKind.ROLE_GIVEN, membership, event=event)


@receiver(seat_given, dispatch_uid="notifications.seat_given")
def tell_of_seat(seat: BoardSeat, event: PortalEvent, **kwargs: Any) -> None:
    tell([seat.user_id], MemberNoticeKind.SEAT_GIVEN, seat, event=event)


@receiver(approval_delegated, dispatch_uid="notifications.approval_delegated")
def tell_of_delegation(delegation: Delegation, event: PortalEvent, **kwargs: Any) -> None:
    tell([delegation.to_seat.user_id], MemberNoticeKind.DELEGATED, delegation, event=event)


@receiver(duty_vacated, dispatch_uid="notifications.duty_vacated")
def tell_of_vacancy(portal: Portal, event: PortalEvent, **kwargs: Any) -> None:
    people = board_and_supervisors_of(portal.pk, on=timezone.localdate(event.at))
    tell(people, MemberNoticeKind.DUTY_VACANT, portal, event=event)

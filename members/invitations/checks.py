"""Whether a role or a seat may be offered, asked when it is and again when the invitation is accepted."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.addresses import account_at
from accounts.models import User
from members.access.authority import inviting_authorities
from members.access.permissions import can_give_roles, can_operate
from members.enums import Role, Seat
from members.errors import InvitationOpen, InvitationToArchived, RoleHeld
from members.memberships import check_seat_free
from members.models import Invitation, Membership
from sites.enums import PortalState
from sites.locking import locked_portal
from sites.models import Portal


def hold_place(portal: Portal | None) -> None:
    """Lock the portal of an invitation: nobody archives it, or gives another seat on its board, meanwhile.

    Raises:
        InvitationToArchived: it is archived.
    """
    if portal is not None and locked_portal(portal.pk).state == PortalState.ARCHIVED:
        raise InvitationToArchived


def authority_to_invite(user: User, portal: Portal | None, *, seat: str, on: date) -> frozenset[str]:
    """The marks of the roles by which a person offers this: a seat on a board operators alone, who enter decisions."""
    return inviting_authorities(user, None if seat or portal is None else portal.pk, on=on)


def may_still_invite(invitation: Invitation, *, on: date) -> bool:
    """Whether the person who invited still gives this in this place, by the very role by which it was sent."""
    inviter, portal = invitation.invited_by, invitation.portal
    if invitation.authority not in authority_to_invite(inviter, portal, seat=invitation.seat, on=on):
        return False
    if portal is None or invitation.seat:
        return can_operate(inviter, on=on)
    return can_give_roles(inviter, portal, on=on)


def check_new(email: str, *, role: Role, seat: Seat | None, portal: Portal | None, first: date, at: datetime) -> None:
    """Close what ran out; refuse what the place itself can see: what is held, and an invitation that is open.

    Args:
        first: the day on which the role or the seat begins at the earliest.

    Raises:
        RoleHeld, SeatTaken, HeadSeated, InvitationOpen: see there.
    """
    today = timezone.localdate(at)
    account = account_at(email)
    # Asked where there is no account too: the time of the answer tells nothing.
    key = account.pk if account else 0
    if seat is not None and portal is not None:
        check_seat_free(portal.board, seat=seat, user_id=key, valid_from=first)
    elif _roles_held(key, role=role, portal=portal).exclude(valid_until__lt=today).exists():
        raise RoleHeld
    unanswered = Invitation.objects.unanswered().filter(portal=portal, email=email, role=role)
    if any(may_still_invite(row, on=today) for row in unanswered.open(at=at).select_related("invited_by", "portal")):
        raise InvitationOpen
    unanswered.update(withdrawn_at=at, withdrawn_reason=_("Ran out."))


def _roles_held(user_id: int, *, role: Role, portal: Portal | None) -> QuerySet[Membership]:
    return Membership.objects.filter(portal=portal, role=role, withdrawn_at=None, user=user_id)

"""Verbs on invitations: a role or a seat on a board is offered to an address, and accepted by whoever reads its mail
(8.7, 8.8, 15.2).

What the portal administrator sees is the same whether the address has an account or not: that is asked when the mail
is written and when its link is opened.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.addresses import account_at, folded
from accounts.models import User
from audit.errors import ReasonMissing
from audit.events import record_event
from audit.on_commit import enqueue_on_commit
from audit.sealing.seals import hash_of
from members.access.actor import lock_actor
from members.contribution_rules import note_acceptance
from members.enums import Engagement, MemberEventKind, Role, Seat
from members.errors import (
    DecisionMissing,
    InvitationGone,
    InvitationOfAnother,
    InvitationOpen,
    InviterGone,
    PeriodBackwards,
)
from members.held_invitations import offer_details, withdraw_held_invitations
from members.invitations.checks import authority_to_invite, check_new, hold_place, may_still_invite
from members.memberships import check_grantable, grant_membership, seat_on_board
from members.models import BoardSeat, Invitation, Membership
from members.models.remit import remit_columns
from members.remits import check_remit
from members.sections import check_section

if TYPE_CHECKING:
    from wagtail.models import Page

    from members.models import Board, ContributionRules
    from members.remits import Remit
    from sites.models import Portal

# How long an invitation can be accepted.
OPEN_FOR = timedelta(days=14)
# Characters that Django's user names cannot hold; of its 150, ten are left to tell two addresses apart.
NOT_IN_USER_NAME = re.compile(r"[^\w.@+-]")
USER_NAME_LENGTH = 140


@transaction.atomic
def invite(
    *,
    email: str,
    full_name: str,
    role: Role,
    portal: Portal | None,
    reason: str,
    by: User,
    at: datetime,
    valid_from: date | None = None,
    valid_until: date | None = None,
    decision_ref: str = "",
    engagement: str = "",
    section: Page | None = None,
    remit: Remit | None = None,
) -> Invitation:
    """Offer a role on a portal, or over the city where `portal` is None, to whoever reads an address. Sends a mail.

    Raises:
        ReasonMissing: no reason given.
        RoleNotGrantable: a city role on a portal, a portal role over the city, or the board's (`invite_to_board`).
        PeriodBackwards: the role would have ended already, or end before it begins.
        SectionNotAsked, SectionElsewhere: a section for a role that has none, or not one of this portal.
        RemitNotAsked: part of the portals for another role than that of a supervisor.
        InvitationToArchived: nobody is invited to this portal any more.
        RoleHeld: somebody who works here has this address and this role.
        InvitationOpen: the address is invited to this role here already.
    """
    check_grantable(role, portal=portal)
    check_section(section, role=role, portal=portal)
    check_remit(remit, role=role)
    return _offer(
        Invitation(
            portal=portal,
            email=email,
            full_name=full_name,
            role=role,
            reason=reason,
            valid_from=valid_from,
            valid_until=valid_until,
            decision_ref=decision_ref,
            engagement=engagement,
            section=section,
            **remit_columns(remit),
        ),
        by=by,
        at=at,
    )


@transaction.atomic
def invite_to_board(
    board: Board,
    *,
    email: str,
    full_name: str,
    seat: Seat,
    decision_ref: str,
    reason: str,
    by: User,
    at: datetime,
    valid_from: date | None = None,
    valid_until: date | None = None,
    engagement: str = "",
) -> Invitation:
    """Offer a seat on a board to whoever reads an address (15.2). Sends a mail; whoever accepts it has the seat.

    Args:
        decision_ref: number and date of the decision that names the person.

    Raises:
        ReasonMissing, DecisionMissing: no reason, or no decision given.
        PeriodBackwards: the seat would have ended already, or end before it begins.
        InvitationToArchived: nobody is invited to this portal any more.
        SeatTaken, HeadSeated: as `seat_on_board`.
        InvitationOpen: the address is invited to this board already.
    """
    if not decision_ref.strip():
        raise DecisionMissing
    return _offer(
        Invitation(
            portal=board.portal,
            email=email,
            full_name=full_name,
            role=Role.BOARD,
            seat=seat,
            reason=reason,
            valid_from=valid_from,
            valid_until=valid_until,
            decision_ref=decision_ref,
            engagement=engagement,
        ),
        by=by,
        at=at,
    )


def _offer(invitation: Invitation, *, by: User, at: datetime) -> Invitation:
    """Save an invitation, record it, and have its mail sent."""
    if not invitation.reason.strip():
        raise ReasonMissing
    portal, seat, today = invitation.portal, invitation.seat, timezone.localdate(at)
    first = max(invitation.valid_from or today, today)
    if invitation.valid_until is not None and invitation.valid_until < first:
        raise PeriodBackwards(first=first, last=invitation.valid_until)
    hold_place(portal)
    lock_actor(by)
    invitation.email = folded(invitation.email.strip())
    role = Role(invitation.role)
    check_new(invitation.email, role=role, seat=Seat(seat) if seat else None, portal=portal, first=first, at=at)
    invitation.invited_by, invitation.invited_at, invitation.expires_at = by, at, at + OPEN_FOR
    invitation.authority = min(authority_to_invite(by, portal, seat=seat, on=today), default="")
    try:
        with transaction.atomic():
            invitation.save()
    except IntegrityError as error:
        raise InvitationOpen from error
    record_event(
        MemberEventKind.INVITED,
        portal=portal,
        at=at,
        by=by,
        reason=invitation.reason,
        email=invitation.email,
        until=invitation.valid_until,
        **offer_details(invitation),
    )
    enqueue_on_commit("members.tasks.send_invitation", invitation.pk)
    return invitation


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User, at: datetime, reason: str) -> None:
    """Take an invitation back: its link ends at once.

    Raises:
        ReasonMissing: no reason given.
        InvitationGone: it was withdrawn meanwhile, or accepted: then the role can be withdrawn.
    """
    if not reason.strip():
        raise ReasonMissing
    row = Invitation.objects.select_for_update(of=("self",), no_key=True).select_related("portal").get(pk=invitation.pk)
    if row.withdrawn_at is not None or row.accepted_at is not None:
        raise InvitationGone
    withdraw_held_invitations([row], by=by, at=at, reason=reason)


def find_invitation(token: str, *, at: datetime) -> Invitation | None:
    """The invitation that can be accepted with a token."""
    return invitation_of_hash(hash_of(token), at=at)


def invitation_of_hash(token_hash: str, *, at: datetime) -> Invitation | None:
    """The invitation that can be accepted with a token, by the hash of it: what sessions keep."""
    rows = Invitation.objects.open(at=at).select_related("portal", "invited_by", "section")
    return rows.filter(token_hash=token_hash).first()


@transaction.atomic
def accept_invitation(
    invitation: Invitation, *, by: User, rules: ContributionRules, at: datetime
) -> Membership | BoardSeat:
    """Give the role or the seat to the account of the address. The one who invited gave it.

    Args:
        rules: which the person read and accepted with the role or the seat (29.1).

    Raises:
        InvitationToArchived: the portal was archived meanwhile.
        InvitationGone: answered, withdrawn or run out meanwhile.
        InvitationOfAnother: the account has another address.
        InviterGone: whoever invited gives this here no more.
        RoleHeld, SeatTaken, HeadSeated: the person, or another head, was given it meanwhile.
        AccessEnded: the account was closed meanwhile.
    """
    # One after the other where roles or seats of one person are given at the same time; and whoever takes access away
    # from the one who invited comes before or after. The portal first, which the role or seat locks.
    hold_place(invitation.portal)
    lock_actor(by, also=invitation.invited_by)
    row = Invitation.objects.open(at=at).select_for_update(of=("self",), no_key=True).filter(pk=invitation.pk).first()
    if row is None:
        raise InvitationGone
    if folded(by.email) != folded(row.email):
        raise InvitationOfAnother
    if not may_still_invite(row, on=timezone.localdate(at)):
        raise InviterGone
    row.accepted_at, row.user, row.rules = at, by, rules
    row.save(update_fields=["accepted_at", "user", "rules"])
    note_acceptance(by, rules=rules, at=at)
    record_event(
        MemberEventKind.INVITATION_ACCEPTED,
        portal=row.portal,
        at=at,
        by=by,
        user=by.get_username(),
        rules_version=rules.version,
        **offer_details(row),
    )
    return _give(row, to=by, at=at)


def _give(row: Invitation, *, to: User, at: datetime) -> Membership | BoardSeat:
    """Give what an invitation offers, from its first day, or from today where that has passed."""
    today = timezone.localdate(at)
    engagement: Engagement | Literal[""] = Engagement(row.engagement) if row.engagement else ""
    first = max(row.valid_from or today, today)
    if row.seat and row.portal is not None:
        return seat_on_board(
            row.portal.board,
            to,
            seat=Seat(row.seat),
            by=row.invited_by,
            at=at,
            valid_from=first,
            valid_until=row.valid_until,
            engagement=engagement,
            decision_ref=row.decision_ref,
        )
    return grant_membership(
        to,
        role=Role(row.role),
        portal=row.portal,
        reason=row.reason,
        by=row.invited_by,
        at=at,
        valid_from=first,
        valid_until=row.valid_until,
        decision_ref=row.decision_ref,
        engagement=engagement,
        section=row.section,
        remit=row.remit,
    )


@transaction.atomic
def accept_with_new_account(
    invitation: Invitation, *, password: str | None, rules: ContributionRules, at: datetime
) -> User:
    """Make the account of the address, and give it the role or the seat.

    The user name is the address: a name of one's own choice would tell which names are taken.

    Args:
        password: None: another way of signing in is joined at once; the person may ask for a password by mail.

    Raises:
        InvitationOfAnother: the address has an account by now; its owner signs in.
        and what `accept_invitation` raises.
    """
    if account_at(invitation.email) is not None:
        raise InvitationOfAnother
    user = unsaved_account(invitation)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise InvitationOfAnother from error
    accept_invitation(invitation, by=user, rules=rules, at=at)
    return user


def unsaved_account(invitation: Invitation) -> User:
    """The account that an invitation makes. The given name is the last word, as in every Vietnamese name."""
    last_name, _space, first_name = invitation.full_name.rpartition(" ")
    user_name = _free_user_name(invitation.email)
    return User(username=user_name, email=invitation.email, first_name=first_name, last_name=last_name)


def _free_user_name(email: str) -> str:
    wanted = name = NOT_IN_USER_NAME.sub("_", email)[:USER_NAME_LENGTH]
    number = 1
    # Nor one that is the address of somebody else: a person is named by either.
    while User.objects.filter(Q(username__iexact=name) | Q(email__iexact=name)).exists():
        number += 1
        name = f"{wanted}+{number}"
    return name

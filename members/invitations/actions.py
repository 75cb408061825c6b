"""Verbs on invitations: a role is offered to an address, and accepted by whoever reads its mail (8.7, 8.8).

What the portal administrator sees is the same whether the address has an account or not: that is asked when the mail
is written and when its link is opened.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.addresses import account_at, folded
from accounts.models import User
from audit.errors import ReasonMissing
from audit.events import record_event
from audit.on_commit import enqueue_on_commit
from audit.sealing.seals import hash_of
from members.access.actor import lock_actor
from members.access.authority import inviting_authorities
from members.access.permissions import can_give_roles, can_operate
from members.enums import Engagement, MemberEventKind, Role
from members.errors import InvitationGone, InvitationOfAnother, InvitationOpen, InviterGone, PeriodBackwards, RoleHeld
from members.held_invitations import withdraw_held_invitations
from members.memberships import check_grantable, grant_membership
from members.models import Invitation, Membership
from members.sections import check_section
from sites.locking import locked_portal
from sites.models import Portal

if TYPE_CHECKING:
    from wagtail.models import Page

    from members.models import ContributionRules

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
    valid_until: date | None = None,
    decision_ref: str = "",
    engagement: str = "",
    section: Page | None = None,
) -> Invitation:
    """Offer a role on a portal, or over the city where `portal` is None, to whoever reads an address. Sends a mail.

    Raises:
        ReasonMissing: no reason given.
        RoleNotGrantable: a city role on a portal, a portal role over the city, or the board's (which follows seats).
        PeriodBackwards: the role would have ended already.
        SectionNotAsked, SectionElsewhere: a section for a role that has none, or not one of this portal.
        RoleHeld: somebody who works here has this address and this role.
        InvitationOpen: the address is invited to this role here already.
    """
    if not reason.strip():
        raise ReasonMissing
    check_grantable(role, portal=portal)
    today = timezone.localdate(at)
    if valid_until is not None and valid_until < today:
        raise PeriodBackwards(first=today, last=valid_until)
    check_section(section, role=role, portal=portal)
    lock_actor(by)
    email = folded(email.strip())
    _check_new(email, role=role, portal=portal, at=at)
    values = {"reason": reason, "decision_ref": decision_ref, "engagement": engagement, "section": section}
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(
                portal=portal,
                email=email,
                full_name=full_name,
                role=role,
                valid_until=valid_until,
                invited_by=by,
                authority=min(inviting_authorities(by, portal.pk if portal else None, on=today), default=""),
                invited_at=at,
                expires_at=at + OPEN_FOR,
                **values,
            )
    except IntegrityError as error:
        raise InvitationOpen from error
    record_event(
        MemberEventKind.INVITED, portal=portal, at=at, by=by, reason=reason, email=email, role=role, until=valid_until
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
    rows = Invitation.objects.open(at=at).select_related("portal", "invited_by", "section")
    return rows.filter(token_hash=hash_of(token)).first()


def may_still_invite(invitation: Invitation, *, on: date) -> bool:
    """Whether the person who invited still gives roles in this place, by the very role by which it was sent."""
    if invitation.authority not in inviting_authorities(invitation.invited_by, invitation.portal_id, on=on):
        return False
    if invitation.portal is None:
        return can_operate(invitation.invited_by, on=on)
    return can_give_roles(invitation.invited_by, invitation.portal, on=on)


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: User, rules: ContributionRules, at: datetime) -> Membership:
    """Give the role to the account of the address. The one who invited gave it.

    Args:
        rules: which the person read and accepted with the role (29.1).

    Raises:
        InvitationGone: answered, withdrawn or run out meanwhile.
        InvitationOfAnother: the account has another address.
        InviterGone: whoever invited gives no roles here any more.
        RoleHeld: the person was given the role meanwhile.
        AccessEnded: the account was closed meanwhile.
    """
    # One after the other where roles or seats of one person are given at the same time; and whoever takes access away
    # from the one who invited comes before or after. The portal first, which the role locks.
    if invitation.portal_id is not None:
        locked_portal(invitation.portal_id)
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
    record_event(
        MemberEventKind.INVITATION_ACCEPTED,
        portal=row.portal,
        at=at,
        by=by,
        user=by.get_username(),
        role=row.role,
        rules_version=rules.version,
    )
    return grant_membership(
        by,
        role=Role(row.role),
        portal=row.portal,
        reason=row.reason,
        by=row.invited_by,
        at=at,
        valid_until=row.valid_until,
        decision_ref=row.decision_ref,
        engagement=Engagement(row.engagement) if row.engagement else "",
        section=row.section,
    )


@transaction.atomic
def accept_with_new_account(invitation: Invitation, *, password: str, rules: ContributionRules, at: datetime) -> User:
    """Make the account of the address, and give it the role.

    The user name is the address: a name of one's own choice would tell which names are taken.

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


def _check_new(email: str, *, role: Role, portal: Portal | None, at: datetime) -> None:
    """Close what ran out; refuse what the place itself can see: a role that is held, an invitation that is open."""
    today = timezone.localdate(at)
    account = account_at(email)
    # Asked where there is no account too: the time of the answer tells nothing.
    held = Membership.objects.filter(portal=portal, role=role, withdrawn_at=None, user=account.pk if account else 0)
    if held.exclude(valid_until__lt=today).exists():
        raise RoleHeld
    unanswered = Invitation.objects.unanswered().filter(portal=portal, email=email, role=role)
    if any(may_still_invite(row, on=today) for row in unanswered.open(at=at).select_related("invited_by", "portal")):
        raise InvitationOpen
    unanswered.update(withdrawn_at=at, withdrawn_reason=_("Ran out."))

"""Where roles are given, on one portal or over the city: who may give them there, and what belongs to the place."""

from __future__ import annotations

from members.access.administration import GRANTABLE_PORTAL_ROLES, can_give_roles
from members.enums import CITY_ROLES, MembershipScope, Role
from members.models import Invitation, Membership
from members.models.invitation import InvitationQuerySet
from members.models.membership import MembershipQuerySet
from members.views.base import portal_url


class OfPortal:
    """Stands before a screen about one portal: for its administrators and for operators."""

    roles = GRANTABLE_PORTAL_ROLES

    def has_permission(self) -> bool:
        return self.portal is not None and can_give_roles(self.request.user, self.portal, on=self.today)

    def portal_held(self) -> int:
        """Verbs on roles lock the portal first."""
        return self.portal.pk

    def memberships(self) -> MembershipQuerySet:
        """All roles on the portal, whenever they held."""
        return Membership.objects.for_portal(self.portal)

    def invitations(self) -> InvitationQuerySet:
        return Invitation.objects.for_portal(self.portal)

    def withdraw_url(self, row: Membership) -> str:
        return portal_url("withdraw_role", self.portal.pk, row.pk)

    def withdraw_invitation_url(self, row: Invitation) -> str:
        return portal_url("withdraw_invitation", self.portal.pk, row.pk)

    def get_success_url(self) -> str:
        return portal_url("roles", self.portal.pk)


class OfCity:
    """Stands before a screen about the whole city: for operators only."""

    portal = None
    roles = tuple(role for role in Role if role in CITY_ROLES)

    def has_permission(self) -> bool:
        return self.operates

    def memberships(self) -> MembershipQuerySet:
        """All roles over the city, whenever they held."""
        return Membership.objects.filter(scope=MembershipScope.CITY)

    def invitations(self) -> InvitationQuerySet:
        return Invitation.objects.for_portal(None)

    def withdraw_url(self, row: Membership) -> str:
        return portal_url("withdraw_city_role", row.pk)

    def withdraw_invitation_url(self, row: Invitation) -> str:
        return portal_url("withdraw_city_invitation", row.pk)

    def get_success_url(self) -> str:
        return portal_url("city_roles")

"""Roles as records; groups are derived from them."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models.portal_scoped import PortalScopedQuerySet
from members.enums import CITY_ROLES, Engagement, MembershipScope, Role
from members.models.remit import REMIT_CONDITION, WithRemit


class MembershipQuerySet(PortalScopedQuerySet["Membership"]):
    def in_force(self, *, on: date) -> Self:
        """Given, not withdrawn, not ended. Both ends of the period count."""
        return self.filter(
            models.Q(valid_until=None) | models.Q(valid_until__gte=on), valid_from__lte=on, withdrawn_at=None
        )

    def of_all_portals(self) -> Self:
        """Without those of supervisors that hold on part of the portals."""
        return self.filter(remit_portal=None, remit_agency="")

    def within_remit(self) -> Self:
        """Roles of supervisors that hold on part of the portals."""
        return self.exclude(remit_portal=None, remit_agency="")


class Membership(WithRemit):
    """A role that somebody gave to a person, on one portal or over the city, with its reason (Regulation 8.7)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("person")
    )
    scope = models.CharField(_("scope"), max_length=10, choices=MembershipScope.choices, default=MembershipScope.PORTAL)
    portal = models.ForeignKey(
        "portals.Portal",
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=_("portal"),
        null=True,
        blank=True,
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    engagement = models.CharField(_("engagement"), max_length=20, choices=Engagement.choices, blank=True)
    section = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("section"),
        null=True,
        blank=True,
        help_text=_("Of a section editor; empty: every section of the portal."),
    )
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("given by"),
        null=True,
        blank=True,
    )
    granted_at = models.DateTimeField(_("given at"))
    reason = models.CharField(_("reason"), max_length=250)
    decision_ref = models.CharField(_("decision"), max_length=100, blank=True)
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until"), null=True, blank=True, help_text=_("Last day; empty: no end."))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("reason of the withdrawal"), max_length=250, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["portal", "role", "user"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scope=MembershipScope.CITY, portal=None, role__in=sorted(CITY_ROLES))
                | (
                    models.Q(scope=MembershipScope.PORTAL, portal__isnull=False)
                    & ~models.Q(role__in=sorted(CITY_ROLES))
                ),
                name="members_membership_scope",
            ),
            models.UniqueConstraint(
                fields=["user", "portal", "role"],
                condition=models.Q(withdrawn_at=None),
                name="members_membership_unique",
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=models.Q(withdrawn_at=None, portal=None),
                name="members_membership_city_unique",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until=None) | models.Q(valid_until__gte=models.F("valid_from")),
                name="members_membership_period",
            ),
            models.CheckConstraint(condition=REMIT_CONDITION, name="members_membership_remit"),
        ]

    def __str__(self) -> str:
        place = self.remit.label if self.remit else self.get_scope_display()
        return f"{self.user} – {self.get_role_display()} ({self.portal or place})"


class PortalGroup(models.Model):
    """Ties a Django group to the portal and role it is derived from; never found by its name."""

    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="portal_group", verbose_name=_("group"))
    portal = models.ForeignKey(
        "portals.Portal",
        on_delete=models.CASCADE,
        related_name="portal_groups",
        verbose_name=_("portal"),
        null=True,
        blank=True,
        help_text=_("Empty: the whole city."),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)

    objects = PortalScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("portal group")
        verbose_name_plural = _("portal groups")
        constraints = [
            models.UniqueConstraint(fields=["portal", "role"], name="members_portalgroup_unique"),
            models.UniqueConstraint(
                fields=["role"], condition=models.Q(portal=None), name="members_portalgroup_city_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.group.name

"""Invitations: a role or a seat on a board that waits for the person it is meant for (Regulation 8.7, 8.8, 15.2)."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.models.portal_scoped import PortalScopedQuerySet
from members.enums import CITY_ROLES, Engagement, Role, Seat
from members.models.remit import REMIT_CONDITION, WithRemit


class InvitationQuerySet(PortalScopedQuerySet["Invitation"]):
    def unanswered(self) -> Self:
        """Neither accepted nor withdrawn, in time or not."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def open(self, *, at: datetime) -> Self:
        """Invitations that can still be accepted: not answered, and neither they nor the role has run out."""
        day = timezone.localdate(at)
        return self.unanswered().filter(models.Q(valid_until=None) | models.Q(valid_until__gte=day), expires_at__gt=at)


class Invitation(WithRemit):
    """A role or a seat offered to whoever reads the mail of an address, with or without an account."""

    portal = models.ForeignKey(
        "portals.Portal",
        on_delete=models.PROTECT,
        related_name="invitations",
        verbose_name=_("portal"),
        null=True,
        blank=True,
        help_text=_("Empty: the whole city."),
    )
    email = models.EmailField(_("e-mail address"))
    full_name = models.CharField(_("full name"), max_length=150)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    seat = models.CharField(
        _("seat"),
        max_length=10,
        choices=Seat.choices,
        blank=True,
        help_text=_("On the editorial board; empty: a role is offered."),
    )
    engagement = models.CharField(_("engagement"), max_length=20, choices=Engagement.choices, blank=True)
    section = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("section"),
        null=True,
        blank=True,
    )
    reason = models.CharField(_("reason"), max_length=250)
    decision_ref = models.CharField(_("decision"), max_length=100, blank=True)
    valid_from = models.DateField(
        _("from"), null=True, blank=True, help_text=_("First day; empty, or passed by then: the day of the acceptance.")
    )
    valid_until = models.DateField(_("until"), null=True, blank=True, help_text=_("Last day; empty: no end."))
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("invited by")
    )
    authority = models.CharField(
        _("authority"),
        max_length=150,
        blank=True,
        editable=False,
        help_text=_("By which it was sent: it is good as long as who sent it holds exactly this."),
    )
    invited_at = models.DateTimeField(_("invited at"))
    expires_at = models.DateTimeField(_("open until"))
    token_hash = models.CharField(
        _("hash of the token"),
        max_length=64,
        blank=True,
        help_text=_("SHA-256. The token itself stands in the mail and nowhere else; empty: not mailed yet."),
    )
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("person"),
        null=True,
        blank=True,
        help_text=_("Who accepted."),
    )
    rules = models.ForeignKey(
        "members.ContributionRules",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("rules of contribution"),
        null=True,
        blank=True,
        help_text=_("Accepted with the role."),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("reason of the withdrawal"), max_length=250, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(portal=None, role__in=sorted(CITY_ROLES))
                | (models.Q(portal__isnull=False) & ~models.Q(role__in=sorted(CITY_ROLES))),
                name="members_invitation_scope",
            ),
            models.CheckConstraint(
                condition=(models.Q(role=Role.BOARD) & ~models.Q(seat=""))
                | (~models.Q(role=Role.BOARD) & models.Q(seat="")),
                name="members_invitation_seat",
            ),
            models.UniqueConstraint(
                fields=["portal", "email", "role"],
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="members_invitation_unique",
            ),
            models.UniqueConstraint(
                fields=["email", "role"],
                condition=models.Q(accepted_at=None, withdrawn_at=None, portal=None),
                name="members_invitation_city_unique",
            ),
            models.UniqueConstraint(
                fields=["token_hash"], condition=~models.Q(token_hash=""), name="members_invitation_token"
            ),
            models.CheckConstraint(condition=REMIT_CONDITION, name="members_invitation_remit"),
        ]

    def __str__(self) -> str:
        return f"{self.email} – {self.offer}"

    @property
    def offer(self) -> str:
        """The role, or the board with the seat, in words."""
        role = str(self.get_role_display())
        return f"{role}: {self.get_seat_display()}" if self.seat else role

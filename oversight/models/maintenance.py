"""Announced maintenance of some portals or of all (Regulation 7.6, 21.1)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.models.portal_scoped import PortalScopedQuerySet


class MaintenanceWindowQuerySet(models.QuerySet["MaintenanceWindow"]):
    """Verbs that chain."""

    def of_portals(self, portals: Iterable[Any]) -> Self:
        """Those of some portals, and those of all."""
        here = MaintainedPortal.objects.for_portals(portals).values("window")
        return self.filter(~Exists(MaintainedPortal.objects.filter(window=OuterRef("pk"))) | Q(pk__in=here))

    def ahead(self, *, at: datetime) -> Self:
        """Those that are not over and were not cancelled."""
        return self.filter(cancelled_at=None, ends_at__gt=at)


class MaintenanceWindow(models.Model):
    """A time in which portals may not answer, told on their pages until it is over. Never deleted."""

    portals: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        "portals.Portal",
        through="oversight.MaintainedPortal",
        related_name="maintenance",
        verbose_name=_("portals"),
        blank=True,
        help_text=_("None: all portals."),
    )
    begins_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    reason = models.CharField(_("reason"), max_length=250, help_text=_("Citizens read it."))
    is_urgent = models.BooleanField(_("urgent"), default=False)
    why_urgent = models.CharField(_("why it cannot wait"), max_length=250, blank=True)
    announced_at = models.DateTimeField(_("announced at"))
    announced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=pgettext_lazy("maintenance", "announced by"),
    )
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("cancelled by"),
        null=True,
        blank=True,
    )
    cancelled_reason = models.CharField(_("reason of the cancellation"), max_length=250, blank=True)

    objects = MaintenanceWindowQuerySet.as_manager()

    class Meta:
        verbose_name = _("maintenance")
        verbose_name_plural = _("maintenance")
        ordering = ["-begins_at", "-pk"]
        indexes = [models.Index(fields=["ends_at"], name="oversight_maintenance_end")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="oversight_maintenance_ends_after"),
            models.CheckConstraint(
                condition=Q(is_urgent=False) | ~Q(why_urgent=""), name="oversight_maintenance_says_why_urgent"
            ),
        ]

    def __str__(self) -> str:
        return self.reason

    def is_ahead(self, *, at: datetime) -> bool:
        """Whether it is not over and was not cancelled, as `MaintenanceWindowQuerySet.ahead` says it."""
        return self.cancelled_at is None and self.ends_at > at


class MaintainedPortalQuerySet(PortalScopedQuerySet["MaintainedPortal"]):
    """Verbs that chain."""


class MaintainedPortal(models.Model):
    """One of the portals that maintenance concerns."""

    window = models.ForeignKey(
        MaintenanceWindow, on_delete=models.CASCADE, related_name="+", verbose_name=_("maintenance")
    )
    portal = models.ForeignKey("portals.Portal", on_delete=models.PROTECT, related_name="+", verbose_name=_("portal"))

    objects = MaintainedPortalQuerySet.as_manager()

    class Meta:
        verbose_name = _("portal under maintenance")
        verbose_name_plural = _("portals under maintenance")
        constraints = [models.UniqueConstraint(fields=["window", "portal"], name="oversight_maintained_once")]

    def __str__(self) -> str:
        return f"{self.window_id}: {self.portal_id}"

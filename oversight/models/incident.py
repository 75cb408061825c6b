"""Incidents of a portal or of the whole installation, and what was done about them (Regulation 24.7, 7.6)."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models.append_only import AppendOnlyModel, AppendOnlyQuerySet
from audit.models.portal_scoped import PortalScopedQuerySet
from oversight.enums import IncidentKind, IncidentSource


class IncidentQuerySet(PortalScopedQuerySet["Incident"]):
    """Verbs that chain."""


class Incident(models.Model):
    """One incident, kept by the operating unit without personal data. Never deleted."""

    portal = models.ForeignKey(
        "portals.Portal",
        on_delete=models.PROTECT,
        related_name="incidents",
        verbose_name=_("portal"),
        null=True,
        blank=True,
        help_text=_("Empty: the whole installation."),
    )
    kind = models.CharField(_("kind of incident"), max_length=20, choices=IncidentKind.choices)
    title = models.CharField(_("incident"), max_length=250)
    description = models.TextField(_("what happened"))
    began_at = models.DateTimeField(_("since"))
    found_by = models.CharField(_("found by"), max_length=20, choices=IncidentSource.choices)
    responsible_unit = models.CharField(_("unit that deals with it"), max_length=250)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    resolution = models.TextField(_("how it was resolved"), blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("closed by"),
        null=True,
        blank=True,
    )

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        ordering = ["-began_at", "-pk"]
        indexes = [models.Index(fields=["portal", "-began_at"], name="oversight_incident_place")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(ended_at__gte=models.F("began_at")),
                name="oversight_incident_ends_after",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class IncidentStep(AppendOnlyModel):
    """One thing that was done about an incident, in the order in which it was written down."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="steps", verbose_name=_("incident"))
    at = models.DateTimeField(_("written down at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("written down by")
    )
    text = models.TextField(_("what was done"))

    objects: ClassVar[models.Manager[IncidentStep]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("step against an incident")
        verbose_name_plural = _("steps against an incident")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text

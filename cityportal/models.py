"""Examinations by the doctor, stored so that later ones are compared with them, and the conformance of each portal."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models.portal_scoped import PortalScopedQuerySet


class ExaminationQuerySet(models.QuerySet["Examination"]):
    """Verbs that chain."""

    def completed(self) -> Self:
        return self.exclude(ended_at=None).filter(error="")


class Examination(models.Model):
    """One examination of the whole installation by the doctor."""

    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("started by"),
        help_text=_("Empty: the nightly task."),
    )
    started_at = models.DateTimeField(_("began at"), db_index=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    checks = models.PositiveSmallIntegerField(_("number of checks"), default=0)
    # Code, problem and advice of each, in the language of the installation, without secrets.
    findings = models.JSONField(_("findings"), default=list)
    error = models.CharField(_("kind of error"), max_length=100, blank=True)

    objects = ExaminationQuerySet.as_manager()

    class Meta:
        verbose_name = _("examination of the installation")
        verbose_name_plural = _("examinations of the installation")
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"


class PortalConformanceQuerySet(PortalScopedQuerySet["PortalConformance"]):
    """Verbs that chain."""


class PortalConformance(models.Model):
    """What the last examination of one portal by the checks of conformance found (18.2)."""

    portal = models.OneToOneField(
        "portals.Portal", on_delete=models.CASCADE, related_name="conformance", verbose_name=_("portal")
    )
    checked_at = models.DateTimeField(_("checked at"))
    # By code of the check: the code of its outcome, and the values for the words of that.
    outcomes = models.JSONField(_("outcomes"), default=dict)

    objects = PortalConformanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("conformance of a portal")
        verbose_name_plural = _("conformance of portals")
        ordering = ["portal_id"]

    def __str__(self) -> str:
        return f"{self.portal_id}: {self.checked_at:%Y-%m-%d %H:%M}"

"""Outbox of invalidations."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models.portal_scoped import PortalScopedQuerySet


class PendingPurge(models.Model):
    """An invalidation that the cache has not confirmed, written in the transaction of the change.

    It survives a process that dies after its commit, and a cache that is away.
    """

    portal = models.ForeignKey(
        "portals.Portal",
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("portal"),
        help_text=_("None: every portal shows it."),
    )
    noted_at = models.DateTimeField(_("noted at"))

    objects = PortalScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("change to tell the page cache")
        verbose_name_plural = _("changes to tell the page cache")

    def __str__(self) -> str:
        return f"{self.portal_id or '*'} {self.noted_at:%Y-%m-%d %H:%M:%S}"

"""How much a portal was used on a day, as the log in front of the caches says it (Regulation 4.2.a, 18.1)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.models.portal_scoped import PortalScopedQuerySet


class PortalUse(models.Model):
    """One portal on one day. No row: the day was not counted; a zero: it was, and nobody came."""

    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.PROTECT, related_name="days_of_use", verbose_name=_("portal")
    )
    day = models.DateField(_("day"))
    page_views = models.PositiveIntegerField(_("page views"))
    searches = models.PositiveIntegerField(pgettext_lazy("figure", "searches"))
    counted_at = models.DateTimeField(_("counted at"))

    objects = PortalScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("use of a portal on a day")
        verbose_name_plural = _("use of portals by day")
        ordering = ["day", "portal"]
        constraints = [models.UniqueConstraint(fields=["portal", "day"], name="exchange_portal_use_day")]

    def __str__(self) -> str:
        return f"{self.portal} {self.day}"

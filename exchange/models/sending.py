"""Figures that were sent (4.2.a, 18.1), and the use of portals counted by day."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.models.append_only import AppendOnlyModel
from audit.models.portal_scoped import PortalAppendOnlyQuerySet, PortalScopedQuerySet
from exchange.enums import SendingState


class FigureSending(AppendOnlyModel):
    """One sheet of figures as it was given away. Never edited, never deleted."""

    portal = models.ForeignKey(
        "portals.Portal",
        on_delete=models.PROTECT,
        related_name="figure_sendings",
        verbose_name=_("portal"),
        null=True,
        blank=True,
        help_text=_("Empty: all portals."),
    )
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("until"))
    sent_at = models.DateTimeField(_("sent at"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("by"),
        null=True,
        blank=True,
        help_text=_("Empty: the daily run, or a command of the operator on the server."),
    )
    receiver = models.CharField(_("receiver"), max_length=100)
    row_count = models.PositiveIntegerField(_("rows"))
    sheet_hash = models.CharField(_("SHA-256 of the sheet"), max_length=64)
    state = models.CharField(_("result"), max_length=12, choices=SendingState.choices)
    result = models.CharField(_("what the receiver said"), max_length=300, blank=True)

    objects: ClassVar[models.Manager[FigureSending]] = PortalAppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("sheet of figures that was sent")
        verbose_name_plural = _("sheets of figures that were sent")
        ordering = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.first_day}–{self.last_day} {self.receiver}"


class PortalUse(models.Model):
    """One portal on one day. No row: the day was not counted; a zero: it was, and nobody came."""

    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.PROTECT, related_name="days_of_use", verbose_name=_("portal")
    )
    day = models.DateField(pgettext_lazy("date", "day"))
    page_views = models.PositiveIntegerField(_("page views"))
    searches = models.PositiveIntegerField(pgettext_lazy("figure", "searches"))
    minutes_up = models.PositiveSmallIntegerField(_("minutes in which pages were answered"), default=0)
    minutes_down = models.PositiveSmallIntegerField(_("minutes in which all pages were in vain"), default=0)
    counted_at = models.DateTimeField(_("counted at"))

    objects = PortalScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("use of a portal on a day")
        verbose_name_plural = _("use of portals by day")
        ordering = ["day", "portal"]
        constraints = [models.UniqueConstraint(fields=["portal", "day"], name="exchange_portal_use_day")]

    def __str__(self) -> str:
        return f"{self.portal} {self.day}"

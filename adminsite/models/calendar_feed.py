"""Secret addresses at which programs read the content calendar of a portal."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models.portal_scoped import PortalScopedQuerySet


class CalendarFeed(models.Model):
    """The address of one person for the calendar of one portal. A new nonce ends the address before."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds", verbose_name=_("person")
    )
    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.CASCADE, related_name="calendar_feeds", verbose_name=_("portal")
    )
    nonce = models.CharField(max_length=40, unique=True, editable=False)
    made_at = models.DateTimeField(_("time"))

    objects = PortalScopedQuerySet["CalendarFeed"].as_manager()

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        constraints = [models.UniqueConstraint(fields=["user", "portal"], name="adminsite_calendarfeed_one_each")]

    def __str__(self) -> str:
        return f"{self.user}: {self.portal}"

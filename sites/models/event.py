"""What happened, when, by whom: append-only."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.enums import PortalEventKind


class PortalEvent(models.Model):
    """One change of state of a portal, a membership, a board or an item. Never edited, never deleted."""

    portal = models.ForeignKey(
        "portals.Portal",
        on_delete=models.PROTECT,
        related_name="events",
        verbose_name=_("portal"),
        null=True,
        blank=True,
        help_text=_("Empty for what concerns the whole city."),
    )
    kind = models.CharField(_("event"), max_length=30, choices=PortalEventKind.choices)
    at = models.DateTimeField(_("time"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="portal_events",
        verbose_name=_("by"),
        null=True,
        blank=True,
        help_text=_("Empty: a command of the operator on the server."),
    )
    address = models.GenericIPAddressField(
        _("address"), null=True, blank=True, help_text=_("Of the person's computer; empty: no request of a browser.")
    )
    reason = models.TextField(_("reason"), blank=True)
    data = models.JSONField(_("details"), default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["portal", "-at"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"

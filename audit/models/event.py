"""What happened, when, by whom, from where: append-only, each row sealed to the one before."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.kinds import kind_label
from audit.models.append_only import AppendOnlyModel
from audit.models.portal_scoped import PortalAppendOnlyQuerySet, PortalScopedQuerySet


class PortalEvent(AppendOnlyModel):
    """One change of state of a portal, a membership, a board or an item. Never edited, never deleted.

    `number` and `seal` tie the row to the one before it on the same portal: see `audit.sealing.seals`.
    """

    portal = models.ForeignKey(
        "portals.Portal",
        on_delete=models.PROTECT,
        related_name="events",
        verbose_name=_("portal"),
        null=True,
        blank=True,
        help_text=_("Empty for what concerns the whole city."),
    )
    kind = models.CharField(_("event"), max_length=30)
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
    number = models.PositiveBigIntegerField(
        _("number"),
        null=True,
        editable=False,
        help_text=_("In the chain of its portal; empty: before chains were kept."),
    )
    seal = models.CharField(_("seal"), max_length=64, blank=True, editable=False)

    objects: ClassVar[models.Manager[PortalEvent]] = PortalAppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["portal", "-at"]),
            models.Index(fields=["-at", "-id"], name="audit_event_time"),
            models.Index(fields=["actor", "-at"], name="audit_event_actor"),
            # Others follow the few kinds that open and close portals, among everything that people do.
            models.Index(fields=["kind", "at"], name="audit_event_kind"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["portal", "number"], name="audit_event_number"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"

    def get_kind_display(self) -> str:
        return kind_label(self.kind)


class EventChain(models.Model):
    """Where the chain of events of one portal ends: how long it is and its last seal, kept outside the events."""

    portal = models.OneToOneField(
        "portals.Portal",
        on_delete=models.PROTECT,
        related_name="event_chain",
        verbose_name=_("portal"),
        null=True,
        blank=True,
        help_text=_("Empty: the chain of what concerns the whole city."),
    )
    length = models.PositiveBigIntegerField(_("length"), default=0)
    seal = models.CharField(_("seal"), max_length=64, blank=True)

    objects = PortalScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("chain of events")
        verbose_name_plural = _("chains of events")
        constraints = [
            models.UniqueConstraint(models.functions.Coalesce("portal", 0), name="audit_eventchain_one_for_each"),
        ]

    def __str__(self) -> str:
        return str(self.portal or self._meta.verbose_name)

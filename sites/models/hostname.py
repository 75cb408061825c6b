"""Hostnames over time, and the dated rules they follow (Regulation 5.2)."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models.portal_scoped import PortalScopedQuerySet
from sites.enums import HostnameProfile


class HostnameRule(models.Model):
    """How the hosts of one kind of portal are formed, in one profile, from a date on (`sites.hostnames.rules`)."""

    kind = models.ForeignKey(
        "portals.PortalKind", on_delete=models.PROTECT, related_name="hostname_rules", verbose_name=_("kind")
    )
    profile = models.CharField(_("profile"), max_length=20, choices=HostnameProfile.choices)
    pattern = models.CharField(
        _("pattern"), max_length=100, help_text=_("With {label}, {parent_label} and {base}: {label}.{base}")
    )
    uses_type_word = models.BooleanField(
        _("label keeps the type word"), default=False, help_text=_("phuongsaigon instead of saigon")
    )
    article = models.CharField(_("article"), max_length=100)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True, help_text=_("Last day; empty: no end."))
    source = models.CharField(_("source"), max_length=250)

    class Meta:
        verbose_name = _("hostname rule")
        verbose_name_plural = _("hostname rules")
        ordering = ["profile", "kind__position", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "profile", "valid_from"], name="portals_hostnamerule_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.pattern}"


class HostnameQuerySet(PortalScopedQuerySet["Hostname"]):
    def current(self) -> Self:
        """Names in use: one per portal."""
        return self.filter(valid_to=None)

    def retired(self) -> Self:
        """Former names, which redirect to the current one of their portal."""
        return self.exclude(valid_to=None)


class Hostname(models.Model):
    """A name a portal answers or answered on, with its period.

    A name never passes to another portal: its old links would speak with another authority's voice.
    """

    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.PROTECT, related_name="hostnames", verbose_name=_("portal")
    )
    host = models.CharField(_("host"), max_length=253)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True, help_text=_("Last day; empty: in use."))

    objects = HostnameQuerySet.as_manager()

    class Meta:
        verbose_name = _("hostname")
        verbose_name_plural = _("hostnames")
        ordering = ["-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["portal"], condition=models.Q(valid_to=None), name="portals_hostname_one_current"
            ),
            models.UniqueConstraint(
                fields=["host"], condition=models.Q(valid_to=None), name="portals_hostname_current_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="portals_hostname_period",
            ),
        ]
        indexes = [models.Index(fields=["host"])]

    def __str__(self) -> str:
        return self.host

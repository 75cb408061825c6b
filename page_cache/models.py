"""Outbox of invalidations, and addresses of which a proxy may keep a copy."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models.portal_scoped import PortalScopedQuerySet


class PendingPurge(models.Model):
    """An invalidation that the cache has not confirmed, written in the transaction of the change.

    It survives a process that dies after its commit, and a cache or a proxy that is away.

    Attributes:
        is_cache_confirmed: whether the cache has confirmed it; proxies in front are purged afterwards.
        is_proxy_confirmed: whether every proxy has been purged once; they are purged once more.
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
    is_cache_confirmed = models.BooleanField(_("confirmed by the cache"), default=False)
    is_proxy_confirmed = models.BooleanField(_("confirmed by proxies"), default=False)

    objects = PortalScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("change to tell the page cache")
        verbose_name_plural = _("changes to tell the page cache")

    def __str__(self) -> str:
        return f"{self.portal_id or '*'} {self.noted_at:%Y-%m-%d %H:%M:%S}"


class CachedAddress(models.Model):
    """An address of which proxies in front of the application may keep a copy: what a change has to purge."""

    LONGEST: ClassVar = 500

    address = models.CharField(_("address"), max_length=LONGEST, unique=True, help_text=_("Host, path and query."))
    portal = models.ForeignKey("portals.Portal", on_delete=models.CASCADE, related_name="+", verbose_name=_("portal"))
    shows_other_portals = models.BooleanField(_("shows other portals"))
    stored_at = models.DateTimeField(_("stored at"), db_index=True)

    objects = PortalScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("address with copies")
        verbose_name_plural = _("addresses with copies")

    def __str__(self) -> str:
        return self.address

"""Other systems that are read regularly."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models.portal_scoped import PortalScopedQuerySet


class ItemSource(models.Model):
    """A feed, or a list in our JSON, whose items become drafts of a section. Changed through `exchange.source_reading`
    alone.

    Attributes:
        set_by: who gave its address, and counts as the author of what it brings.
        problem: why it could not be read the last time, in the language of the city; empty: it could.
    """

    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.PROTECT, related_name="item_sources", verbose_name=_("portal")
    )
    name = models.CharField(
        _("source agency"), max_length=250, help_text=_("As readers are told of it. Official sources only.")
    )
    url = models.URLField(
        _("address"),
        max_length=500,
        help_text=_("Of an RSS or Atom feed, or of a list in our JSON."),
    )
    section = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("section")
    )
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("set by")
    )
    read_at = models.DateTimeField(_("last read"), null=True, blank=True)
    problem = models.TextField(_("problem"), blank=True)

    wagtail_reference_index_ignore = True

    objects = PortalScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("source of items")
        verbose_name_plural = _("sources of items")
        ordering = ["portal", "name", "pk"]
        constraints = [models.UniqueConstraint(fields=["portal", "url"], name="exchange_source_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> str:
        """By which its items are known (`IncomingItem.source`)."""
        return f"nguon-{self.pk}"

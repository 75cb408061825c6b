"""What came from other systems, and what became of it here."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models.portal_scoped import PortalScopedQuerySet


class IncomingItem(models.Model):
    """One item of another system that became a draft of a portal: known again by the system and its key there.

    Where the draft was deleted, the row stays: what editors did not want is not brought again.
    """

    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.PROTECT, related_name="incoming_items", verbose_name=_("portal")
    )
    source = models.SlugField(_("system"), max_length=50, help_text=_("From which it came."))
    external_id = models.CharField(_("key there"), max_length=200)
    page = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        related_name="incoming_items",
        verbose_name=_("page"),
        null=True,
        blank=True,
    )
    title = models.CharField(_("title there"), max_length=255)
    url = models.URLField(_("address there"), max_length=500, blank=True)
    content_hash = models.CharField(_("hash of the content"), max_length=64, help_text=_("As it was last seen there."))
    published_at = models.DateTimeField(
        _("first published there at"),
        null=True,
        blank=True,
        help_text=_("Of a page of a former portal: it counts as published since then once it is public here."),
    )
    received_at = models.DateTimeField(_("received at"))
    changed_at = models.DateTimeField(
        _("changed there"), null=True, blank=True, help_text=_("When it was first seen to say something else.")
    )
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("received by")
    )

    # It names a page without using it.
    wagtail_reference_index_ignore = True

    objects = PortalScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of another system")
        verbose_name_plural = _("items of other systems")
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["portal", "source", "external_id"], name="exchange_incoming_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.external_id}"

"""Filters of lists that a person gave a name."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models.portal_scoped import PortalScopedQuerySet

MOST_SAVED = 20


class SavedFilter(models.Model):
    """A filter of the items of one portal under a name, for the person who saved it alone."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_filters", verbose_name=_("person")
    )
    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.CASCADE, related_name="saved_filters", verbose_name=_("portal")
    )
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(_("filter"), max_length=1000, help_text=_("As it stands in the address of the list."))

    objects = PortalScopedQuerySet["SavedFilter"].as_manager()

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "portal", "name"], name="adminsite_savedfilter_name_once")
        ]

    def __str__(self) -> str:
        return self.name

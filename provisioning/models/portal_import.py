"""Files of portals that operators confirmed on a screen, with what became of each row."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models.portal_scoped import PortalScopedQuerySet
from provisioning.enums import PortalImportRowState, PortalImportState
from sites.structures import PortalSpec


class PortalImportQuerySet(models.QuerySet["PortalImport"]):
    """Verbs that chain."""

    def under_way(self) -> Self:
        return self.filter(state=PortalImportState.UNDER_WAY)


class PortalImport(models.Model):
    """A file of portals that was confirmed, and how far a worker has come with it. Of the whole city, as its portals
    belong to nobody before they are made."""

    file_name = models.CharField(_("file"), max_length=250)
    # Of the form that confirmed it: pressed twice, it is one import.
    form_hash = models.CharField(max_length=64, unique=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("confirmed by")
    )
    confirmed_at = models.DateTimeField(_("confirmed at"))
    state = models.CharField(
        _("state"), max_length=10, choices=PortalImportState.choices, default=PortalImportState.UNDER_WAY
    )
    # When it was given to the queue, or a row of it was done.
    moved_at = models.DateTimeField(_("last moved at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = PortalImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of portals")
        verbose_name_plural = _("files of portals")
        ordering = ["-confirmed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"],
                condition=models.Q(state=PortalImportState.UNDER_WAY),
                name="provisioning_import_under_way",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_under_way(self) -> bool:
        return self.state == PortalImportState.UNDER_WAY


class PortalImportRow(models.Model):
    """One portal of a file, as it was shown when the file was confirmed."""

    portal_import = models.ForeignKey(PortalImport, on_delete=models.PROTECT, related_name="rows")
    # Parents come first, whatever their order in the file.
    position = models.PositiveIntegerField()
    line = models.PositiveIntegerField(_("line"))
    spec = models.JSONField()
    state = models.CharField(
        _("state"), max_length=10, choices=PortalImportRowState.choices, default=PortalImportRowState.WAITING
    )
    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("portal")
    )
    problem = models.TextField(_("what is wrong"), blank=True)

    objects = PortalScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("portal of a file")
        verbose_name_plural = _("portals of a file")
        ordering = ["portal_import", "position"]
        constraints = [
            models.UniqueConstraint(fields=["portal_import", "position"], name="provisioning_import_position"),
        ]

    def __str__(self) -> str:
        return str(self.spec.get("name_vi", ""))

    @property
    def portal_spec(self) -> PortalSpec:
        """Return the portal as it was confirmed."""
        return PortalSpec(**self.spec)

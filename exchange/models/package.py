"""Archive packages that were asked for on a screen (Regulation 8.11, 12.2)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models.portal_scoped import PortalScopedQuerySet
from audit.private_files import private_storage
from exchange.enums import PackageState


class ArchivePackage(models.Model):
    """A package that a worker makes, and that operators download for some days; the row stays."""

    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.PROTECT, related_name="archive_packages", verbose_name=_("portal")
    )
    year = models.PositiveSmallIntegerField(_("year of publication"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked for by")
    )
    asked_at = models.DateTimeField(_("asked for at"))
    reason = models.TextField(_("reason"), max_length=600)
    state = models.CharField(
        _("state"), max_length=10, choices=PackageState.choices, default=PackageState.WAITING, editable=False
    )
    ended_at = models.DateTimeField(_("made at"), null=True, blank=True, editable=False)
    file = models.FileField(
        _("file"), upload_to="archive/", storage=private_storage, max_length=250, blank=True, editable=False
    )
    size = models.PositiveBigIntegerField(_("bytes"), default=0, editable=False)
    file_hash = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True, editable=False)
    versions = models.PositiveIntegerField(_("versions"), default=0, editable=False)
    files = models.PositiveIntegerField(_("number of files"), default=0, editable=False)
    lost = models.JSONField(_("files that are missing in the storage"), default=list, editable=False)

    objects = PortalScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("archive package")
        verbose_name_plural = _("archive packages")
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.portal} {self.year}"

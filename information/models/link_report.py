"""Addresses of public pages that could not be opened when they were last followed (4.2.c, 4.2.d)."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models.portal_scoped import PortalScopedQuerySet

ADDRESS_LENGTH = 500


class LinkReportQuerySet(PortalScopedQuerySet["LinkReport"]):
    """Verbs that chain."""

    def of_public_pages(self) -> Self:
        """Those of pages that are public still."""
        return self.filter(page__live=True)


class LinkReport(models.Model):
    """One address of one public page that does not work. Kept by `information.links.link_reports`: made when an
    address first fails, deleted when it works again or the page does not name it any more."""

    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="link_reports", verbose_name=_("page")
    )
    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.PROTECT, related_name="link_reports", verbose_name=_("portal")
    )
    address = models.CharField(_("address"), max_length=ADDRESS_LENGTH)
    problem = models.CharField(_("problem"), max_length=200)
    first_seen = models.DateTimeField(_("first seen"))
    checked_at = models.DateTimeField(_("last checked"))

    objects = LinkReportQuerySet.as_manager()

    # It names a page without using it.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("dead link")
        verbose_name_plural = _("dead links")
        constraints = [models.UniqueConstraint(fields=["page", "address"], name="information_link_once")]
        indexes = [
            models.Index(fields=["portal", "first_seen"], name="information_link_place"),
            models.Index(fields=["address"], name="information_link_address"),
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.problem}"

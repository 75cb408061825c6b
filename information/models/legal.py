"""How far legal documents are in step with the national database or the Gazette (13.1.e)."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from audit.models.append_only import AppendOnlyModel
from audit.models.portal_scoped import PortalScopedQuerySet
from information.enums import LegalDifferenceKind, OfficialSource


class LegalComparison(AppendOnlyModel):
    """One comparison of the public documents of all portals. Never edited, never deleted."""

    source = models.CharField(_("official source"), max_length=10, choices=OfficialSource.choices)
    file_name = models.CharField(_("file"), max_length=255)
    file_hash = models.CharField(_("SHA-256 of the file"), max_length=64)
    compared_at = models.DateTimeField(_("compared at"))
    compared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    official_count = models.PositiveIntegerField(_("documents in the file"))
    own_count = models.PositiveIntegerField(_("documents of portals"))
    unnamed_count = models.PositiveIntegerField(_("official source not named"))
    absent_count = models.PositiveIntegerField(_("not in the official source"))
    missing_count = models.PositiveIntegerField(_("missing on portals"))
    different_count = models.PositiveIntegerField(_("different"))

    class Meta:
        verbose_name = _("comparison of legal documents")
        verbose_name_plural = _("comparisons of legal documents")
        ordering = ["-compared_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.file_name} {self.compared_at:%Y-%m-%d}"


class LegalDifferenceQuerySet(PortalScopedQuerySet["LegalDifference"]):
    """Verbs that chain."""

    def of_latest(self) -> Self:
        """Those of the last comparison with each source, on pages that are public still."""
        latest = LegalComparison.objects.filter(source=OuterRef("comparison__source"))
        here = Subquery(latest.order_by("-compared_at", "-pk").values("pk")[:1])
        return self.filter(Q(page=None) | Q(page__live=True), comparison=here)


class LegalDifference(models.Model):
    """What a comparison found about one document of one portal. Kept until the next comparison with the same source.

    Everything in it is public: pages as citizens read them, and what the official source says.
    """

    comparison = models.ForeignKey(
        LegalComparison, on_delete=models.PROTECT, related_name="differences", verbose_name=_("comparison")
    )
    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.PROTECT, related_name="legal_differences", verbose_name=_("portal")
    )
    page = models.ForeignKey(
        "information.DocumentPage",
        on_delete=models.CASCADE,
        related_name="legal_differences",
        verbose_name=_("page"),
        null=True,
        blank=True,
        help_text=_("Empty: the portal has no page of it."),
    )
    kind = models.CharField(_("what was found"), max_length=10, choices=LegalDifferenceKind.choices)
    number = models.CharField(_("number and symbol"), max_length=100)
    title = models.CharField(_("title"), max_length=1000)
    official_id = models.CharField(_("number in the official source"), max_length=50, blank=True)
    official_url = models.URLField(_("address in the official source"), max_length=500, blank=True)
    # By field of the page: what the portal says, and what the official source does.
    fields = models.JSONField(_("what differs"), default=dict, blank=True)

    objects = LegalDifferenceQuerySet.as_manager()

    # It names a page without using it.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("difference of a legal document")
        verbose_name_plural = _("differences of legal documents")
        indexes = [models.Index(fields=["portal", "kind"], name="information_legal_place")]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_kind_display()}"

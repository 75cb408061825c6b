"""What was public, from when to when (Regulation 13.1.c)."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from audit.models.append_only import kept_then_cascade
from editorial.models import Takedown


class PublicVersionQuerySet(models.QuerySet["PublicVersion"]):
    """Verbs that chain."""

    def readable(self) -> Self:
        """Those that nobody withdrew; whether their page is public now is asked elsewhere."""
        return self.filter(takedown=None)

    def former(self) -> Self:
        """Those that are no longer the one that is shown."""
        return self.exclude(ended_at=None)


class PublicVersion(models.Model):
    """One version of a page while it was what the public read, written with its publication.

    Its revision gives way only to one that says the same.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="public_versions", verbose_name=_("page"))
    revision = models.ForeignKey(
        Revision, on_delete=kept_then_cascade, related_name="public_versions", verbose_name=_("version")
    )
    content_hash = models.CharField(
        _("hash of the content"),
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("As it was published; empty: before hashes were kept."),
    )
    number = models.PositiveIntegerField(_("number of the version"))
    language = models.CharField(_("language"), max_length=10)
    published_at = models.DateTimeField(_("public from"))
    ended_at = models.DateTimeField(_("public until"), null=True, blank=True)
    note = models.TextField(_("what was changed"), blank=True)
    takedown = models.ForeignKey(
        Takedown,
        on_delete=models.PROTECT,
        related_name="public_versions",
        verbose_name=_("withdrawn by"),
        null=True,
        blank=True,
    )

    objects = PublicVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("public version")
        verbose_name_plural = _("public versions")
        ordering = ["page", "-number"]
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="home_publicversion_number")]

    def __str__(self) -> str:
        return f"{self.page_id} / {self.number}"

"""Longer time for comments on public drafts (4.3.b)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DraftExtension(models.Model):
    """A later last day for comments, from the moment at which the public read it."""

    page = models.ForeignKey(
        "information.DraftPage",
        on_delete=models.CASCADE,
        related_name="extensions",
        verbose_name=_("draft for comments"),
    )
    former_end = models.DateField(_("former last day"))
    new_end = models.DateField(_("new last day"))
    reason = models.TextField(_("reason"))
    extended_at = models.DateTimeField(_("extended at"))

    # It names a page without using it.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("longer time for comments")
        verbose_name_plural = _("longer times for comments")
        ordering = ["extended_at", "pk"]

    def __str__(self) -> str:
        return f"{self.former_end:%Y-%m-%d} / {self.new_end:%Y-%m-%d}"

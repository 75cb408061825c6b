"""Phrases that no field of search suggests, common to all portals."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .synonym import PHRASE_LENGTH


class NeverSuggested(models.Model):
    """A phrase that is in no suggestion, with any marks. Changed by `search.offers.never_suggested` alone."""

    phrase = models.CharField(_("phrase"), max_length=PHRASE_LENGTH)
    folded = models.CharField(_("phrase without marks"), max_length=PHRASE_LENGTH, unique=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("phrase never suggested")
        verbose_name_plural = _("phrases never suggested")
        ordering = ["folded"]

    def __str__(self) -> str:
        return self.phrase

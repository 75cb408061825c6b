"""Marks that hold until the end of a day, so that a rating or a vote counts once."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DayMark(models.Model):
    """Hash of a network and what it rated on a day, so that it counts once; deleted the next day."""

    digest = models.CharField(_("digest"), max_length=64, unique=True, editable=False)
    day = models.DateField(pgettext_lazy("date", "day"), db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("mark of a day")
        verbose_name_plural = _("marks of a day")

    def __str__(self) -> str:
        return str(self.day)

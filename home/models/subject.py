"""Lĩnh vực: the fields of Regulation 4.2."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class SubjectField(models.Model):
    """A field (lĩnh vực) of Regulation 4.2; common to all portals, changed by the operator only."""

    name_vi = models.CharField(_("Vietnamese name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=100)
    slug = models.SlugField(_("slug"), unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("field")
        verbose_name_plural = _("fields")
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Name in the active language."""
        return self.name_en if get_language() == "en" else self.name_vi

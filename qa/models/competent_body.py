"""Bodies that decide on what the portals of the city cannot, and have no portal here."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

NAME_LENGTH = 200
ADDRESS_LENGTH = 300
PHONE_LENGTH = 50


class CompetentBodyQuerySet(models.QuerySet["CompetentBody"]):
    """Verbs that chain."""

    def in_use(self) -> Self:
        """Those that boards choose from."""
        return self.filter(ended_on=None)


class CompetentBody(models.Model):
    """A body without a portal of the city that boards name to those who ask what is its business (12.1.đ).

    Common to all portals; changed by the verbs of `qa.core.competent_bodies`. The public reads it on the pages of the
    questions for which it was named.
    """

    name_vi = models.CharField(_("Vietnamese name"), max_length=NAME_LENGTH)
    name_en = models.CharField(_("English name"), max_length=NAME_LENGTH)
    address = models.CharField(_("address"), max_length=ADDRESS_LENGTH)
    phone = models.CharField(_("telephone"), max_length=PHONE_LENGTH, blank=True)
    website = models.URLField(_("website"), blank=True)
    ended_on = models.DateField(
        _("in use until"), null=True, blank=True, help_text=_("Questions keep it; nobody chooses it anew.")
    )

    objects = CompetentBodyQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("competent body")
        verbose_name_plural = _("competent bodies")
        ordering = ["name_vi", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" else self.name_vi

    def told(self) -> dict[str, Any]:
        """What an event of a question holds of it: the names as they were when the sender was told."""
        return {"id": self.pk, "name_vi": self.name_vi, "name_en": self.name_en}

    def in_words(self) -> str:
        """Name and contact as a sender is told them in a mail, a line each."""
        return "\n".join(filter(None, (self.name_vi, self.address, self.phone, self.website)))

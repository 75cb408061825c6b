"""How long information of a category is kept, as dated data (Regulation 12.2)."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from deadlines.models.rule import InformationCategory


class RetentionPeriodQuerySet(models.QuerySet["RetentionPeriod"]):
    """Verbs that chain."""

    def valid(self, *, on: date) -> Self:
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on)


class RetentionPeriod(models.Model):
    """For how many years what was public of a category is kept, in a period. It is not rewritten: it ends, and another
    begins."""

    category = models.ForeignKey(
        InformationCategory, on_delete=models.PROTECT, related_name="retention_periods", verbose_name=_("category")
    )
    years = models.PositiveSmallIntegerField(_("years"), null=True, blank=True, help_text=_("Empty: for good."))
    source = models.CharField(_("act"), max_length=250)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True, help_text=_("Last day; empty: without an end."))
    is_verified = models.BooleanField(
        _("verified"), default=False, help_text=_("Somebody compared it with the text of the act.")
    )

    objects = RetentionPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("retention period")
        verbose_name_plural = _("retention periods")
        ordering = ["category__position", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["category", "valid_from"], name="deadlines_retention_begins_once"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="deadlines_retention_forwards"
            ),
        ]

    def __str__(self) -> str:
        if self.years is None:
            return gettext("for good")
        return ngettext("%(years)d year", "%(years)d years", self.years) % {"years": self.years}

"""The number in the codes of questions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models.portal_scoped import PortalScopedQuerySet


class QuestionCounter(models.Model):
    """How many questions a portal received in a year: the number in their codes. A number is never given twice."""

    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.PROTECT, related_name="question_counters", verbose_name=_("portal")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    wagtail_reference_index_ignore = True

    objects = PortalScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("counter of questions")
        verbose_name_plural = _("counters of questions")
        constraints = [models.UniqueConstraint(fields=["portal", "year"], name="qa_counter_of_a_year")]

    def __str__(self) -> str:
        return f"{self.portal_id} {self.year}: {self.last}"

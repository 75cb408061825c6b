"""How often procedures are read: numbers of a page and a day, counted from the access log (decision 0098)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.models.portal_scoped import PortalScopedQuerySet

# Days by which homes order their procedures; older ones are deleted.
COUNTED: Final = timedelta(weeks=4)


class ProcedureViewsQuerySet(PortalScopedQuerySet["ProcedureViews"]):
    """Numbers by day."""

    def lately(self, *, on: date) -> Self:
        """Those of the last four weeks before a day."""
        return self.filter(day__gte=on - COUNTED, day__lt=on)


class ProcedureViews(models.Model):
    """Views of the page of a procedure on a day. Nobody who read it is in it."""

    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="procedure_views", verbose_name=_("page")
    )
    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.CASCADE, related_name="procedure_views", verbose_name=_("portal")
    )
    day = models.DateField(pgettext_lazy("search", "day"), db_index=True)
    number = models.PositiveIntegerField(_("number"))

    objects = ProcedureViewsQuerySet.as_manager()

    # It names a page without using it.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("views of a procedure")
        verbose_name_plural = _("views of procedures")
        constraints = [models.UniqueConstraint(fields=["page", "day"], name="information_procedure_views_once")]

    def __str__(self) -> str:
        return f"{self.day}: {self.number}"

"""Statistics and reports (12.1.g)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldRowPanel
from wagtail.search import index

from deadlines.enums import Trigger
from home.models import ContentPage
from home.serving.list_facts import ListFact
from information.enums import ReportKind

from .item import YEARS, PeriodPage, facts_panels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from .item import Fact


class StatisticsReportPage(PeriodPage):
    """Statistics or a report of a period, with the decision to publish it; due ten working days after that (12.1.g)."""

    page_description = _("Statistics or a report: its period, the decision to publish it, tables and files.")
    category = "thong-ke"
    list_filters = {"loai": "kind"}
    trigger = Trigger.DECISION
    trigger_name = _("Day of the decision to publish")
    schema_type = "Report"

    kind = models.CharField(_("kind of report"), max_length=20, choices=ReportKind.choices)
    year = models.PositiveSmallIntegerField(_("year"), validators=YEARS, help_text=_("Of several: the last."))
    decision = models.CharField(
        _("decision to publish"), max_length=150, blank=True, help_text=_("Number and issuer. Example: 12/QĐ-CTK.")
    )

    content_panels = facts_panels(
        _("Report"), ["kind", FieldRowPanel(["period", "number", "year"]), "decision"], trigger_name=trigger_name
    )
    search_fields = [*ContentPage.search_fields, index.SearchField("decision")]

    class Meta:
        verbose_name = _("statistical report")
        verbose_name_plural = _("statistical reports")

    def facts(self) -> list[Fact]:
        return [
            (_("Kind of report"), self.get_kind_display()),
            (pgettext_lazy("of a report", "Period"), self.period_in_words),
            (_("Decision to publish"), self.decision),
            (_("Day of the decision"), self.trigger_date),
        ]

    def list_facts(self, *, now: datetime) -> Sequence[ListFact | None]:
        return [
            ListFact(self.get_kind_display()),
            ListFact(self.period_in_words, pgettext_lazy("of a report", "Period")),
            ListFact(self.trigger_date, _("Day of the decision")),
        ]

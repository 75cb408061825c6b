"""Disclosure of budgets and finances."""

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
from information.enums import BudgetKind, Period

from .item import PeriodPage, facts_panels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from .item import Fact


class BudgetPage(PeriodPage):
    """An estimate, an execution or a settlement of a budget. Its limits are those of the law on the budget, which are
    not counted here; the end of the period is kept all the same."""

    page_description = _("A budget estimate, its execution, its settlement, a financial report.")
    category = "ngan-sach"
    list_filters = {"loai": "kind"}
    trigger = Trigger.PERIOD
    trigger_name = _("Last day of the period")
    requires_trigger_date = False
    trigger_lies_ahead = True
    schema_type = "Report"

    kind = models.CharField(_("kind"), max_length=20, choices=BudgetKind.choices)
    period = models.CharField(_("period"), max_length=20, choices=Period.choices, default=Period.YEAR)
    decision = models.CharField(_("decision to publish"), max_length=150, blank=True)

    content_panels = facts_panels(
        _("Budget"),
        ["kind", FieldRowPanel(["period", "number", "year"]), "decision"],
        trigger_name=trigger_name,
    )
    search_fields = [*ContentPage.search_fields, index.SearchField("decision")]

    class Meta:
        verbose_name = _("budget disclosure")
        verbose_name_plural = _("budget disclosures")

    def facts(self) -> list[Fact]:
        return [
            (_("kind"), self.get_kind_display()),
            (pgettext_lazy("of a report", "Period"), self.period_in_words),
            (_("Decision to publish"), self.decision),
        ]

    def list_facts(self, *, now: datetime) -> Sequence[ListFact | None]:
        return [
            ListFact(self.get_kind_display()),
            ListFact(self.period_in_words, pgettext_lazy("of a report", "Period")),
            ListFact(self.decision, _("Decision to publish")),
        ]

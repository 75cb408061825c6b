"""Page types for strategies, plans, projects, bidding and procurement (12.1.d), and for the budget."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from deadlines.enums import Trigger
from formats.vietnamese.contact_links import web_link
from formats.vietnamese.numbers import in_dong
from home.models import ContentPage
from home.serving.list_facts import ListFact
from information.enums import BudgetKind, Period, PlanKind, ProjectKind, ProjectState

from .documents import files_field
from .item import PeriodPage, YearsPage, facts_panels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from home.serving.search_facts import SearchFacts

    from .item import Fact


TONES_OF_PROJECTS: Final[dict[str, str]] = {
    ProjectState.PREPARING: "info",
    ProjectState.BIDDING: "info",
    ProjectState.RUNNING: "wait",
    ProjectState.FINISHED: "good",
    ProjectState.STOPPED: "bad",
}


class ApprovedPage(YearsPage):
    """What somebody approved, and for which years; due ten working days after that (12.1.d)."""

    trigger = Trigger.APPROVAL
    trigger_name = _("Day of approval")

    approved_by = models.CharField(_("approved by"), max_length=200)
    decision = models.CharField(
        _("decision of approval"), max_length=150, blank=True, help_text=_("Number and symbol. Example: 812/QĐ-UBND.")
    )

    class Meta:
        abstract = True

    def search_facts(self) -> SearchFacts:
        return replace(super().search_facts(), issuer=self.approved_by)

    def facts_of_approval(self) -> list[Fact]:
        return [
            (_("approved by"), self.approved_by),
            (_("decision of approval"), self.decision),
            (_("Day of approval"), self.trigger_date),
        ]


class PlanPage(ApprovedPage):
    """A strategy, plan or annual work programme (12.1.d)."""

    page_description = _("A strategy, a master plan, a development plan, an annual work programme.")
    category = "quy-hoach-ke-hoach"
    list_filters = {"loai": "kind"}
    schema_type = "Report"

    kind = models.CharField(_("kind"), max_length=20, choices=PlanKind.choices)

    content_panels = facts_panels(
        _("Plan"),
        ["kind", "approved_by"],
        trigger_name=ApprovedPage.trigger_name,
        more=["decision", FieldRowPanel(["first_year", "last_year"])],
    )
    search_fields = [*ContentPage.search_fields, index.SearchField("decision"), index.SearchField("approved_by")]

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")

    def facts(self) -> list[Fact]:
        return [
            (_("kind"), self.get_kind_display()),
            (pgettext_lazy("of a plan", "period"), self.years),
            *self.facts_of_approval(),
        ]

    def list_facts(self, *, now: datetime) -> Sequence[ListFact | None]:
        return [
            ListFact(self.get_kind_display()),
            ListFact(self.years, pgettext_lazy("of a plan", "period")),
            ListFact(self.decision, _("decision of approval")),
        ]


class ProjectPage(ApprovedPage):
    """A project, an investment item, a bidding or a procurement (12.1.d). Amounts are VND, times those of the city.

    What is bid for has its number and address on the national bidding network, where the law wants it published.
    """

    page_description = _("An investment project or item, an invitation to bid, a result, a procurement.")
    category = "dau-tu-dau-thau"
    list_filters = {"loai": "kind", "tinh-trang": "state"}
    schema_type = "Project"

    kind = models.CharField(_("kind"), max_length=20, choices=ProjectKind.choices)
    state = models.CharField(_("state"), max_length=20, choices=ProjectState.choices, blank=True)
    objective = models.TextField(_("objective"), max_length=600, blank=True)
    investor = models.CharField(_("investor or purchaser"), max_length=200)
    contractor = models.CharField(_("contractor"), max_length=200, blank=True)
    amount = models.PositiveBigIntegerField(_("total investment or price (VND)"), null=True, blank=True)
    funding = models.CharField(_("source of funding"), max_length=200, blank=True)
    location = models.CharField(pgettext_lazy("of a project", "place"), max_length=250, blank=True)
    bids_close_at = models.DateTimeField(_("bids are taken until"), null=True, blank=True)
    bids_open_at = models.DateTimeField(_("bids are opened at"), null=True, blank=True)
    bidding_number = models.CharField(
        _("number on the national bidding network"), max_length=50, blank=True, help_text=_("Example: IB2600123456.")
    )
    bidding_url = models.URLField(_("address on the national bidding network"), max_length=500, blank=True)
    files = files_field()

    content_panels = facts_panels(
        _("Project"),
        [
            "kind",
            "investor",
            "approved_by",
        ],
        trigger_name=ApprovedPage.trigger_name,
        rest=[
            MultiFieldPanel(
                [
                    FieldRowPanel(["bids_close_at", "bids_open_at"]),
                    FieldRowPanel(["bidding_number", "bidding_url"]),
                    "files",
                ],
                heading=pgettext_lazy("of a project", "Bidding"),
                classname="collapsed",
            )
        ],
        more=[
            FieldRowPanel(["state", "decision"]),
            "objective",
            FieldRowPanel(["contractor", "location"]),
            FieldRowPanel(["amount", "funding"]),
            FieldRowPanel(["first_year", "last_year"]),
        ],
    )
    search_fields = [
        *ContentPage.search_fields,
        *(index.SearchField(name) for name in ("decision", "objective", "investor", "contractor", "location")),
        index.SearchField("bidding_number"),
    ]

    class Meta:
        verbose_name = _("project or procurement")
        verbose_name_plural = _("projects and procurements")

    def clean(self) -> None:
        """Ask that bids are opened after the last was taken."""
        super().clean()
        if self.bids_close_at and self.bids_open_at and self.bids_open_at < self.bids_close_at:
            raise ValidationError({"bids_open_at": _("Bids cannot be opened before the last was taken.")})

    @property
    def is_bidding(self) -> bool:
        """Whether something is bought by it, rather than built."""
        return self.kind in {ProjectKind.BIDDING, ProjectKind.RESULT, ProjectKind.PROCUREMENT}

    def facts(self) -> list[Fact]:
        return [
            (_("kind"), self.get_kind_display()),
            (_("state"), self.get_state_display()),
            (_("bids are taken until"), self.bids_close_at),
            (_("bids are opened at"), self.bids_open_at),
            (_("number on the national bidding network"), self.bidding_number),
            (_("address on the national bidding network"), web_link(self.bidding_url)),
            (_("what is bought") if self.is_bidding else _("objective"), self.objective),
            (_("procuring entity") if self.is_bidding else _("investor"), self.investor),
            (_("contractor"), self.contractor),
            (_("price of the package") if self.is_bidding else _("total investment"), in_dong(self.amount)),
            (_("source of funding"), self.funding),
            (pgettext_lazy("of a project", "place"), self.location),
            (pgettext_lazy("of a plan", "period"), self.years),
            *self.facts_of_approval(),
        ]

    def list_facts(self, *, now: datetime) -> Sequence[ListFact | None]:
        return [
            ListFact(self.get_kind_display()),
            ListFact(self.bids_close_at, _("bids are taken until"))
            if self.bids_close_at
            else ListFact(self.years, pgettext_lazy("of a plan", "period")),
            ListFact(self.get_state_display(), tone=TONES_OF_PROJECTS.get(self.state, "plain")),
        ]


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
        ["kind", FieldRowPanel(["period", "number", "year"])],
        trigger_name=trigger_name,
        more=["decision"],
    )
    search_fields = [*PeriodPage.search_fields, index.SearchField("decision")]

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

"""Page types for science (12.1.e), special topics and statistics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.contrib.routable_page.models import path
from wagtail.search import index

from deadlines.enums import Trigger
from formats.tables.downloads import table_response
from formats.tables.exports import TableFormat
from formats.vietnamese.numbers import in_dong
from home.blocks.choosers import PageChooserBlock
from home.fields import StreamField
from home.models import ContentPage
from home.models.base import BasePage
from home.models.content import PICTURE_PANEL, SOURCE_PANEL, more_panel
from home.serving.list_facts import ListFact
from information.enums import ReportKind, ScienceKind, ScienceStage

from .figures import FiguresStreamBlock
from .item import YEARS, PeriodPage, RoutedPage, YearsPage, facts_panels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from .item import Fact


class SciencePage(YearsPage):
    """A programme or topic; due twenty working days after its approval or the acceptance of its results (12.1.e).

    One that is public as approved gets a page of its own for its results: each has its time limit.
    """

    page_description = _("A science programme or topic: approved, or with results that were accepted.")
    category = "khoa-hoc"
    list_filters = {"loai": "kind", "giai-doan": "stage"}
    trigger = Trigger.APPROVAL
    trigger_name = _("Day of approval or acceptance")
    clock_chosen_by = "stage"
    clock_choices = {
        ScienceStage.APPROVED: ("khoa-hoc", Trigger.APPROVAL),
        ScienceStage.ACCEPTED: ("khoa-hoc", Trigger.ACCEPTANCE),
    }
    schema_type = "ResearchProject"

    kind = models.CharField(_("kind"), max_length=20, choices=ScienceKind.choices)
    stage = models.CharField(_("stage"), max_length=20, choices=ScienceStage.choices)
    host = models.CharField(_("host organisation"), max_length=200)
    head = models.CharField(_("headed by"), max_length=150, blank=True)
    amount = models.PositiveBigIntegerField(_("funds (VND)"), null=True, blank=True)
    decision = models.CharField(_("decision"), max_length=150, blank=True, help_text=_("Number and symbol."))
    result = models.TextField(_("main results"), max_length=600, blank=True)

    content_panels = facts_panels(
        _("Programme or topic"),
        [
            FieldRowPanel(["kind", "stage"]),
            "host",
        ],
        trigger_name=trigger_name,
        more=[
            FieldRowPanel(["head", "decision"]),
            "amount",
            FieldRowPanel(["first_year", "last_year"]),
            "result",
        ],
    )
    search_fields = [
        *ContentPage.search_fields,
        *(index.SearchField(name) for name in ("host", "head", "result", "decision")),
    ]

    class Meta:
        verbose_name = _("science programme or topic")
        verbose_name_plural = _("science programmes and topics")

    def facts(self) -> list[Fact]:
        accepted = self.stage == ScienceStage.ACCEPTED
        return [
            (_("kind"), self.get_kind_display()),
            (_("stage"), self.get_stage_display()),
            (_("Day of acceptance") if accepted else _("Day of approval"), self.trigger_date),
            (_("decision"), self.decision),
            (_("host organisation"), self.host),
            (_("headed by"), self.head),
            (_("funds"), in_dong(self.amount)),
            (pgettext_lazy("of a plan", "period"), self.years),
            (_("main results"), self.result),
        ]

    def list_facts(self, *, now: datetime) -> Sequence[ListFact | None]:
        return [
            ListFact(self.get_kind_display()),
            ListFact(self.host, _("host organisation")),
            ListFact(self.get_stage_display(), tone="good" if self.stage == ScienceStage.ACCEPTED else "info"),
        ]

    def structured_facts(self) -> dict[str, Any]:
        return {"parentOrganization": {"@type": "Organization", "name": self.host}}


class ChosenStreamBlock(blocks.StreamBlock):
    """Pages that lead a topic, in order."""

    page = PageChooserBlock(label=_("Page"))


class SpecialTopicPage(ContentPage):
    """What a portal says of one matter, gathered: an introduction, chosen pages, and all news with one of its tags."""

    parent_page_types = ["home.SectionPage", "home.PortalHomePage"]
    subpage_types: list[str] = []
    page_description = _("One matter, gathered: an introduction, chosen pages, and the news with its tags.")
    category = "tin-tuc"
    schema_type = "CollectionPage"

    # The checks miss a lead here.
    needs_lead = True

    chosen = StreamField(ChosenStreamBlock(), verbose_name=_("chosen pages"), blank=True)

    content_panels = [*BasePage.content_panels, SOURCE_PANEL, PICTURE_PANEL, "body", "chosen", more_panel()]

    class Meta:
        verbose_name = _("special topic")
        verbose_name_plural = _("special topics")


class StatisticsReportPage(RoutedPage, PeriodPage):
    """Statistics or a report of a period, with the decision to publish it; due ten working days after that (12.1.g)."""

    page_description = _("Statistics or a report: its period, the decision to publish it, charts, tables and files.")
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

    figures = StreamField(
        FiguresStreamBlock(),
        verbose_name=_("figures"),
        blank=True,
        help_text=_("Readers see them as a chart and a table, and take them away as a file (CSV)."),
    )

    content_panels = facts_panels(
        _("Report"),
        ["kind", FieldRowPanel(["period", "number", "year"])],
        trigger_name=trigger_name,
        rest=[FieldPanel("figures")],
        more=["decision"],
    )
    search_fields = [*PeriodPage.search_fields, index.SearchField("decision")]

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

    @path("csv/<int:number>/")
    def csv(self, request: HttpRequest, number: int) -> HttpResponseBase:
        """The figures of this number, the first being 1, as a file.

        Raises:
            Http404: there are none.
        """
        if not 1 <= number <= len(self.figures):
            raise Http404
        rows = self.figures[number - 1].value.file_rows()
        return table_response(f"{self.slug}-{number}", rows, TableFormat.CSV)

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return "pages/information/report_page.html"

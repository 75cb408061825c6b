"""Direction and administration (4.2.a, 12.1.a)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from deadlines.enums import Trigger
from home.models import ContentPage
from home.serving.list_facts import ListFact
from information.enums import DirectionKind

from .item import InformationItemPage, facts_panels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from formats.documents.tree import Letter
    from home.serving.search_facts import SearchFacts

    from .item import Fact


class DirectionPage(InformationItemPage):
    """What leaders direct, conclude, answer, commend or sanction; due on the day of its issue (12.1.a)."""

    page_description = _("An opinion, conclusion or dispatch of the leaders, an answer to a proposal, a commendation.")
    category = "chi-dao-dieu-hanh"
    needs_field = True
    list_filters = {"loai": "kind"}
    trigger = Trigger.ISSUE
    trigger_name = _("Day of issue")
    schema_type = "Report"

    kind = models.CharField(_("kind"), max_length=20, choices=DirectionKind.choices)
    issued_by = models.CharField(
        _("directed by"), max_length=200, help_text=_("Position and name. Example: Chủ tịch Ủy ban nhân dân.")
    )
    reference = models.CharField(
        _("number and symbol"), max_length=100, blank=True, help_text=_("Of the document. Example: 45/TB-UBND.")
    )

    content_panels = facts_panels(_("Direction"), ["kind", "issued_by"], trigger_name=trigger_name, more=["reference"])
    search_fields = [*ContentPage.search_fields, index.SearchField("reference"), index.SearchField("issued_by")]

    class Meta:
        verbose_name = _("direction")
        verbose_name_plural = _("directions")

    def fill_in_from(self, letter: Letter) -> None:
        super().fill_in_from(letter)
        self.reference = letter.number[:100]
        self.trigger_date = date.fromisoformat(letter.date) if letter.date else None

    def facts(self) -> list[Fact]:
        return [
            (_("kind"), self.get_kind_display()),
            (_("directed by"), self.issued_by),
            (_("number and symbol"), self.reference),
            (_("Day of issue"), self.trigger_date),
        ]

    def list_facts(self, *, now: datetime) -> Sequence[ListFact | None]:
        return [
            ListFact(self.get_kind_display()),
            ListFact(self.reference, _("number and symbol")),
            ListFact(self.trigger_date, _("Day of issue")),
        ]

    def search_facts(self) -> SearchFacts:
        return replace(super().search_facts(), issuer=self.issued_by)

    def structured_facts(self) -> dict[str, Any]:
        return {
            "reportNumber": self.reference,
            "dateCreated": self.trigger_date.isoformat() if self.trigger_date else "",
        }

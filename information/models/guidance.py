"""Dissemination and guidance of law and policy (12.1.b)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel
from wagtail.search import index

from deadlines.enums import Trigger
from home.models import ContentPage
from home.serving.list_facts import ListFact

from .item import InformationItemPage, facts_panels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from .item import Fact


class LegalGuidancePage(InformationItemPage):
    """What a new act or policy means for whom; due fifteen working days after its promulgation (12.1.b)."""

    page_description = _("What a new law or policy means, for whom, from when.")
    category = "pho-bien-phap-luat"
    needs_field = True
    trigger = Trigger.PROMULGATION
    trigger_name = _("Day of promulgation")
    schema_type = "Article"

    act = models.CharField(_("act or policy"), max_length=300, help_text=_("Number and title."))
    act_issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    effective_on = models.DateField(_("in force from"), null=True, blank=True)
    audience = models.CharField(
        _("whom it concerns"), max_length=200, blank=True, help_text=_("Example: household businesses.")
    )

    content_panels = facts_panels(
        _("Act or policy"),
        ["act", "act_issuer", FieldRowPanel(["effective_on", "audience"])],
        trigger_name=trigger_name,
    )
    search_fields = [*ContentPage.search_fields, index.SearchField("act"), index.SearchField("audience")]

    class Meta:
        verbose_name = _("guidance on law and policy")
        verbose_name_plural = _("guidance on law and policy")

    def facts(self) -> list[Fact]:
        return [
            (_("act or policy"), self.act),
            (_("issued by"), self.act_issuer),
            (_("Day of promulgation"), self.trigger_date),
            (_("in force from"), self.effective_on),
            (_("whom it concerns"), self.audience),
        ]

    def list_facts(self, *, now: datetime) -> Sequence[ListFact | None]:
        return [
            ListFact(self.act, _("act or policy")),
            ListFact(self.effective_on, _("in force from")),
        ]

    def structured_facts(self) -> dict[str, Any]:
        return {"about": {"@type": "Legislation", "name": self.act}}

"""Page types for administrative procedures, online services (4.2.d) and legal guidance."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldRowPanel
from wagtail.search import index

from deadlines.enums import Trigger
from home.models import ContentPage
from home.serving.list_facts import ListFact
from information.enums import OnlineLevel, ProcedureLevel

from .item import InformationItemPage, facts_panels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.http import HttpRequest

    from home.serving.search_facts import SearchFacts

    from .item import Fact


LINES_LENGTH: Final = 4000
TONES_OF_SERVICES: Final[dict[str, str]] = {OnlineLevel.FULL: "good", OnlineLevel.PARTIAL: "info"}


def lines_of(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class ProcedurePage(InformationItemPage):
    """A procedure of the catalogue, with its way into the portal of public services; due on the day of a change."""

    page_description = _("An administrative procedure: how long it takes, what it costs, where it is done online.")
    category = "tthc-dvc"
    list_filters = {"mang": "area", "truc-tuyen": "online"}
    is_searched_in_lists = True
    trigger = Trigger.CHANGE
    trigger_name = _("Day of the announcement or change")
    schema_type = "GovernmentService"

    code = models.CharField(
        _("code of the procedure"), max_length=30, blank=True, help_text=_("In the national catalogue: 1.004873.")
    )
    area = models.CharField(_("area"), max_length=150, help_text=_("As in the national catalogue. Example: Hộ tịch."))
    level = models.CharField(_("level"), max_length=20, choices=ProcedureLevel.choices)
    online = models.CharField(_("online service"), max_length=20, choices=OnlineLevel.choices, default=OnlineLevel.NONE)
    agency = models.CharField(
        _("where it is done"), max_length=250, help_text=_("The agency. Example: People's Committee of the ward.")
    )
    counter = models.CharField(
        _("counter"),
        max_length=250,
        blank=True,
        help_text=_("Where papers are handed in at the agency: counter, floor."),
    )
    papers = models.TextField(
        _("papers to bring"), max_length=LINES_LENGTH, blank=True, help_text=_("One on each line, as citizens call it.")
    )
    steps = models.TextField(
        _("steps"), max_length=LINES_LENGTH, blank=True, help_text=_("One on each line, in their order.")
    )
    duration = models.CharField(_("how long it takes"), max_length=200)
    fee = models.CharField(_("fee"), max_length=200, blank=True)
    outcome = models.CharField(_("outcome"), max_length=200, blank=True)
    decision = models.CharField(_("announced by"), max_length=150, blank=True, help_text=_("Number and symbol."))
    service_url = models.URLField(
        _("address of the online service"), max_length=500, blank=True, help_text=_("The page of this procedure.")
    )

    content_panels = facts_panels(
        _("Procedure"),
        [
            "area",
            FieldRowPanel(["level", "online"]),
            FieldRowPanel(["agency", "counter"]),
            "duration",
            "papers",
            "steps",
        ],
        trigger_name=trigger_name,
        more=[FieldRowPanel(["code", "fee"]), "outcome", "service_url", "decision"],
    )
    search_fields = [
        *ContentPage.search_fields,
        *(index.SearchField(name) for name in ("code", "area", "agency", "counter", "papers", "steps", "outcome")),
    ]

    class Meta:
        verbose_name = _("administrative procedure")
        verbose_name_plural = _("administrative procedures")

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return "pages/information/procedure_page.html"

    @property
    def paper_lines(self) -> list[str]:
        """The papers, each by itself."""
        return lines_of(self.papers)

    @property
    def step_lines(self) -> list[str]:
        """The steps, in their order."""
        return lines_of(self.steps)

    @property
    def has_text(self) -> bool:
        """Whether something stands on the page besides its facts."""
        return bool(self.body or self.image)

    def facts(self) -> list[Fact]:
        """Code, level and decision number of a procedure, shown folded at the end."""
        return [
            (_("code of the procedure"), self.code),
            (_("area"), self.area),
            (_("level"), self.get_level_display()),
            (_("online service"), self.get_online_display()),
            (_("announced by"), self.decision),
            (_("Day of the announcement or change"), self.trigger_date),
        ]

    def list_facts(self, *, now: datetime) -> Sequence[ListFact | None]:
        return [
            ListFact(self.area, _("area")),
            ListFact(self.duration, _("how long it takes")),
            ListFact(self.get_online_display(), tone=TONES_OF_SERVICES.get(self.online, "plain")),
        ]

    def action(self) -> tuple[str, Any]:
        """What readers come to do: an address and its words; no address, nothing to do online."""
        return self.service_url, pgettext_lazy("online service", "Apply online")

    def search_facts(self) -> SearchFacts:
        """Where it is done may be a counter: no agency by which anybody would narrow what was found."""
        facts = super().search_facts()
        return replace(facts, topics=(*facts.topics, self.area))

    def structured_facts(self) -> dict[str, Any]:
        place = self.portal
        channel: dict[str, Any] = {}
        if self.service_url:
            channel["serviceUrl"] = self.service_url
        if place is not None and place.address:
            channel["serviceLocation"] = {"@type": "Place", "address": place.address}
        return {
            "identifier": self.code,
            "serviceType": self.area,
            "areaServed": place.name if place is not None else "",
            "availableChannel": {"@type": "ServiceChannel", **channel} if channel else "",
        }


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
        ["act"],
        trigger_name=trigger_name,
        more=["act_issuer", FieldRowPanel(["effective_on", "audience"])],
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

    def search_facts(self) -> SearchFacts:
        return replace(super().search_facts(), issuer=self.act_issuer)

    def structured_facts(self) -> dict[str, Any]:
        return {"about": {"@type": "Legislation", "name": self.act}}

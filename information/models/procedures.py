"""Administrative procedures and online services (4.2.d)."""

from __future__ import annotations

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

    from .item import Fact


TONES_OF_SERVICES: Final[dict[str, str]] = {OnlineLevel.FULL: "good", OnlineLevel.PARTIAL: "info"}


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
    agency = models.CharField(_("where it is done"), max_length=250)
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
            FieldRowPanel(["code", "area"]),
            FieldRowPanel(["level", "online"]),
            "agency",
            FieldRowPanel(["duration", "fee"]),
            "outcome",
            "service_url",
            "decision",
        ],
        trigger_name=trigger_name,
    )
    search_fields = [
        *ContentPage.search_fields,
        *(index.SearchField(name) for name in ("code", "area", "agency", "outcome")),
    ]

    class Meta:
        verbose_name = _("administrative procedure")
        verbose_name_plural = _("administrative procedures")

    def facts(self) -> list[Fact]:
        return [
            (_("code of the procedure"), self.code),
            (_("area"), self.area),
            (_("level"), self.get_level_display()),
            (_("where it is done"), self.agency),
            (_("how long it takes"), self.duration),
            (_("fee"), self.fee),
            (_("outcome"), self.outcome),
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

    def structured_facts(self) -> dict[str, Any]:
        channel = {"@type": "ServiceChannel", "serviceUrl": self.service_url} if self.service_url else ""
        return {"identifier": self.code, "serviceType": self.area, "availableChannel": channel}

"""Open data (Decree 47/2020)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.search import index

from deadlines.enums import Trigger
from home.models import ContentPage
from home.serving.list_facts import ListFact
from information.enums import UpdateCycle

from .documents import files_field
from .item import InformationItemPage, facts_panels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from .item import Fact


class DataSetPage(InformationItemPage):
    """A data set: what it holds, in which formats, on which conditions, how often it is renewed, where it is.

    When it must be open, the agency's plan of open data says; no last day is counted.
    """

    page_description = _("A data set: what it holds, formats, conditions, how often it is renewed, where it is.")
    category = "du-lieu-mo"
    list_filters = {"cap-nhat": "cycle"}
    trigger = Trigger.CREATION
    trigger_name = _("Day on which the data were made")
    requires_trigger_date = False
    schema_type = "Dataset"

    formats = models.CharField(_("formats"), max_length=150, help_text=_("Example: CSV, JSON."))
    conditions = models.CharField(_("conditions of use"), max_length=250)
    cycle = models.CharField(_("renewed"), max_length=20, choices=UpdateCycle.choices)
    renewed_on = models.DateField(_("last renewed"), null=True, blank=True)
    contact = models.CharField(_("contact"), max_length=200, blank=True, help_text=_("Unit, telephone, e-mail."))
    data_url = models.URLField(_("address on the data portal"), max_length=500, blank=True)
    files = files_field(_("files"))

    content_panels = facts_panels(
        _("Data set"),
        [
            FieldRowPanel(["formats", "cycle"]),
            "conditions",
        ],
        trigger_name=trigger_name,
        rest=[FieldPanel("files")],
        more=[FieldRowPanel(["renewed_on", "contact"]), "data_url"],
    )
    search_fields = [*ContentPage.search_fields, index.SearchField("formats"), index.SearchField("contact")]

    class Meta:
        verbose_name = _("data set")
        verbose_name_plural = _("data sets")

    def clean(self) -> None:
        """Ask where the data are."""
        super().clean()
        if not self.data_url and not self.files:
            raise ValidationError({"data_url": _("Say where the data are: an address, or files.")})

    def facts(self) -> list[Fact]:
        link = format_html('<a href="{0}">{0}</a>', self.data_url) if self.data_url else ""
        return [
            (_("formats"), self.formats),
            (_("conditions of use"), self.conditions),
            (_("renewed"), self.get_cycle_display()),
            (_("last renewed"), self.renewed_on),
            (_("contact"), self.contact),
            (_("address on the data portal"), link),
        ]

    def list_facts(self, *, now: datetime) -> Sequence[ListFact | None]:
        return [
            ListFact(self.formats, _("formats")),
            ListFact(self.get_cycle_display(), _("renewed")),
            ListFact(self.conditions, _("conditions of use")),
        ]

    def structured_facts(self) -> dict[str, Any]:
        return {
            "license": self.conditions,
            "dateModified": self.renewed_on.isoformat() if self.renewed_on else "",
            "distribution": [
                {"@type": "DataDownload", "encodingFormat": name.strip(), "contentUrl": self.data_url}
                for name in self.formats.split(",")
            ]
            if self.data_url
            else "",
        }

"""Units and the people in them (12.1.a: contacts of competent officials)."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import MultiFieldPanel
from wagtail.search import index

from deadlines.opening_hours import hours_for_machines
from home.blocks import BodyStreamBlock, OpeningTimesBlock
from home.blocks.opening import opening_times
from home.fields import StreamField

from .base import BasePage
from .content import PICTURE_PANEL, SOURCE_PANEL, ContentPage, more_panel


class OrganisationUnitPage(ContentPage):
    """A unit of the agency: what it does, where it sits, who works there."""

    parent_page_types = ["home.SectionPage", "home.OrganisationUnitPage"]
    subpage_types = ["home.OrganisationUnitPage", "home.PersonPage"]
    page_description = _("A unit of the agency: what it does, where it sits, who works there.")
    category = "lien-he"
    schema_type = "AboutPage"

    address = models.CharField(_("address"), max_length=250, blank=True)
    phone = models.CharField(_("telephone"), max_length=50, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    working_hours = models.CharField(_("working hours"), max_length=200, blank=True)
    is_counter = models.BooleanField(
        _("takes what citizens bring"),
        default=False,
        help_text=_("The home page shows its hours, whether it is open now, and the days on which it is closed."),
    )
    opening_times = StreamField(
        OpeningTimesBlock(),
        verbose_name=_("opening times"),
        blank=True,
        help_text=_("By which readers are told whether it is open now. Public holidays count by themselves."),
    )

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(["address", "phone", "email", "working_hours"], heading=_("Contact")),
        MultiFieldPanel(["is_counter", "opening_times"], heading=_("Counter")),
        SOURCE_PANEL,
        PICTURE_PANEL,
        "body",
        more_panel(),
    ]

    search_fields = [*ContentPage.search_fields, index.SearchField("address"), index.SearchField("phone")]

    class Meta:
        verbose_name = _("organisation unit")
        verbose_name_plural = _("organisation units")

    def structured_facts(self) -> dict[str, Any]:
        """The unit that the page is about, with its official contacts; with times at which it is open an office."""
        contacts = {"telephone": self.phone, "email": self.email, "address": self.address}
        hours = hours_for_machines(opening_times(self.opening_times))
        kind = "GovernmentOffice" if hours else "GovernmentOrganization"
        unit = {"@type": kind, "name": self.title, "description": self.lead, "openingHours": hours} | contacts
        return {"mainEntity": {name: value for name, value in unit.items() if value}}


class PersonPage(BasePage):
    """A leader or competent official: name as the title, position, tasks, official contacts."""

    parent_page_types = ["home.OrganisationUnitPage", "home.SectionPage"]
    subpage_types: list[str] = []
    page_description = _("A leader or competent official: position, tasks, official contacts.")
    category = "lien-he"

    position = models.CharField(_("position"), max_length=200)
    portrait = models.ForeignKey(
        "library.PortalImage",
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("portrait"),
        null=True,
        blank=True,
    )
    tasks = models.TextField(
        pgettext_lazy("of a person", "tasks"), blank=True, help_text=_("The areas this person is in charge of.")
    )
    biography = StreamField(BodyStreamBlock(), verbose_name=_("biography"), blank=True)
    phone = models.CharField(_("telephone"), max_length=50, blank=True)
    email = models.EmailField(_("official e-mail"), blank=True)
    address = models.CharField(_("office"), max_length=250, blank=True)
    reception = models.CharField(
        _("reception of citizens"), max_length=250, blank=True, help_text=_("Day, time and place.")
    )

    is_spokesperson = models.BooleanField(
        _("spokesperson"), default=False, help_text=_("Speaks for the agency to the press; the portal says so.")
    )

    content_panels = [
        *BasePage.content_panels,
        "position",
        "is_spokesperson",
        "portrait",
        "tasks",
        MultiFieldPanel(["phone", "email", "address", "reception"], heading=_("Official contacts")),
        "biography",
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("position"),
        index.SearchField("tasks"),
        index.SearchField("phone"),
        index.SearchField("reception"),
        index.SearchField("biography"),
    ]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")

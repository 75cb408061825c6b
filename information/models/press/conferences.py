"""Information for the press (4.2.b, 9.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldRowPanel
from wagtail.search import index

from deadlines.enums import Trigger
from formats.vietnamese.contact_links import contact_link
from home.models import ContentPage
from home.serving.list_facts import ListFact
from information.enums import PressKind
from information.models.item import FactsPage, InformationItemPage, facts_panels
from information.states import event_state

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from information.models.item import Fact


class PressReleasePage(InformationItemPage):
    """What the press is told, with the spokesperson. A statement is due a day after the incident; the rest when the
    agency says."""

    page_description = _("A press release, a statement on an incident, an invitation, with the spokesperson.")
    category = "nguoi-phat-ngon"
    list_filters = {"loai": "kind"}
    trigger = Trigger.INCIDENT
    trigger_name = _("Day of the incident")
    requires_trigger_date = False
    # Only statements have the day of an incident: all are of the year in which they were given.
    list_year = ""
    schema_type = "NewsArticle"

    kind = models.CharField(_("kind"), max_length=20, choices=PressKind.choices, default=PressKind.RELEASE)
    number = models.CharField(_("number"), max_length=50, blank=True)
    spokesperson = models.CharField(
        _("spokesperson"),
        max_length=200,
        blank=True,
        help_text=_("Name and position. Empty: the portal's, with the telephone and mailbox of the portal."),
    )
    spokesperson_phone = models.CharField(_("telephone"), max_length=50, blank=True)
    spokesperson_email = models.EmailField(_("e-mail"), blank=True)

    content_panels = facts_panels(
        _("Information for the press"),
        [
            "kind",
            "spokesperson",
        ],
        trigger_name=trigger_name,
        more=["number", FieldRowPanel(["spokesperson_phone", "spokesperson_email"])],
    )
    search_fields = [*ContentPage.search_fields, index.SearchField("spokesperson")]

    class Meta:
        verbose_name = _("press release")
        verbose_name_plural = _("press releases")

    @property
    def needs_trigger_date(self) -> bool:
        return self.kind == PressKind.STATEMENT

    def facts(self) -> list[Fact]:
        spokesperson, phone, email = self.contact
        return [
            (_("kind"), self.get_kind_display()),
            (_("number"), self.number),
            (_("Day of the incident"), self.trigger_date),
            (_("spokesperson"), spokesperson),
            (_("telephone"), contact_link(phone)),
            (_("e-mail"), contact_link(email)),
        ]

    @property
    def contact(self) -> tuple[str, str, str]:
        """Name, telephone and mailbox for the press: its own, or those of the portal where it has none."""
        own = (self.spokesperson, self.spokesperson_phone, self.spokesperson_email)
        if any(own) or self.portal is None:
            return own
        return self.portal.spokesperson, self.portal.spokesperson_phone or self.portal.phone, self.portal.email

    def list_facts(self, *, now: datetime) -> Sequence[ListFact | None]:
        return [
            ListFact(self.get_kind_display()),
            ListFact(self.number, _("number")),
        ]


class PressConferencePage(FactsPage):
    """A press conference: once in a quarter at least (9.4)."""

    page_description = _("A press conference: when, where, about what, who speaks. One each quarter at least.")
    category = "nguoi-phat-ngon"
    list_year = "starts_at"
    schema_type = "Event"

    starts_at = models.DateTimeField(_("begins at"))
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    place = models.CharField(pgettext_lazy("of an event", "place"), max_length=250)
    chair = models.CharField(_("chaired by"), max_length=200)
    topics = models.TextField(_("topics"), max_length=600, blank=True)
    registration = models.CharField(
        _("registration"), max_length=250, blank=True, help_text=_("Whom the press tells that it comes.")
    )

    content_panels = facts_panels(
        _("Press conference"),
        [FieldRowPanel(["starts_at", "ends_at"]), "place", "chair"],
        more=["topics", "registration"],
    )
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("topics"),
        index.SearchField("place"),
        index.FilterField("starts_at"),
    ]

    class Meta:
        verbose_name = _("press conference")
        verbose_name_plural = _("press conferences")

    def clean(self) -> None:
        """Ask that it ends after it began."""
        super().clean()
        refuse_backwards(self.starts_at, self.ends_at)

    def facts(self) -> list[Fact]:
        return [
            (_("begins at"), self.starts_at),
            (_("ends at"), self.ends_at),
            (pgettext_lazy("of an event", "place"), self.place),
            (_("chaired by"), self.chair),
            (_("topics"), self.topics),
            (_("registration"), self.registration),
        ]

    def list_facts(self, *, now: datetime) -> Sequence[ListFact | None]:
        return [
            event_state(self.starts_at, self.ends_at, now=now),
            ListFact(self.starts_at, _("begins at")),
            ListFact(self.place, pgettext_lazy("of an event", "place")),
        ]

    def structured_facts(self) -> dict[str, Any]:
        return event_facts(self.starts_at, self.ends_at) | {"location": {"@type": "Place", "name": self.place}}


def refuse_backwards(starts_at: Any, ends_at: Any) -> None:
    """Raises:
    ValidationError: an event ends before it begins.
    """
    if starts_at and ends_at and ends_at <= starts_at:
        raise ValidationError({"ends_at": _("It cannot end before it begins.")})


def event_facts(starts_at: Any, ends_at: Any) -> dict[str, Any]:
    """When an event is, for machines."""
    return {
        "startDate": starts_at.isoformat() if starts_at else "",
        "endDate": ends_at.isoformat() if ends_at else "",
    }

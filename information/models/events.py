"""Events that people attend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldRowPanel
from wagtail.search import index

from home.models import ContentPage
from home.serving.list_facts import ListFact
from information.states import event_state

from .item import CalendarPage, FactsPage, facts_panels
from .press.conferences import event_facts, refuse_backwards

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.http import HttpRequest

    from .item import Fact


class EventPage(CalendarPage, FactsPage):
    """A festival, meeting, fair or course: when, where, who may come. Times are those of the city.

    What is broadcast is a `LiveEventPage`, what the press is asked to a `PressConferencePage`.
    """

    page_description = _("A festival, a meeting, a fair, a course: when, where, who may come.")
    category = "tin-tuc"
    list_year = "starts_at"
    schema_type = "Event"
    changes_by_the_clock = True

    starts_at = models.DateTimeField(_("begins at"))
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    place = models.CharField(
        pgettext_lazy("of an event", "place"), max_length=250, help_text=_("With the address, as one would ask for it.")
    )
    organiser = models.CharField(_("held by"), max_length=200, blank=True)
    audience = models.CharField(_("who may come"), max_length=250, blank=True)
    registration = models.CharField(
        _("registration"), max_length=250, blank=True, help_text=_("Where and until when; empty where nobody needs to.")
    )

    content_panels = facts_panels(
        _("Event"),
        [FieldRowPanel(["starts_at", "ends_at"]), "place"],
        more=["organiser", "audience", "registration"],
    )
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("place"),
        index.SearchField("organiser"),
        index.FilterField("starts_at"),
    ]

    class Meta:
        verbose_name = pgettext_lazy("that people attend", "event")
        verbose_name_plural = pgettext_lazy("that people attend", "events")

    def clean(self) -> None:
        """Ask that it ends after it began."""
        super().clean()
        refuse_backwards(self.starts_at, self.ends_at)

    def facts(self) -> list[Fact]:
        return [
            (_("begins at"), self.starts_at),
            (_("ends at"), self.ends_at),
            (pgettext_lazy("of an event", "place"), self.place),
            (_("held by"), self.organiser),
            (_("who may come"), self.audience),
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

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return "pages/information/event_page.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        if (self.ends_at or self.starts_at) < timezone.now():
            return context
        return context | {"calendar_url": self.calendar_url(request)}

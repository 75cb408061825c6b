"""What the Law on Access to Information wants disclosed, and what the public must know for its own good."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldRowPanel
from wagtail.search import index

from deadlines.enums import Trigger
from formats.vietnamese.contact_links import contact_link, web_link
from home.models import ContentPage
from home.serving.list_facts import ListFact
from home.serving.search_facts import SearchState
from information.enums import AlertKind, DisclosureSubject
from information.states import alert_ends_at, alert_state, openness, stop_state

from .item import InformationItemPage, facts_panels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from home.editing.known_facts import KnownFacts
    from home.serving.search_facts import SearchFacts

    from .item import Fact


class DisclosurePage(InformationItemPage):
    """Something of a category that only the Law on Access to Information names: aid, land, inspections, staff, fees,
    treaties. Due five working days after it came to be (Article 18.4)."""

    page_description = _("Aid and funds, land, inspection conclusions, recruitment, fees, agreements.")
    category = DisclosureSubject.STAFF.value
    list_filters = {"noi-dung": "subject"}
    trigger = Trigger.CREATION
    trigger_name = _("Day on which the information came to be")
    clock_chosen_by = "subject"
    schema_type = "Report"
    clock_choices = {subject: (subject.value, Trigger.CREATION) for subject in DisclosureSubject}

    subject = models.CharField(
        pgettext_lazy("of disclosure", "subject"), max_length=20, choices=DisclosureSubject.choices
    )
    reference = models.CharField(_("number and symbol"), max_length=100, blank=True)
    issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    shown_until = models.DateField(
        pgettext_lazy("of disclosure", "open until"),
        null=True,
        blank=True,
        help_text=_("The last day to apply, to object, to comment."),
    )

    content_panels = facts_panels(
        _("Disclosure"),
        ["subject"],
        trigger_name=trigger_name,
        more=[FieldRowPanel(["reference", "issuer"]), "shown_until"],
    )
    search_fields = [*ContentPage.search_fields, index.SearchField("reference"), index.SearchField("issuer")]

    class Meta:
        verbose_name = _("disclosure")
        verbose_name_plural = _("disclosures")

    def facts(self) -> list[Fact]:
        return [
            (pgettext_lazy("of disclosure", "subject"), self.get_subject_display()),
            (_("number and symbol"), self.reference),
            (_("issued by"), self.issuer),
            (_("Day of the information"), self.trigger_date),
            (pgettext_lazy("of disclosure", "open until"), self.shown_until),
        ]

    def fill_in(self, known: KnownFacts) -> None:
        super().fill_in(known)
        self.issuer = known.agency

    def list_facts(self, *, now: datetime) -> Sequence[ListFact | None]:
        return [
            openness(self.shown_until, today=localdate(now)),
            ListFact(self.get_subject_display()),
            ListFact(self.reference, _("number and symbol")),
        ]

    def search_facts(self) -> SearchFacts:
        return replace(
            super().search_facts(),
            issuer=self.issuer,
            state=SearchState.OPEN if self.shown_until else "",
            in_force_until=self.shown_until,
        )

    def structured_facts(self) -> dict[str, Any]:
        return {
            "reportNumber": self.reference,
            "dateCreated": self.trigger_date.isoformat() if self.trigger_date else "",
            "expires": self.shown_until.isoformat() if self.shown_until else "",
        }


class PublicAlertPage(InformationItemPage):
    """What the public must know for its health and safety; due on the day of the event."""

    page_description = _(
        "What people must know at once: health, food, disasters, environment, traffic, cuts of power and water."
    )
    category = "loi-ich-cong-cong"
    list_filters = {"loai": "kind"}
    trigger = Trigger.EVENT
    trigger_name = _("Day of the event")
    # A power cut is announced before it begins.
    trigger_lies_ahead = True
    schema_type = "SpecialAnnouncement"
    changes_by_the_clock = True

    kind = models.CharField(_("kind"), max_length=20, choices=AlertKind.choices)
    affected = models.CharField(_("where"), max_length=250, help_text=_("Area and people it concerns."))
    is_urgent = models.BooleanField(
        _("urgent"),
        default=False,
        help_text=_("Stands above all else on the home page of this portal and of those below it, while it holds."),
    )
    holds_from = models.DateTimeField(
        _("valid from"), null=True, blank=True, help_text=_("Empty: from its publication on.")
    )
    until = models.DateField(_("valid until"), null=True, blank=True)
    until_time = models.TimeField(
        _("valid until (time)"), null=True, blank=True, help_text=_("Empty: to the end of the day.")
    )
    hotline = models.CharField(_("hotline"), max_length=100, blank=True)
    more_url = models.URLField(
        _("more about it"), max_length=500, blank=True, help_text=_("Page of whoever knows more: a map, a forecast.")
    )

    content_panels = facts_panels(
        _("Public alert"),
        ["kind", "affected"],
        trigger_name=trigger_name,
        more=[
            "is_urgent",
            "holds_from",
            FieldRowPanel(["until", "until_time"]),
            FieldRowPanel(["hotline", "more_url"]),
        ],
    )
    search_fields = [*ContentPage.search_fields, index.SearchField("affected")]

    class Meta:
        verbose_name = _("public alert")
        verbose_name_plural = _("public alerts")

    def clean(self) -> None:
        """Ask an urgent one for its last day, and that it is over after it began."""
        super().clean()
        if self.is_urgent and not self.until:
            raise ValidationError({"until": _("Say until when: home pages show an urgent alert only while it holds.")})
        if self.until_time and not self.until:
            raise ValidationError({"until": _("Say the day of this time.")})
        ends_at = alert_ends_at(self.until, self.until_time)
        if self.holds_from and ends_at and ends_at <= self.holds_from:
            raise ValidationError({"until": _("It cannot be over before it begins.")})

    def fill_in(self, known: KnownFacts) -> None:
        super().fill_in(known)
        self.trigger_date = known.today

    def state_at(self, moment: datetime) -> ListFact | None:
        """Whether it is ahead, holds, or is over; None: it has no last day."""
        return alert_state(self.holds_from, self.until, self.until_time, now=moment)

    def facts(self) -> list[Fact]:
        state = self.state_at(timezone.now())
        return [
            (_("state"), state and state.value),
            (_("kind"), self.get_kind_display()),
            (_("where"), self.affected),
            (_("Day of the event"), self.trigger_date),
            (_("hotline"), contact_link(self.hotline)),
            (_("more about it"), web_link(self.more_url)),
        ]

    def list_facts(self, *, now: datetime) -> Sequence[ListFact | None]:
        return [
            self.state_at(now),
            ListFact(self.get_kind_display()),
            ListFact(self.affected, _("where")),
        ]

    def search_facts(self) -> SearchFacts:
        return replace(super().search_facts(), state=SearchState.IN_FORCE, in_force_until=self.until)

    def structured_facts(self) -> dict[str, Any]:
        return {
            "datePosted": self.first_published_at.isoformat() if self.first_published_at else "",
            "expires": self.until.isoformat() if self.until else "",
            "spatialCoverage": self.affected,
            "text": self.lead,
        }


class OutagePage(InformationItemPage):
    """A planned stop of information or services; due seven working days before it."""

    page_description = _("A planned stop of a service: from when, until when, what to use meanwhile.")
    category = "tam-ngung"
    # No section is for it alone: readers look for it among the alerts.
    stands_with = "loi-ich-cong-cong"
    trigger = Trigger.PLANNED_STOP
    trigger_name = _("Day of the planned stop")
    trigger_lies_ahead = True
    schema_type = "SpecialAnnouncement"
    changes_by_the_clock = True

    services = models.CharField(_("what stops"), max_length=250)
    stop_time = models.TimeField(_("time of the stop"), null=True, blank=True)
    back_at = models.DateTimeField(
        _("back at"), null=True, blank=True, help_text=_("When it is expected to work again.")
    )
    reason = models.CharField(_("reason"), max_length=250)
    meanwhile = models.CharField(_("what to use meanwhile"), max_length=250, blank=True)

    content_panels = facts_panels(
        _("Planned stop"),
        ["services", FieldRowPanel(["stop_time", "back_at"]), "reason"],
        trigger_name=trigger_name,
        more=["meanwhile"],
    )
    search_fields = [*ContentPage.search_fields, index.SearchField("services")]

    class Meta:
        verbose_name = _("notice of a planned stop")
        verbose_name_plural = _("notices of planned stops")

    def clean(self) -> None:
        """Ask that it is over after it began."""
        super().clean()
        if self.back_at and self.trigger_date and localdate(self.back_at) < self.trigger_date:
            raise ValidationError({"back_at": _("It cannot be over before it begins.")})

    def state_at(self, moment: datetime) -> ListFact | None:
        """Whether it is ahead, on, or over; None: a draft without its day."""
        return stop_state(self.trigger_date, self.back_at, now=moment)

    def facts(self) -> list[Fact]:
        state = self.state_at(timezone.now())
        return [
            (_("state"), state and state.value),
            (_("what stops"), self.services),
            (_("Day of the planned stop"), self.trigger_date),
            (_("time of the stop"), self.stop_time),
            (_("back at"), self.back_at),
            (_("reason"), self.reason),
            (_("what to use meanwhile"), self.meanwhile),
        ]

    def list_facts(self, *, now: datetime) -> Sequence[ListFact | None]:
        return [
            self.state_at(now),
            ListFact(self.trigger_date, _("Day of the planned stop")),
            ListFact(self.back_at, _("back at")),
        ]

    def search_facts(self) -> SearchFacts:
        # One whose end is not known is over with its day (`stop_state`).
        last = localdate(self.back_at) if self.back_at else self.trigger_date
        return replace(super().search_facts(), state=SearchState.IN_FORCE, in_force_until=last)

    def structured_facts(self) -> dict[str, Any]:
        return {
            "datePosted": self.first_published_at.isoformat() if self.first_published_at else "",
            "expires": self.back_at.isoformat() if self.back_at else "",
            "text": f"{self.services}: {self.reason}",
        }

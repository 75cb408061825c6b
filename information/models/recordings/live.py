"""Live events: broadcasts, hearings, interviews, dialogues (8.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from home.blocks import BodyStreamBlock
from home.blocks.media import AudioBlock, VideoBlock
from home.fields import StreamField
from home.models import ContentPage
from home.serving.list_facts import ListFact
from information.enums import LiveKind
from information.media_facts import recordings
from information.models.item import CalendarPage, FactsPage, facts_panels
from information.models.press.conferences import event_facts, refuse_backwards
from information.models.recordings.playing import PlayingPage, outside_addresses
from information.states import event_state

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from information.models.item import Fact


class ProgrammeItemBlock(blocks.StructBlock):
    """One item of the programme."""

    time = blocks.TimeBlock(label=_("Time"))
    content = blocks.CharBlock(label=_("Content"), max_length=300)
    speaker = blocks.CharBlock(label=_("Speaker"), max_length=200, required=False)

    class Meta:
        icon = "list-ol"
        label = _("Item of the programme")


class ProgrammeStreamBlock(blocks.StreamBlock):
    """The programme, in order."""

    item = ProgrammeItemBlock()


class RecordingStreamBlock(blocks.StreamBlock):
    """Recordings, each with its transcript."""

    video = VideoBlock()
    audio = AudioBlock()


class LiveEventPage(PlayingPage, CalendarPage, FactsPage):
    """An event that is broadcast: programme and stream before and during it, recording and transcript after it.

    Nothing of the stream is loaded before a reader asks for it. Times are those of the city.
    """

    page_description = _("A broadcast, hearing, interview or dialogue: programme, stream, then its recording.")
    category = "tin-tuc"
    list_filters = {"loai": "kind"}
    list_year = "starts_at"
    schema_type = "BroadcastEvent"
    changes_by_the_clock = True

    kind = models.CharField(_("kind"), max_length=20, choices=LiveKind.choices)
    starts_at = models.DateTimeField(_("begins at"))
    ends_at = models.DateTimeField(_("ends at"))
    place = models.CharField(pgettext_lazy("of an event", "place"), max_length=250, blank=True)
    guests = models.TextField(_("who takes part"), max_length=600, blank=True)
    stream_url = models.URLField(
        _("address of the stream"),
        max_length=500,
        blank=True,
        help_text=_("On an official channel: a link; played on the page, on a click, where the channel is listed."),
    )
    questions_to = models.CharField(
        _("where questions are sent"), max_length=250, blank=True, help_text=_("Before and during the event.")
    )
    takes_questions = models.BooleanField(
        _("takes questions on this page"),
        default=False,
        help_text=_("Until the event ends. The board decides which become public; the host marks what is answered."),
    )
    questions_from = models.DateTimeField(
        _("takes questions from"), null=True, blank=True, help_text=_("Empty: as soon as the page is public.")
    )
    recording_begins_at = models.DateTimeField(
        _("recording begins at"),
        null=True,
        blank=True,
        help_text=_("From it the place of each answer in the recording is counted. Empty: with the event."),
    )
    programme = StreamField(ProgrammeStreamBlock(), verbose_name=_("programme"), blank=True)
    recording = StreamField(RecordingStreamBlock(), verbose_name=_("recording"), blank=True)
    transcript = StreamField(
        BodyStreamBlock(),
        verbose_name=_("questions and answers of the event"),
        blank=True,
        help_text=_("After the event: what was asked and answered."),
    )

    content_panels = facts_panels(
        _("Event"),
        ["kind", FieldRowPanel(["starts_at", "ends_at"]), "place", "stream_url"],
        rest=[FieldPanel("programme")],
        more=[
            "guests",
            MultiFieldPanel(["takes_questions", "questions_from", "questions_to"], heading=_("Questions to the event")),
            MultiFieldPanel(["recording", "recording_begins_at", "transcript"], heading=_("After the event")),
        ],
    )
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("guests"),
        index.SearchField("place"),
        index.SearchField("programme"),
        index.SearchField("recording"),
        index.SearchField("transcript"),
        index.FilterField("starts_at"),
    ]

    class Meta:
        verbose_name = _("live event")
        verbose_name_plural = _("live events")

    def clean(self) -> None:
        """Ask that it ends after it began."""
        super().clean()
        refuse_backwards(self.starts_at, self.ends_at)
        if self.questions_from and self.ends_at and self.questions_from >= self.ends_at:
            raise ValidationError({"questions_from": _("Questions are taken before the event ends.")})

    @property
    def state(self) -> str:
        """`coming`, `live` or `over`, at this moment."""
        now = timezone.now()
        if now < self.starts_at:
            return "coming"
        return "live" if now <= self.ends_at else "over"

    def takes_questions_at(self, moment: datetime) -> bool:
        """Whether the public may ask: from the time that the public version names until the event ends."""
        begins = self.questions_from
        return self.live and self.takes_questions and moment <= self.ends_at and (not begins or begins <= moment)

    def facts(self) -> list[Fact]:
        return [
            (_("kind"), self.get_kind_display()),
            (_("begins at"), self.starts_at),
            (_("ends at"), self.ends_at),
            (pgettext_lazy("of an event", "place"), self.place),
            (_("who takes part"), self.guests),
            (_("where questions are sent"), "" if self.state == "over" else self.questions_to),
        ]

    def list_facts(self, *, now: datetime) -> Sequence[ListFact | None]:
        return [
            event_state(self.starts_at, self.ends_at, now=now),
            ListFact(self.get_kind_display()),
            ListFact(self.starts_at, _("begins at")),
        ]

    def playable_urls(self) -> list[str]:
        return ["" if self.state == "over" else self.stream_url, *outside_addresses(self.recording)]

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return "pages/information/live_event_page.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        own = {"calendar_url": self.calendar_url(request), "state": self.state}
        return super().get_context(request, *args, **kwargs) | own

    def structured_facts(self) -> dict[str, Any]:
        place = {"@type": "Place", "name": self.place} if self.place else ""
        recorded = recordings(self.recording, self.portal, published_at=self.last_published_at)
        own = {"isLiveBroadcast": True, "location": place, "recordedIn": recorded or ""}
        return event_facts(self.starts_at, self.ends_at) | own

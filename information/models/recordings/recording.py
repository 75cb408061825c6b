"""Video and audio with transcripts (3.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldRowPanel
from wagtail.search import index

from home.fields import StreamField
from home.models import ContentPage
from home.serving.list_facts import ListFact
from information.media_facts import recordings
from information.models.item import FactsPage, facts_panels
from information.models.recordings.live import RecordingStreamBlock
from information.models.recordings.playing import PlayingPage, outside_addresses

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from information.models.item import Fact


class RecordingPage(PlayingPage, FactsPage):
    """A video or a sound recording, with what is said in it."""

    page_description = _("A video or sound recording with its transcript.")
    category = "tin-tuc"
    list_year = "recorded_on"
    schema_type = "VideoObject"

    recorded_on = models.DateField(_("recorded on"), null=True, blank=True)
    length = models.CharField(
        pgettext_lazy("of a recording", "length"), max_length=50, blank=True, help_text=_("Example: 12 minutes.")
    )
    media = StreamField(RecordingStreamBlock(min_num=1), verbose_name=_("recording"))

    content_panels = facts_panels(_("Recording"), ["media"], more=[FieldRowPanel(["recorded_on", "length"])])
    search_fields = [*ContentPage.search_fields, index.SearchField("media")]

    class Meta:
        verbose_name = _("video or sound recording")
        verbose_name_plural = _("video and sound recordings")

    def facts(self) -> list[Fact]:
        return [(_("recorded on"), self.recorded_on), (pgettext_lazy("of a recording", "length"), self.length)]

    def list_facts(self, *, now: datetime) -> Sequence[ListFact | None]:
        return [
            ListFact(self.recorded_on, _("recorded on")),
            ListFact(self.length, pgettext_lazy("of a recording", "length")),
        ]

    def playable_urls(self) -> list[str]:
        return outside_addresses(self.media)

    def structured_facts(self) -> dict[str, Any]:
        """A single recording is what the page is; several are its parts."""
        found = recordings(self.media, self.portal, published_at=self.first_published_at)
        recorded = {"dateCreated": self.recorded_on.isoformat() if self.recorded_on else ""}
        if len(found) == 1:
            return recorded | found[0] | {"name": self.title}
        return recorded | {"@type": "Collection", "hasPart": found}

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return "pages/information/recording_page.html"

"""Video and audio with transcripts (3.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.search import index

from home.fields import StreamField
from home.models import ContentPage

from .item import FactsPage, facts_panels
from .live import RecordingStreamBlock

if TYPE_CHECKING:
    from .item import Fact


class RecordingPage(FactsPage):
    """A video or a sound recording, with what is said in it."""

    page_description = _("A video or sound recording with its transcript.")
    category = "tin-tuc"
    schema_type = "MediaObject"

    recorded_on = models.DateField(_("recorded on"), null=True, blank=True)
    length = models.CharField(
        pgettext_lazy("of a recording", "length"), max_length=50, blank=True, help_text=_("Example: 12 minutes.")
    )
    media = StreamField(RecordingStreamBlock(min_num=1), verbose_name=_("recording"))

    content_panels = facts_panels(
        _("Recording"), [FieldRowPanel(["recorded_on", "length"])], rest=[FieldPanel("media")]
    )
    search_fields = [*ContentPage.search_fields, index.SearchField("media")]

    class Meta:
        verbose_name = _("video or sound recording")
        verbose_name_plural = _("video and sound recordings")

    def facts(self) -> list[Fact]:
        return [(_("recorded on"), self.recorded_on), (pgettext_lazy("of a recording", "length"), self.length)]

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return "pages/information/recording_page.html"

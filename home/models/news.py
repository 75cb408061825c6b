"""Page types for news, galleries and plain information."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from deadlines.enums import Trigger
from home.blocks import PictureStreamBlock
from home.fields import StreamField
from home.timeliness.clock_panel import ClockPanel

from .base import BasePage
from .clocked import ClockedPage
from .content import PICTURE_PANEL, SOURCE_PANEL, ContentPage, more_panel


class NewsArticlePage(ClockedPage):
    """A news item or event report: a title, a lead, a body, its source; quoted with author and time (13.2.a).

    Where it names the day of an event, it is due on that day (12.1.a).
    """

    parent_page_types = ["home.SectionPage"]
    subpage_types: list[str] = []
    page_description = _("A news item: lead, picture, text, tags. Listed newest first.")

    category = "tin-tuc"
    trigger = Trigger.EVENT
    trigger_name = _("Day of the event")
    requires_trigger_date = False
    trigger_lies_ahead = True

    content_panels = [
        *BasePage.content_panels,
        SOURCE_PANEL,
        PICTURE_PANEL,
        "body",
        more_panel(
            FieldPanel("trigger_date", heading=trigger_name, help_text=_("If the news is of an event.")), ClockPanel()
        ),
    ]

    # The checks miss a lead here.
    needs_lead = True
    needs_field = True

    class Meta:
        verbose_name = _("news article")
        verbose_name_plural = _("news articles")


class GalleryPage(ContentPage):
    """A gallery of pictures with captions and alternative texts."""

    parent_page_types = ["home.SectionPage"]
    subpage_types: list[str] = []
    page_description = _("Pictures with captions and alternative texts.")
    schema_type = "ImageGallery"

    pictures = StreamField(PictureStreamBlock(min_num=1), verbose_name=_("pictures"))

    content_panels = [*BasePage.content_panels, SOURCE_PANEL, "pictures", PICTURE_PANEL, "body", more_panel()]
    search_fields = [*ContentPage.search_fields, index.SearchField("pictures")]

    class Meta:
        verbose_name = _("gallery")
        verbose_name_plural = _("galleries")


class AboutTopic(models.TextChoices):
    """What a portal must say of its agency and its area (Decree 42/2022, Article 4; Decree 224/2026, Article 9)."""

    FUNCTIONS = "functions", pgettext_lazy("about the agency", "Functions, duties, powers")
    STRUCTURE = "structure", pgettext_lazy("about the agency", "Organisation chart and structure")
    HISTORY = "history", pgettext_lazy("about the agency", "History of the agency")
    RULES = "rules", pgettext_lazy("about the agency", "Working rules and processes")
    MAP = "map", pgettext_lazy("about the agency", "Administrative map")
    NATURE = "nature", pgettext_lazy("about the agency", "Natural conditions, economy, population")
    CULTURE = "culture", pgettext_lazy("about the agency", "Local history, culture, heritage sites")


class InformationPage(ContentPage):
    """A page of lasting information: functions, history, a plan, a procedure, a report."""

    parent_page_types = ["home.SectionPage", "home.InformationPage", "home.PortalHomePage"]
    subpage_types = ["home.InformationPage"]
    page_description = _("Lasting information: functions, a plan, a procedure, a report.")
    schema_type = "WebPage"

    about = models.CharField(
        _("what it says of the agency"),
        max_length=20,
        choices=AboutTopic.choices,
        blank=True,
        help_text=_("Only where the page is what the portal must say of it (Regulation 10)."),
    )

    content_panels = [
        *BasePage.content_panels,
        SOURCE_PANEL,
        PICTURE_PANEL,
        "body",
        more_panel("about"),
    ]

    # The checks miss a lead here.
    needs_lead = True

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")

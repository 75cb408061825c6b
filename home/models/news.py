"""News."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from deadlines.enums import Trigger
from home.timeliness.clock_panel import ClockPanel

from .base import BasePage
from .clocked import ClockedPage
from .content import BYLINE_PANEL, CLASSIFICATION_PANEL, PICTURE_PANEL


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
        PICTURE_PANEL,
        "body",
        MultiFieldPanel(
            [
                FieldPanel("trigger_date", heading=trigger_name, help_text=_("If the news is of an event.")),
                ClockPanel(),
            ],
            heading=_("Event"),
        ),
        BYLINE_PANEL,
        CLASSIFICATION_PANEL,
    ]

    # The checks miss a lead here.
    needs_lead = True
    needs_field = True

    class Meta:
        verbose_name = _("news article")
        verbose_name_plural = _("news articles")

"""Lasting information."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .base import BasePage
from .content import BYLINE_PANEL, CLASSIFICATION_PANEL, PICTURE_PANEL, ContentPage


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
        PICTURE_PANEL,
        "body",
        "about",
        BYLINE_PANEL,
        CLASSIFICATION_PANEL,
    ]

    # The checks miss a lead here.
    needs_lead = True

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")

"""Special topics (chuyên đề)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks.choosers import PageChooserBlock
from home.fields import StreamField
from home.models import ContentPage
from home.models.base import BasePage
from home.models.content import BYLINE_PANEL, CLASSIFICATION_PANEL, PICTURE_PANEL


class ChosenStreamBlock(blocks.StreamBlock):
    """Pages that lead a topic, in order."""

    page = PageChooserBlock(label=_("Page"))


class SpecialTopicPage(ContentPage):
    """What a portal says of one matter, gathered: an introduction, chosen pages, and all news with one of its tags."""

    parent_page_types = ["home.SectionPage", "home.PortalHomePage"]
    subpage_types: list[str] = []
    page_description = _("One matter, gathered: an introduction, chosen pages, and the news with its tags.")
    category = "tin-tuc"
    schema_type = "CollectionPage"

    # The checks miss a lead here.
    needs_lead = True

    chosen = StreamField(ChosenStreamBlock(), verbose_name=_("chosen pages"), blank=True)

    content_panels = [*BasePage.content_panels, PICTURE_PANEL, "body", "chosen", BYLINE_PANEL, CLASSIFICATION_PANEL]

    class Meta:
        verbose_name = _("special topic")
        verbose_name_plural = _("special topics")

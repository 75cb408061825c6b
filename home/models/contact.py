"""The contact page of a portal."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel
from wagtail.search import index

from home.blocks import BodyStreamBlock
from home.fields import StreamField

from .base import BasePage


class ContactPage(BasePage):
    """How to reach the agency: address, telephone, e-mail, hours, the way there."""

    parent_page_types = ["home.PortalHomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    page_description = _("Address, telephone, e-mail, working hours, the way there.")
    category = "lien-he"

    short_title = models.CharField(
        _("short title"), max_length=40, blank=True, help_text=_("One to three words, for the menu.")
    )
    address = models.CharField(_("address"), max_length=250, blank=True)
    phone = models.CharField(_("telephone"), max_length=50, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    hours = models.CharField(_("working hours"), max_length=200, blank=True)
    map_image = models.ForeignKey(
        "library.PortalImage",
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("map"),
        null=True,
        blank=True,
    )
    directions = models.TextField(_("the way there"), blank=True)
    body = StreamField(BodyStreamBlock(), verbose_name=_("body"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        "short_title",
        MultiFieldPanel(["address", "phone", "email", "hours"], heading=_("Contact")),
        MultiFieldPanel(["map_image", "directions"], heading=_("The way there")),
        "body",
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("address"),
        index.SearchField("phone"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")

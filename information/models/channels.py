"""Page types for the official channels of an agency (4.2.c) and for access to information."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.search import index

from formats.vietnamese.contact_links import contact_link
from home.blocks.choosers import PageChooserBlock
from home.fields import StreamField
from home.models import BasePage, ContentPage
from home.serving.list_facts import ListFact
from information.enums import ChannelKind

from .documents import files_field
from .item import FactsPage, facts_panels

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from .item import Fact


class ChannelBlock(blocks.StructBlock):
    """One channel."""

    kind = blocks.ChoiceBlock(label=_("Kind of channel"), choices=ChannelKind.choices, search_index=False)
    name = blocks.CharBlock(label=_("Name"), max_length=200)
    url = blocks.URLBlock(label=_("Address"), required=False)
    contact = blocks.CharBlock(label=_("Number or mailbox"), max_length=150, required=False)
    decision = blocks.CharBlock(
        label=_("Decision that approved it"), max_length=150, required=False, help_text=_("Number, day, issuer.")
    )

    class Meta:
        icon = "globe"
        label = _("Channel")

    def clean(self, value: Any) -> Any:
        """Ask for a way to it."""
        cleaned = super().clean(value)
        if not cleaned["url"] and not cleaned["contact"]:
            raise StructBlockValidationError(
                block_errors={"url": ValidationError(_("Give an address, a number or a mailbox."))}
            )
        return cleaned


class ChannelStreamBlock(blocks.StreamBlock):
    """The channels, in order."""

    channel = ChannelBlock()


class ChannelsPage(BasePage):
    """The registry of the official channels of an agency: what is not in it is not the agency's."""

    parent_page_types = ["home.SectionPage", "home.PortalHomePage"]
    subpage_types: list[str] = []
    page_description = _("The official channels: portals, mailboxes, hotlines, social networks, applications.")
    category = "nguoi-phat-ngon"
    schema_type = "CollectionPage"

    channels = StreamField(ChannelStreamBlock(min_num=1), verbose_name=_("channels"))

    content_panels = [*BasePage.content_panels, "channels"]
    search_fields = [*BasePage.search_fields, index.SearchField("channels")]

    class Meta:
        verbose_name = _("list of channels")
        verbose_name_plural = _("lists of channels")

    def structured_facts(self) -> dict[str, Any]:
        """The channels as contact points, in order."""
        points = (_contact_point(block.value) for block in self.channels)
        items = [{"@type": "ListItem", "position": place, "item": one} for place, one in enumerate(points, start=1)]
        return {"mainEntity": {"@type": "ItemList", "itemListElement": items}}

    def by_kind(self) -> Iterator[tuple[str, list[Any]]]:
        """Headings with their channels, in the order of the kinds."""
        for kind in ChannelKind:
            found = [block.value for block in self.channels if block.value["kind"] == kind]
            if found:
                yield str(kind.label), found


def _contact_point(channel: Any) -> dict[str, Any]:
    contact = channel["contact"]
    facts = {
        "@type": "ContactPoint",
        "contactType": str(ChannelKind(channel["kind"]).label),
        "name": channel["name"],
        "url": channel["url"],
        "email": contact if "@" in contact else "",
        "telephone": "" if "@" in contact else contact,
    }
    return {name: value for name, value in facts.items() if value}


class DisclosureEntryBlock(blocks.StructBlock):
    """One line of the list of information to be disclosed (Decree 13/2018, Article 6)."""

    name = blocks.CharBlock(label=_("Name of the information"), max_length=250)
    number = blocks.CharBlock(label=_("Number and symbol"), max_length=100, required=False)
    day = blocks.DateBlock(label=_("Day of the information"), required=False)
    form = blocks.CharBlock(label=_("Form of disclosure"), max_length=150, required=False)
    disclosed = blocks.DateBlock(label=_("Disclosed on"), required=False)
    period = blocks.CharBlock(label=_("How long"), max_length=150, required=False)
    page = PageChooserBlock(label=_("Page"), required=False)
    url = blocks.URLBlock(label=_("Address"), required=False, help_text=_("Where it is read, if not on a page here."))

    class Meta:
        icon = "list-ul"
        label = _("Information")


class DisclosureStreamBlock(blocks.StreamBlock):
    """The list, in order."""

    entry = DisclosureEntryBlock()


class AccessPage(FactsPage):
    """The list of information that must be disclosed, the contact point and the forms of requests."""

    page_description = _("The list of information to be disclosed, the contact point, the forms of requests.")
    category = "tiep-can-thong-tin"
    schema_type = "CollectionPage"

    contact_name = models.CharField(_("contact point"), max_length=200, help_text=_("Unit or person."))
    contact_phone = models.CharField(_("telephone"), max_length=50)
    contact_email = models.EmailField(_("e-mail for requests"))
    contact_address = models.CharField(_("address"), max_length=250, blank=True)
    entries = StreamField(DisclosureStreamBlock(), verbose_name=_("information to be disclosed"), blank=True)
    forms = files_field(_("forms of requests"))

    content_panels = facts_panels(
        pgettext_lazy("of access to information", "Contact point"),
        ["contact_name", FieldRowPanel(["contact_phone", "contact_email"])],
        rest=[FieldPanel("entries"), FieldPanel("forms")],
        more=["contact_address"],
    )
    search_fields = [*ContentPage.search_fields, index.SearchField("contact_name"), index.SearchField("entries")]

    class Meta:
        verbose_name = _("access to information page")
        verbose_name_plural = _("access to information pages")

    def facts(self) -> list[Fact]:
        return [
            (_("contact point"), self.contact_name),
            (_("telephone"), contact_link(self.contact_phone)),
            (_("e-mail for requests"), contact_link(self.contact_email)),
            (_("address"), self.contact_address),
        ]

    def list_facts(self, *, now: datetime) -> Sequence[ListFact | None]:
        return [
            ListFact(self.contact_name, _("contact point")),
            ListFact(self.contact_phone, _("telephone")),
        ]

    def structured_facts(self) -> dict[str, Any]:
        return {
            "mainEntity": {
                "@type": "ContactPoint",
                "contactType": str(_("access to information page")),
                "name": self.contact_name,
                "telephone": self.contact_phone,
                "email": self.contact_email,
            }
        }

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return "pages/information/access_page.html"

"""The official channels of an agency (4.2.c)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.search import index

from home.fields import StreamField
from home.models import BasePage
from information.enums import ChannelKind

if TYPE_CHECKING:
    from collections.abc import Iterator


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

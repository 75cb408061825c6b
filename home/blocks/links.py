"""Lists of documents and of links."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from .choosers import DocumentChooserBlock, PageChooserBlock
from .lists import ListBlock


class LinkValue(blocks.StructValue):
    """Where a link leads, and what it is called."""

    def label(self) -> str:
        return self["title"] or (self["page"].title if self["page"] else self["url"])


class LinkBlock(blocks.StructBlock):
    """A link to a page of the city's portals, or to an address."""

    title = blocks.CharBlock(label=_("Title"), max_length=150, required=False)
    page = PageChooserBlock(label=_("Page"), required=False)
    url = blocks.URLBlock(label=_("Address"), required=False)
    text = blocks.CharBlock(label=_("Explanation"), max_length=250, required=False)

    class Meta:
        icon = "link"
        label = _("Link")
        value_class = LinkValue

    def clean(self, value: Any) -> Any:
        """Ask for one target, and for a title where the target is an address."""
        cleaned = super().clean(value)
        errors: dict[str, ValidationError] = {}
        if bool(cleaned["page"]) == bool(cleaned["url"]):
            errors["page"] = ValidationError(_("Choose a page or give an address, one of the two."))
        if cleaned["url"] and not cleaned["title"]:
            errors["title"] = ValidationError(_("Give a title for this address."))
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned


class LinkListBlock(blocks.StructBlock):
    """Links with a common title."""

    title = blocks.CharBlock(label=_("Title"), max_length=150, required=False)
    links = ListBlock(LinkBlock(), label=_("Links"), min_num=1)

    class Meta:
        icon = "link"
        label = _("List of links")
        description = _("Links to pages of the city's portals or to official addresses.")
        template = "blocks/links.html"
        preview_value = {
            "title": "Xem thêm",
            "links": [
                {"title": "Cổng Dịch vụ công", "url": "https://dichvucong.example", "page": None, "text": "Nộp hồ sơ"}
            ],
        }


class DocumentEntryBlock(blocks.StructBlock):
    """One document of a list."""

    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(
        label=_("Title"), max_length=200, required=False, help_text=_("Empty: the title kept with the document.")
    )

    class Meta:
        icon = "doc-full"
        label = _("Document")


class DocumentListBlock(blocks.StructBlock):
    """Files for download."""

    title = blocks.CharBlock(label=_("Title"), max_length=150, required=False)
    documents = ListBlock(DocumentEntryBlock(), label=_("Documents"), min_num=1)

    class Meta:
        icon = "doc-full"
        label = _("Documents")
        description = _("Files for download, with their kind and size.")
        template = "blocks/documents.html"
        preview_template = "blocks/previews/documents.html"

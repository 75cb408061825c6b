"""Blocks of words."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from formats.vietnamese.text import slug as slug_of

from .lists import ListBlock

# What an editor needs in running text; headings and pictures are blocks of their own.
TEXT_FEATURES = ["bold", "link", "document-link", "ol", "ul", "superscript", "subscript"]


class ParagraphBlock(blocks.RichTextBlock):
    """Running text with lists and links."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": TEXT_FEATURES, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Paragraph")
        description = _("Running text with lists and links.")
        template = "blocks/paragraph.html"
        preview_value = "<p>Bộ phận tiếp nhận hồ sơ làm việc từ 7 giờ 30 đến 17 giờ các ngày thứ Hai đến thứ Sáu.</p>"


class HeadingValue(blocks.StructValue):
    """Presentation logic of a heading."""

    @cached_property
    def anchor(self) -> str:
        """Address of the heading inside its page, unlike any that the page itself uses ("main", "cite").

        A heading without a letter that addresses can have ("中文") has only the beginning.
        """
        return "-".join(filter(None, ["muc", slug_of(self["text"])[:60].strip("-")]))

    @property
    def is_sub(self) -> bool:
        return self["level"] == "3"


class HeadingBlock(blocks.StructBlock):
    """A heading that divides the text; the page title is the only heading of the first level."""

    text = blocks.CharBlock(label=_("Heading"), max_length=200)
    level = blocks.ChoiceBlock(
        choices=[("2", _("Main heading")), ("3", _("Sub-heading"))],
        default="2",
        label=pgettext_lazy("heading", "Level"),
        search_index=False,
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Divides the text. Use a sub-heading only under a main heading.")
        template = "blocks/heading.html"
        value_class = HeadingValue
        preview_value = {"text": "Hồ sơ cần mang theo", "level": "2"}


class QuoteBlock(blocks.StructBlock):
    """Words of a person, with who said them and when."""

    text = blocks.TextBlock(label=_("Quote"))
    speaker = blocks.CharBlock(label=_("Speaker"), max_length=150)
    role = blocks.CharBlock(label=pgettext_lazy("of a person", "Position"), max_length=200, required=False)
    occasion = blocks.CharBlock(
        label=_("Occasion"), max_length=200, required=False, help_text=_("Where and when it was said.")
    )

    class Meta:
        icon = "openquote"
        label = _("Quote")
        description = _("Words of a person, with position and occasion. Only from official sources.")
        template = "blocks/quote.html"
        preview_value = {
            "text": "Hồ sơ chỉ được tính là xong khi người dân cầm biên nhận trên tay.",
            "speaker": "Bà Trần Thu Hà",
            "role": "Chánh Văn phòng",
            "occasion": "cuộc họp giao ban tháng 11",
        }


class NoticeBlock(blocks.StructBlock):
    """A boxed notice inside the text."""

    level = blocks.ChoiceBlock(
        choices=[("info", _("Information")), ("warning", _("Warning"))],
        default="info",
        label=pgettext_lazy("notice", "Level"),
        search_index=False,
    )
    title = blocks.CharBlock(label=_("Title"), max_length=150)
    text = ParagraphBlock(label=_("Text"))

    class Meta:
        icon = "warning"
        label = pgettext_lazy("block", "Notice")
        description = _("A box for what readers must not miss. At most one or two on a page.")
        template = "blocks/notice.html"
        preview_value = {
            "level": "info",
            "title": "Nghỉ lễ",
            "text": "<p>Bộ phận tiếp nhận hồ sơ nghỉ ngày 02/9 và làm việc lại ngày 04/9.</p>",
        }


class AccordionItemBlock(blocks.StructBlock):
    """One question or heading that opens its text."""

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    text = ParagraphBlock(label=_("Text"))

    class Meta:
        icon = "arrow-down-big"
        label = _("Item")


class AccordionBlock(blocks.StructBlock):
    """Texts that readers open one by one."""

    items = ListBlock(AccordionItemBlock(), label=_("Items"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Accordion")
        description = _("Questions and answers, or steps, that readers open one by one.")
        template = "blocks/accordion.html"
        preview_value = {
            "items": [
                {"title": "Nộp hồ sơ ở đâu?", "text": "<p>Tại bộ phận tiếp nhận của phường hoặc trực tuyến.</p>"},
                {"title": "Bao lâu có kết quả?", "text": "<p>Trong 03 ngày làm việc.</p>"},
            ]
        }

"""What citizens come to do: the first thing on a home page."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from .choosers import PageChooserBlock

TASK_ICONS = [
    ("question", pgettext_lazy("icon", "Question")),
    ("procedure", pgettext_lazy("icon", "Procedure")),
    ("document", pgettext_lazy("icon", "Document")),
    ("report", pgettext_lazy("icon", "Report a problem")),
    ("comment", pgettext_lazy("icon", "Comment")),
    ("calendar", pgettext_lazy("icon", "Calendar")),
    ("phone", pgettext_lazy("icon", "Telephone")),
    ("map", pgettext_lazy("icon", "Map")),
]


class TaskBlock(blocks.StructBlock):
    """One thing to do, as a verb, with a line of explanation."""

    icon = blocks.ChoiceBlock(choices=TASK_ICONS, label=_("Icon"), search_index=False)
    title = blocks.CharBlock(label=_("What to do"), max_length=60, help_text=_("A verb: Ask, Apply, Look up."))
    text = blocks.CharBlock(label=_("Explanation"), max_length=120, required=False)
    page = PageChooserBlock(label=_("Page"), required=False)
    url = blocks.URLBlock(label=_("Address"), required=False)

    class Meta:
        icon = "tick"
        label = pgettext_lazy("what citizens come to do", "Task")

    def clean(self, value: Any) -> Any:
        """Ask for one target."""
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["url"]):
            raise StructBlockValidationError(
                block_errors={"page": ValidationError(_("Choose a page or give an address, one of the two."))}
            )
        return cleaned


class TaskStreamBlock(blocks.StreamBlock):
    """Four to six tasks of a home page."""

    task = TaskBlock()

    class Meta:
        max_num = 6

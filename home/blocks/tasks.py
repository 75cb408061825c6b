"""What citizens come to do: the first thing on a home page."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from home.page_registry import task_views

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


# What portals registered, and no view (`home.serving.homes.task_targets`).
REGISTERED_TARGETS = {"hotline": pgettext_lazy("part of a portal", "Hotline of the city, from its list of channels")}


def _parts_of_portal() -> list[tuple[str, Any]]:
    return [*task_views(), *REGISTERED_TARGETS.items()]


class TaskBlock(blocks.StructBlock):
    """One thing to do, as a verb, with a line of explanation."""

    icon = blocks.ChoiceBlock(choices=TASK_ICONS, label=_("Icon"), search_index=False)
    title = blocks.CharBlock(label=_("What to do"), max_length=60, help_text=_("A verb: Ask, Apply, Look up."))
    text = blocks.CharBlock(label=_("Explanation"), max_length=120, required=False)
    view = blocks.ChoiceBlock(
        choices=_parts_of_portal,
        label=_("Part of the portal"),
        required=False,
        search_index=False,
        help_text=_("Leads there in one click."),
    )
    page = PageChooserBlock(label=_("Page"), required=False)
    url = blocks.URLBlock(label=_("Address"), required=False)

    class Meta:
        icon = "tick"
        label = pgettext_lazy("what citizens come to do", "Task")

    def clean(self, value: Any) -> Any:
        """Ask for one target."""
        cleaned = super().clean(value)
        if sum(bool(cleaned[target]) for target in ("view", "page", "url")) != 1:
            fault = ValidationError(_("Choose a part of the portal or a page, or give an address: one of the three."))
            raise StructBlockValidationError(block_errors={"page": fault})
        return cleaned


class TaskStreamBlock(blocks.StreamBlock):
    """Four to six tasks of a home page."""

    task = TaskBlock()

    class Meta:
        max_num = 6

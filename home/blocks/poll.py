"""A short poll."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from home.page_registry import block_context_of

from .lists import ListBlock

FEWEST_CHOICES, MOST_CHOICES = 2, 10


class PollChoiceBlock(blocks.CharBlock):
    """One choice of a poll. Items of a list show no label, so that screen readers are given one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Choice"), max_length=200, **kwargs)
        self.field.widget.attrs["aria-label"] = _("Choice")


class PollBlock(blocks.StructBlock):
    """A question with choices, which readers answer until a day. Votes are counted by the room that registers a context
    for it (`home.page_registry.register_block_context`), by the identifiers of block and choices, which stay whatever
    is corrected in the words."""

    question = blocks.CharBlock(label=_("Question"), max_length=250)
    choices = ListBlock(
        PollChoiceBlock(),
        label=_("Choices"),
        min_num=FEWEST_CHOICES,
        max_num=MOST_CHOICES,
        help_text=_(
            "Once people have voted, correct mistakes only: a choice that means something else is a new one, and the "
            "former is deleted."
        ),
    )
    several = blocks.BooleanBlock(label=_("Several choices may be ticked"), required=False)
    closes_on = blocks.DateBlock(
        label=_("Last day to vote"), help_text=_("That day included. The results become public on the day after.")
    )

    class Meta:
        icon = "pick"
        label = _("Poll")
        description = _("A question with up to ten choices. Readers vote without an account, until a day.")
        template = "blocks/poll.html"
        preview_value = {
            "question": "Ông/bà muốn nhận kết quả bằng cách nào?",
            "choices": ["Trực tuyến", "Qua bưu điện", "Tại bộ phận một cửa"],
            "several": False,
            "closes_on": "2030-12-31",
        }

    def clean(self, value: Any) -> Any:
        """Refuse the same choice twice."""
        cleaned = super().clean(value)
        texts = [" ".join(text.split()).casefold() for text in cleaned["choices"] if text]
        if len(set(texts)) < len(texts):
            raise StructBlockValidationError(
                block_errors={"choices": ValidationError(_("Two choices say the same: change one, or delete it."))}
            )
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return context | block_context_of(PollBlock, value, context)

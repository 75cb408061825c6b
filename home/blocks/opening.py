"""When a counter takes what citizens bring: times of the days of a week."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from deadlines.opening_hours import OpeningTime
from home.enums import Weekday

if TYPE_CHECKING:
    from wagtail.blocks import StreamValue


class OpeningTimeBlock(blocks.StructBlock):
    """A time without a break, on one day or on several that follow one another."""

    first = blocks.ChoiceBlock(label=pgettext_lazy("day of the week", "From"), choices=Weekday.choices)
    last = blocks.ChoiceBlock(
        label=pgettext_lazy("day of the week", "Until"),
        choices=Weekday.choices,
        required=False,
        help_text=_("Empty: on the one day."),
    )
    opens = blocks.TimeBlock(label=_("Opens"))
    closes = blocks.TimeBlock(label=_("Closes"))

    class Meta:
        icon = "time"
        label = _("Opening time")

    def clean(self, value: Any) -> Any:
        """Ask that it ends after it began."""
        cleaned = super().clean(value)
        faults = {}
        if cleaned["opens"] and cleaned["closes"] and cleaned["closes"] <= cleaned["opens"]:
            faults["closes"] = ValidationError(_("It cannot end before it begins."))
        if cleaned["last"] and cleaned["last"] < cleaned["first"]:
            faults["last"] = ValidationError(_("A week begins on Monday: this day comes before the first."))
        if faults:
            raise StructBlockValidationError(block_errors=faults)
        return cleaned


class OpeningTimesBlock(blocks.StreamBlock):
    """The times of a week. A break at noon makes two."""

    time = OpeningTimeBlock()


def opening_times(stream: StreamValue) -> list[OpeningTime]:
    """The times that a unit says; in drafts those that are whole."""
    found = (entry["value"] for entry in stream.raw_data)
    return [
        OpeningTime(
            first=int(one["first"]) - 1,
            last=int(one["last"] or one["first"]) - 1,
            opens=time.fromisoformat(str(one["opens"])),
            closes=time.fromisoformat(str(one["closes"])),
        )
        for one in found
        if one["first"] and one["opens"] and one["closes"]
    ]

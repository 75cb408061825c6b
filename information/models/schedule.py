"""The week of the leaders."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.search import index

from formats.vietnamese.dates import vi_days
from home.enums import Weekday
from home.fields import StreamField
from home.models import BasePage
from information.periods import WeekDay, in_city, week_days

from .item import CalendarPage

if TYPE_CHECKING:
    from home.editing.known_facts import KnownFacts

DAYS_OF_A_WEEK = 7


class EngagementBlock(blocks.StructBlock):
    """One engagement of a week."""

    day = blocks.ChoiceBlock(label=_("Day"), choices=Weekday.choices, search_index=False)
    time = blocks.TimeBlock(label=pgettext_lazy("time of day", "From"))
    until = blocks.TimeBlock(label=_("Until"), required=False)
    content = blocks.CharBlock(label=_("Content"), max_length=300)
    chair = blocks.CharBlock(label=_("Chaired by"), max_length=200)
    participants = blocks.CharBlock(label=_("Participants"), max_length=400, required=False)
    place = blocks.CharBlock(label=_("Place"), max_length=200, required=False)
    unit = blocks.CharBlock(label=_("Prepared by"), max_length=200, required=False)
    is_internal = blocks.BooleanBlock(
        label=_("Internal meeting"), required=False, help_text=_("Kept for those who work here; readers do not see it.")
    )

    class Meta:
        icon = "date"
        label = _("Engagement")

    def clean(self, value: Any) -> Any:
        """Ask that it ends after it began."""
        cleaned = super().clean(value)
        if cleaned["until"] and cleaned["time"] and cleaned["until"] <= cleaned["time"]:
            raise StructBlockValidationError(
                block_errors={"until": ValidationError(_("It cannot end before it begins."))}
            )
        return cleaned


class EngagementStreamBlock(blocks.StreamBlock):
    """The engagements of a week, in any order."""

    engagement = EngagementBlock()


class WorkSchedulePage(CalendarPage):
    """The week of the leaders: a table for readers and a calendar for their devices. Times are those of the city.

    Internal engagements stand in the version and are shown nowhere in public: not on the page, in the calendar, in
    the search.
    """

    parent_page_types = ["home.SectionPage"]
    subpage_types: list[str] = []
    page_description = _("What the leaders do in one week: day, time, content, chair, place.")
    category = "chi-dao-dieu-hanh"
    schema_type = "CollectionPage"

    week = models.DateField(_("Monday of the week"))
    engagements = StreamField(EngagementStreamBlock(), verbose_name=_("engagements"), blank=True)

    content_panels = [*BasePage.content_panels, "week", "engagements"]
    search_fields = [*BasePage.search_fields, index.SearchField("public_text"), index.FilterField("week")]

    class Meta:
        verbose_name = _("work schedule of a week")
        verbose_name_plural = _("work schedules")

    def fill_in(self, known: KnownFacts) -> None:
        super().fill_in(known)
        self.week = known.today + timedelta(days=DAYS_OF_A_WEEK - known.today.weekday())

    def clean(self) -> None:
        """Ask for a Monday."""
        super().clean()
        if self.week and self.week.weekday() != 0:
            raise ValidationError({"week": _("A week begins on Monday: give the day of a Monday.")})

    @property
    def last_day(self) -> date:
        return self.week + timedelta(days=DAYS_OF_A_WEEK - 1)

    @property
    def first_and_last_day(self) -> str:
        """ "23–29/11/2026"."""
        return vi_days(self.week, self.last_day)

    def public_engagements(self) -> list[Any]:
        """What readers see, by day and time."""
        return [block.value for block in self.public_blocks()]

    def public_blocks(self) -> list[Any]:
        """Blocks that readers see, by day and time, with the keys that engagements keep when moved or changed. A draft
        may have some without, which wait for it."""
        has_time = [block for block in self.engagements if block.value["day"] and block.value["time"]]
        shown = [block for block in has_time if not block.value["is_internal"]]
        return sorted(shown, key=lambda block: (block.value["day"], block.value["time"]))

    def content_shown(self, content: dict[str, Any]) -> dict[str, Any]:
        blocks = json.loads(content.get("engagements") or "[]")
        shown = [block for block in blocks if not block["value"].get("is_internal")]
        return content | {"engagements": json.dumps(shown)}

    def public_text(self) -> str:
        """What the search knows of the week."""
        words = ("content", "chair", "participants", "place", "unit")
        return " ".join(value[word] for value in self.public_engagements() for word in words if value[word])

    def public_days(self) -> list[WeekDay]:
        """The engagements under their days; days without any are left out."""
        return week_days(self.week, self.public_engagements())

    def structured_facts(self) -> dict[str, Any]:
        """The public engagements as events, in order."""
        events = (_event(self, value) for value in self.public_engagements())
        items = [{"@type": "ListItem", "position": place, "item": one} for place, one in enumerate(events, start=1)]
        listed = {"@type": "ItemList", "name": self.title, "itemListElement": items}
        return {"temporalCoverage": f"{self.week.isoformat()}/{self.last_day.isoformat()}", "mainEntity": listed}


def _event(page: WorkSchedulePage, value: Any) -> dict[str, Any]:
    day = page.week + timedelta(days=int(value["day"]) - 1)
    event: dict[str, Any] = {
        "@type": "Event",
        "name": value["content"],
        "startDate": in_city(day, value["time"]).isoformat(),
    }
    if value["until"]:
        event["endDate"] = in_city(day, value["until"]).isoformat()
    if value["place"]:
        event["location"] = {"@type": "Place", "name": value["place"]}
    return event

"""Pages that must be public in time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from deadlines.enums import Trigger

from .content import ContentPage

if TYPE_CHECKING:
    from home.serving.search_facts import SearchFacts


class ClockedPage(ContentPage):
    """A page of a category of information that has a time limit (Regulation 12.1), counted from a day of its own.

    `home.timeliness.clocks` keeps the clock, `home.timeliness.clock_checks` looks at the day before the board does.
    """

    # Code of the category, and what its limit is counted from.
    category: ClassVar[str]
    trigger: ClassVar[Trigger]
    # Types of several categories, or limits: the field whose value decides, and what each value stands for.
    clock_chosen_by: ClassVar[str] = ""
    clock_choices: ClassVar[Mapping[str, tuple[str, Trigger]]] = {}
    # What the day is called on the form.
    trigger_name: ClassVar[Any] = _("Day from which the time limit runs")
    # Whether the board is asked only for what names the day.
    requires_trigger_date: ClassVar[bool] = True
    # Whether the day may lie ahead: what is announced before it happens.
    trigger_lies_ahead: ClassVar[bool] = False

    trigger_date = models.DateField(_("day from which the time limit runs"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def counted_as(self) -> tuple[str, Trigger]:
        """The category of the page, and what its limit is counted from."""
        chosen = getattr(self, self.clock_chosen_by) if self.clock_chosen_by else ""
        return self.clock_choices.get(chosen, (self.category, self.trigger))

    def search_facts(self) -> SearchFacts:
        return replace(super().search_facts(), category=self.counted_as[0])

    @property
    def needs_trigger_date(self) -> bool:
        """Whether the board is asked only once the day is named; types with a choice may say when."""
        return self.requires_trigger_date

    @property
    def has_clock(self) -> bool:
        """Whether a limit is counted from the day: not of versions in other languages."""
        return self.locale_id is not None and self.locale.language_code == settings.LANGUAGE_CODE

"""Pages that must be public in time."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from deadlines.enums import Trigger

from .base import ContentPage


class ClockedPage(ContentPage):
    """A page of a category of information that has a time limit (Regulation 12.1), counted from a day of its own.

    `home.clocks` keeps the clock, `home.clock_checks` looks at the day before the board does.
    """

    # Code of the category, and what its limit is counted from where the page does not say (`counted_from`).
    category: ClassVar[str]
    trigger: ClassVar[Trigger]
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
    def counted_from(self) -> Trigger:
        """What the day is the day of; types with a choice say which."""
        return self.trigger

    @property
    def has_clock(self) -> bool:
        """Whether a limit is counted from the day: not of versions in other languages."""
        return self.locale.language_code == settings.LANGUAGE_CODE

"""Enter the days off that are expected of a year, as provisional, for the operator to confirm."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from deadlines.errors import DayNotNumbered
from deadlines.working_calendar import propose_year


class Command(BaseCommand):
    help = "Enter the days off that are expected of a year, as provisional. What is entered already stays as it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int, nargs="?", help="The year; without it, the next one.")

    def handle(self, *args: Any, year: int | None, **options: Any) -> None:
        """Propose the year.

        Raises:
            CommandError: the calendar does not reach it.
        """
        now = timezone.now()
        wanted = year or timezone.localdate(now).year + 1
        with translation.override(settings.LANGUAGE_CODE):
            try:
                count = propose_year(wanted, by=None, at=now)
            except DayNotNumbered as refusal:
                raise CommandError(str(refusal)) from refusal
            told = (
                _(
                    "%(count)d provisional days of %(year)d are entered. Compare them with the decision of the Prime"
                    " Minister, and confirm them in the admin under Settings, Working days."
                )
                if count
                else _("Nothing to enter: all days that are expected of %(year)d stand in the calendar.")
            )
            self.stdout.write(told % {"count": count, "year": wanted})

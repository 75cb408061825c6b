"""Count how portals were used from the access log of the server in front of the caches."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.errors import PortalRefusal
from exchange.access_log import Tally
from exchange.use import keep_day, read_logs


class Command(BaseCommand):
    """Run again, it sets the same: days that the files have whole, and no others."""

    help = "Count page views and searches of all portals, day by day, from files of the access log (plain or gzip)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--day", type=date.fromisoformat, help="This day alone, as 2026-11-01; refused if not whole."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            try:
                tally = read_logs(options["files"])
            except PortalRefusal as refusal:
                raise CommandError(str(refusal)) from refusal
            self._tell(tally)
            if not tally.hours:
                raise CommandError(
                    _("No line could be read: nginx must write the log format “portals” of deploy/nginx.")
                )
            days = [options["day"]] if options["day"] else tally.days()
            kept = [day for day in days if self._keep(tally, day)]
            if not kept:
                raise CommandError(_("No day was counted. Name the files of the day before and of the day after too."))

    def _tell(self, tally: Tally) -> None:
        told = _(
            "%(lines)d lines; of them %(robots)d pages read by programs, %(foreign)d of other hosts, "
            "%(unread)d that cannot be read."
        )
        counts = {
            "lines": tally.lines,
            "robots": tally.robots,
            "foreign": tally.foreign,
            "unread": tally.unread,
        }
        self.stdout.write(told % counts)

    def _keep(self, tally: Tally, day: date) -> bool:
        """Keep a day that the log has whole; of another say which hour lacks first."""
        words = {"day": date_format(day, "SHORT_DATE_FORMAT")}
        if missing := tally.missing_hours(day):
            told = _("%(day)s is not whole, and has no figure: no line in the hour of %(hour)s (%(count)d such hours).")
            hour = date_format(missing[0], "SHORT_DATETIME_FORMAT")
            self.stdout.write(told % (words | {"hour": hour, "count": len(missing)}))
            return False
        use = tally.on(day)
        counts = {
            "portals": keep_day(day, tally, at=timezone.now()),
            "views": sum(one.page_views for one in use.values()),
            "searches": sum(one.searches for one in use.values()),
        }
        told = _("%(day)s: %(views)d page views and %(searches)d searches on %(portals)d portals.")
        self.stdout.write(told % (words | counts))
        return True

"""`manage.py rebuild_search_index`: write the index of public pages anew."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from search.indexing import reindex
from sites.directory import PortalRecord, get_directory

# Seconds between two lines where the output is no terminal.
QUIET_SECONDS = 10
BAR_LENGTH = 30


class Command(BaseCommand):
    help = "Write the search index of all public pages anew, or of one portal. Search keeps answering meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--portal", metavar="CODE", help="Code of the portal to index; all without it.")

    def handle(self, *args: Any, portal: str | None = None, verbosity: int = 1, **options: Any) -> None:
        """Exit code 1 where the portal is unknown or a page could not be read."""
        record = self._find(portal) if portal else None
        progress = None if verbosity == 0 else Progress(self)
        result = reindex(record, on_progress=progress)
        for page_id, reason in sorted(result.failed.items()):
            self.stderr.write(_("Page %(id)s could not be indexed: %(reason)s") % {"id": page_id, "reason": reason})
        if verbosity:
            self.stdout.write(_("%(count)s public pages are in the index.") % {"count": result.indexed})
        if result.failed:
            raise CommandError(_("%(count)s pages are missing from the index.") % {"count": len(result.failed)})

    def _find(self, code: str) -> PortalRecord:
        for record in get_directory().records:
            if record.code == code:
                return record
        raise CommandError(_("There is no portal with the code %(code)s.") % {"code": code})


class Progress:
    """A bar that moves on a terminal; elsewhere a line now and then."""

    def __init__(self, command: BaseCommand) -> None:
        self.output = command.stdout
        self.is_terminal = self.output.isatty()
        self.last_written = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        if self.is_terminal:
            filled = BAR_LENGTH * done // total
            bar = "#" * filled + "-" * (BAR_LENGTH - filled)
            self.output.write(f"\r[{bar}] {done}/{total}", ending="\n" if done == total else "")
            self.output.flush()
        elif time.monotonic() - self.last_written >= QUIET_SECONDS:
            self.output.write(f"{done}/{total}")
            self.last_written = time.monotonic()

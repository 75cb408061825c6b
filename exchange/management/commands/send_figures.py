"""Give figures of portals to the measurement system."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from audit.errors import PortalRefusal
from exchange.enums import SendingState
from exchange.sendings import FolderReceiver, send_figures


class Command(BaseCommand):
    """Of yesterday, unless days are named. Run again, it sends again: each sending has its line in the log."""

    help = "Write the figures of all portals into the folder from which the measurement system fetches them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--first", type=date.fromisoformat, help="First day, as 2026-11-01.")
        parser.add_argument("--last", type=date.fromisoformat, help="Last day; without it, the first.")
        parser.add_argument("--folder", type=Path, help="Instead of that of FIGURES_FOLDER.")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            folder = options["folder"] or settings.FIGURES_FOLDER
            if not folder:
                raise CommandError(_("Name a folder with --folder or FIGURES_FOLDER."))
            now = timezone.now()
            first = options["first"] or timezone.localdate(now) - timedelta(days=1)
            last = options["last"] or first
            try:
                sending = send_figures(first=first, last=last, receiver=FolderReceiver(Path(folder)), by=None, at=now)
            except PortalRefusal as refusal:
                raise CommandError(str(refusal)) from refusal
            if sending.state == SendingState.FAILED:
                raise CommandError(_("Not taken: %(reason)s") % {"reason": sending.result})
            told = _("%(count)d lines are in %(file)s. SHA-256: %(hash)s")
            self.stdout.write(told % {"count": sending.row_count, "file": sending.result, "hash": sending.sheet_hash})

"""Seal all personal data with the newest key of PERSONAL_DATA_KEYS."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from participation.personal_data.ciphers import reseal_personal_data, to_reseal
from sites.progress import Progress


class Command(BaseCommand):
    """Batch by batch; interrupted and run again, it goes on where it stopped. Former keys stay until it succeeded."""

    help = "Seal with the newest key of PERSONAL_DATA_KEYS whatever another key sealed. Run it after adding one."

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            progress = Progress(to_reseal(), self.stderr)
            try:
                outcome = reseal_personal_data(
                    by=None, at=timezone.now(), told=lambda rows: progress.step(_("rows"), count=rows)
                )
            finally:
                progress.close()
            self.stdout.write(_("Sealed with the newest key: %(count)d rows.") % {"count": outcome.done})
            if outcome.unreadable:
                message = _(
                    "%(count)d rows are opened by no key. Put their former key back into PERSONAL_DATA_KEYS "
                    "and run the command again; remove no other key."
                )
                raise CommandError(message % {"count": outcome.unreadable})

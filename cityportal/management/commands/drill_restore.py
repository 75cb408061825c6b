"""Prove that the newest backup can be restored."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cityportal.backups.drill import drill_restore
from cityportal.backups.errors import BackupRefused
from cityportal.backups.targets import target_at


class Command(BaseCommand):
    """Exit code 0 if the copy is what the set says, 1 if anything is wrong."""

    help = (
        "Restore the newest backup of the last of BACKUP_TARGETS beside this installation, compare it, use it, delete "
        "it, and record how long that took."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--target", default="", help="Another target: a folder or the address of a bucket.")
        parser.add_argument("--key", default=settings.BACKUP_KEY_FILE, help="The file of the private key.")

    def handle(self, *args: Any, target: str, key: str, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            address = target or (settings.BACKUP_TARGETS[-1] if settings.BACKUP_TARGETS else "")
            if not address or not key:
                raise CommandError(_("Name a target and the file of the private key: --target, --key."))
            try:
                drilled = drill_restore(
                    target=target_at(address), key_file=Path(key), at=timezone.now(), by=None, tell=self.stdout.write
                )
            except (BackupRefused, ImproperlyConfigured) as error:
                raise CommandError(_("The drill did not come to its end. %(error)s") % {"error": error}) from error
            for finding in drilled.findings:
                self.stdout.write(self.style.ERROR(f"✗ {finding.problem}"))
                self.stdout.write(f"  → {finding.advice}")
            if drilled.findings:
                raise CommandError(_("The newest backup is not what it should be."))
            told = _("Restored and in use after %(minutes).1f minutes; %(hours).1f hours of work would have been lost.")
            facts = {"minutes": drilled.seconds / 60, "hours": drilled.age.total_seconds() / 3600}
            self.stdout.write(self.style.SUCCESS(told % facts))

"""Make a backup of the whole installation."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cityportal.backups.errors import BackupRefused, BadSet
from cityportal.backups.making import make_backup
from cityportal.backups.rotation import rotate_all
from cityportal.backups.targets import Target

_NAMED: Final = 20


class Command(BaseCommand):
    """Exit code 0 once the set was read back from each target; 1 where it was not, or files are missing."""

    help = (
        "Write database, uploads, private files and anchors as one encrypted set to each of BACKUP_TARGETS, read it "
        "back, and delete sets that are not kept any more."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--read-all",
            action="store_true",
            help="Also read what former backups wrote, and write anew what was changed there.",
        )

    def handle(self, *args: Any, read_all: bool, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            try:
                made = make_backup(at=timezone.now(), by=None, tell=self.stdout.write, read_all=read_all)
            except (BackupRefused, OSError) as error:
                raise CommandError(_("There is no new backup. %(error)s") % {"error": error}) from error
            facts = {
                "name": made.summary.name,
                "files": made.summary.files,
                "bytes": made.summary.bytes,
                "written": made.written,
                "seconds": made.seconds,
            }
            told = _(
                "Backup %(name)s: %(files)d files and the database, %(bytes)d bytes; %(written)d bytes were new. Read "
                "back in all places after %(seconds).1f seconds."
            )
            self.stdout.write(self.style.SUCCESS(told % facts))
            for name in made.gone[:_NAMED]:
                self.stdout.write(_("Deleted meanwhile: %s") % name)
            self._rotate(made.targets)
            for name, why in made.away.items():
                self.stderr.write(_("%(target)s does not answer: %(error)s") % {"target": name, "error": why})
            for name in made.missing[:_NAMED]:
                self.stderr.write(_("The database names this file, and no storage has it: %s") % name)
            if made.missing:
                told = _("%(count)d files are missing in the installation itself. Look for them in older backups.")
                raise CommandError(told % {"count": len(made.missing)})
            if made.away:
                raise CommandError(_("The backup lies in %(count)d places only.") % {"count": len(made.targets)})

    def _rotate(self, targets: Sequence[Target]) -> None:
        try:
            for target, name in rotate_all(targets):
                self.stdout.write(_("Deleted at %(target)s: %(name)s") % {"target": target, "name": name})
        except (BadSet, OSError) as error:
            raise CommandError(_("The backup is whole; old ones could not be deleted: %s") % error) from error

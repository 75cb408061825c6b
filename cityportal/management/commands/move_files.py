"""Move all files of the installation between the disk and the bucket of STORAGE_URL."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from cityportal.file_moves import Moved, Place, differing, move, storages_at

# A line of progress after so many files.
_SAID_AFTER: Final = 500
_NAMED: Final = 20


class Command(BaseCommand):
    help = (
        "Copy uploads, private files and anchors of histories to the disk or into the bucket that STORAGE_URL names. "
        "Go on by running it again. With --check, compare all files by their hashes and copy nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("target", choices=[place.value for place in Place], help="Where the files go.")
        parser.add_argument("--check", action="store_true", help="Compare, and copy nothing.")
        parser.add_argument("--delete", action="store_true", help="Delete each file where it was, once it is there.")

    def handle(self, *args: Any, target: str, check: bool, delete: bool, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            source = Place.DISK if target == Place.BUCKET else Place.BUCKET
            try:
                former, new = storages_at(source), storages_at(Place(target))
            except LookupError as error:
                raise CommandError(_("Set STORAGE_URL to the address of the bucket first (.env.example).")) from error
            try:
                wrong = self._compared(former, new) if check else self._moved(former, new, delete=delete)
            except OSError as error:
                raise CommandError(
                    _("The storage does not answer: %(error)s. Run this again later.") % {"error": error}
                ) from error
            if wrong:
                raise CommandError(_("%(count)d files are not there. Run this again.") % {"count": wrong})

    def _moved(self, former: dict[str, Any], new: dict[str, Any], *, delete: bool) -> int:
        failed = 0
        for name, source in former.items():
            done = move(source, new[name], after_each=self._tell, delete=delete)
            facts = {"name": name, "copied": done.copied, "there": done.there, "bytes": done.bytes}
            self.stdout.write(_("%(name)s: %(copied)d copied (%(bytes)d bytes), %(there)d were there.") % facts)
            for file, why in done.failed[:_NAMED]:
                self.stderr.write(f"{file}: {why}")
            failed += len(done.failed)
        return failed

    def _compared(self, former: dict[str, Any], new: dict[str, Any]) -> int:
        count = 0
        for name, source in former.items():
            for file in differing(source, new[name]):
                count += 1
                if count <= _NAMED:
                    self.stderr.write(f"{name}: {file}")
        if not count:
            self.stdout.write(_("All files are there, byte for byte."))
        return count

    def _tell(self, so_far: Moved) -> None:
        done = so_far.copied + so_far.there + len(so_far.failed)
        if done % _SAID_AFTER == 0:
            self.stdout.write(_("%(count)d files …") % {"count": done})
